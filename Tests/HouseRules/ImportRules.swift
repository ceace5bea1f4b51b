import Testing

/// Modules import in one direction only. SwiftPM does not catch an import that only a dependency's dependency allows.
struct ImportRules {
    private static let standard: Set<String> = [
        "Dispatch", "FoundationEssentials", "Glibc", "Swift", "Synchronization",
    ]

    @Test func `a module imports only what Package.swift gives it`() throws {
        for (module, dependencies) in try Self.modules.get() {
            let files = try SwiftCode.all.get().filter { $0.path.hasPrefix("Sources/\(module)/") }
            #expect(!files.isEmpty)
            for file in files {
                #expect(imports(of: file).subtracting(dependencies).subtracting(Self.standard) == [], "\(file.path)")
            }
            let used = files.reduce(into: Set()) { $0.formUnion(imports(of: $1)) }
            #expect(dependencies.subtracting(used) == [], "\(module) does not use them")
        }
    }

    @Test func `every folder of Sources is a module`() throws {
        let files = try SwiftCode.all.get().filter { $0.path.hasPrefix("Sources/") }
        let folders = Set(files.compactMap { $0.path.split(separator: "/").dropFirst().first.map(String.init) })
        #expect(try folders == Set(Self.modules.get().keys))
    }

    @Test func `a C library is imported in one module only, and never by a test`() throws {
        let modules = try Self.modules.get()
        let libraries = modules.values.reduce(into: Set()) { $0.formUnion($1) }.filter {
            $0.wholeMatch(of: /C[A-Z]\w+/) != nil
        }
        for library in libraries {
            #expect(modules.values.count { $0.contains(library) } == 1, "\(library)")
            for file in try SwiftCode.all.get() where file.path.hasPrefix("Tests/") {
                #expect(!imports(of: file).contains(library), "\(file.path)")
            }
        }
    }

    @Test(arguments: ["SQLite", "Postgres"])
    func `an engine is spoken in one folder of Storage`(engine: String) throws {
        for file in try SwiftCode.all.get() where imports(of: file).contains("C\(engine)") {
            #expect(file.path.hasPrefix("Sources/Storage/Engine/\(engine)/"), "\(file.path)")
        }
    }

    @Test func `nobody imports all of Foundation`() throws {
        for file in try SwiftCode.all.get() {
            #expect(!imports(of: file).contains("Foundation"), "\(file.path)")
        }
    }

    /// Each module of Package.swift, and what it may import beside the standard library's own modules.
    private static let modules = Result {
        let package = try Repository.files(in: ["Package.swift"]).map(\.text).joined()
        let modules = package.matches(of: /(?:module|program)\(\s*"(\w+)"(?:,\s*\[([^\]]*)\])?\)/).map { module in
            (String(module.1), Set((module.2 ?? "").split { !$0.isLetter }.map(String.init)))
        }
        return Dictionary(uniqueKeysWithValues: modules)
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
