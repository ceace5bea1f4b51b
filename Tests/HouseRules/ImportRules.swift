import Testing

/// One-way doors between the rooms. SwiftPM does not catch an import that only a dependency's dependency allows.
struct ImportRules {
    /// What the files of a room may import, beside the standard library's own modules.
    private static let allowed: [String: Set<String>] = [
        "Domain": [],
        "Crypto": ["CSodium"],
        "JSON": ["CSimdjson"],
        "Spreadsheet": ["CXlsxWriter", "CZip", "CExpat"],
        "Storage": ["Domain", "CSQLite"],
        "Web": ["Domain", "Crypto", "CTemplate"],
        "FastCGI": ["Web", "Domain", "Crypto", "CFastCGI"],
        "Outbound": ["Domain", "Crypto", "CCurl"],
        "OMS": ["Domain", "Crypto", "JSON", "Outbound"],
        "Kartify": ["Domain", "Crypto", "JSON", "Storage", "Web", "FastCGI", "OMS", "Outbound", "Spreadsheet"],
        "Server": ["Kartify"],
        "ArvindSandbox": ["Domain", "Crypto", "JSON", "Storage", "Web", "FastCGI", "OMS", "Outbound"],
    ]
    private static let standard: Set<String> = ["Dispatch", "FoundationEssentials", "Glibc", "Synchronization"]
    /// A C library has one room, or one folder of it.
    private static let doors = [
        "CSQLite": "Storage/Engine/SQLite", "CFastCGI": "FastCGI", "CCurl": "Outbound", "CSodium": "Crypto",
        "CTemplate": "Web",
        "CXlsxWriter": "Spreadsheet", "CZip": "Spreadsheet", "CExpat": "Spreadsheet",
        "CSimdjson": "JSON",
    ]

    @Test(arguments: allowed.keys.sorted())
    func `a room imports only what its doors allow`(room: String) throws {
        let files = try SwiftCode.all.get().filter { $0.path.hasPrefix("Sources/\(room)/") }
        #expect(!files.isEmpty)
        for file in files {
            let unwelcome = imports(of: file).subtracting(Self.allowed[room, default: []]).subtracting(Self.standard)
            #expect(unwelcome.isEmpty, "\(file.path)")
        }
    }

    @Test func `every folder of Sources is a room with rules, or a C door`() throws {
        let files = try SwiftCode.all.get().filter { $0.path.hasPrefix("Sources/") }
        let rooms = Set(files.compactMap { $0.path.split(separator: "/").dropFirst().first.map(String.init) })
        #expect(rooms == Set(Self.allowed.keys))
    }

    @Test func `a C library is imported in one folder only, and never by a test`() throws {
        for file in try SwiftCode.all.get() {
            for module in imports(of: file) where module.hasPrefix("C") && Self.doors.keys.contains(module) {
                #expect(file.path.hasPrefix("Sources/\(Self.doors[module] ?? "")/"), "\(file.path) imports \(module)")
            }
        }
    }

    @Test func `nobody imports all of Foundation`() throws {
        for file in try SwiftCode.all.get() {
            #expect(!imports(of: file).contains("Foundation"), "\(file.path)")
        }
    }

    private func imports(of file: SwiftCode.File) -> Set<String> {
        let modules = file.lines.compactMap { line -> String? in
            let words = line.split(separator: " ").map(String.init)
            guard let index = words.firstIndex(of: "import"),
                words[..<index].allSatisfy({ $0.hasPrefix("@") || $0 == "package" })
            else { return nil }
            let kinds = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
            let name = words.dropFirst(index + 1).first { !kinds.contains($0) }
            return name?.split(separator: ".").first.map(String.init)
        }
        return Set(modules)
    }
}
