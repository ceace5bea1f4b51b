import Testing

struct CodeRules {
    /// Types that guard what they share by themselves; each says why beside it.
    private static let unchecked: Set<String> = ["PostgresConnection", "SQLiteConnection", "EasyHandle", "Templates"]

    @Test func `no file is longer than 300 lines`() throws {
        for file in try SwiftCode.all.get() { #expect(file.lines.count <= 301, "\(file.path)") }
    }

    @Test(arguments: ["try!", "as!", "fatalError(", "nonisolated(unsafe)", "unowned(unsafe)"])
    func `nothing that traps or goes around the compiler`(word: String) throws {
        for file in try SwiftCode.all.get() {
            for (number, line) in file.lines.enumerated() where has(line, word) {
                Issue.record("\(file.path):\(number + 1) has \(word)")
            }
        }
    }

    @Test func `nothing is unwrapped by force`() throws {
        for file in try SwiftCode.all.get() {
            for (number, line) in file.lines.enumerated() where unwrapsByForce(line) {
                Issue.record("\(file.path):\(number + 1)")
            }
        }
    }

    @Test(arguments: [
        ("let a = b!", true), ("f(a!.b)", true), ("a[0]!", true), ("f()!", true), ("var a: Int!", true),
        ("a != b", false),
        ("!a", false), ("f(!a)", false), ("a! = b", true), ("[!a]", false), ("a && !b", false),
    ])
    func `the rule against force knows it when it sees it`(line: String, isForced: Bool) {
        #expect(unwrapsByForce(line) == isForced)
    }

    @Test func `a rule looks at code, not at texts and comments`() {
        let source = "let a = \"b! // \\\" c!\" // d!\nlet t = \"\"\"\n  e!\n  \"\"\" + f /* g!\nh! */ + i"
        #expect(codeOnly(source) == ["let a =  ", "let t = ", "", " + f ", " + i"])
    }

    @Test func `nothing is left to be done without an owner`() throws {
        let words = ["TO" + "DO", "FIX" + "ME"]
        for file in try Repository.files(in: ["Sources", "Tests", "templates", "public", "nginx", "Makefile", ".ci"]) {
            for word in words where file.text.contains(word) { Issue.record("\(file.path) has \(word)") }
        }
    }

    @Test func `only types in the list are Sendable by their word alone`() throws {
        let marker = "@unchecked Sendable"
        for file in try SwiftCode.all.get() {
            for line in file.lines where line.contains(marker) {
                let name = line.split { !$0.isLetter }.drop { $0 != "class" && $0 != "struct" }.dropFirst().first ?? ""
                #expect(Self.unchecked.contains(String(name)), "\(file.path): \(line)")
            }
        }
    }

    @Test func `everything that the store can be asked stands in EveryQueryTests`() throws {
        // The shop of the tests is asked with the same eyes upon it.
        let asked = try Repository.files(
            in: ["Tests/StorageTests"], endingIn: ["EveryQueryTests.swift", "TestShop.swift"]
        ).map(\.text).joined().filter { !$0.isWhitespace }
        let files = try Repository.files(in: ["Sources/Storage"], endingIn: [".swift"])
        for file in files where !file.path.hasPrefix("Sources/Storage/Engine/") {
            for name in queries(in: file.text) {
                if !asked.contains(name) { Issue.record("\(file.path): call \(name)…) in EveryQueryTests") }
            }
        }
    }

    /// `order(number:` for each function of a Reader or a Transaction.
    private func queries(in source: String) -> [String] {
        var names: [String] = []
        var isInside = false
        let lines = source.split(separator: "\n")
        for (index, line) in lines.enumerated() {
            if line.hasPrefix("extension ") {
                isInside = line.hasPrefix("extension Reader") || line.hasPrefix("extension Transaction")
            }
            guard isInside, let start = line.firstRange(of: "package func ") else { continue }
            let signature = (line[start.upperBound...] + (index + 1 < lines.count ? lines[index + 1] : ""))
            let name = signature.prefix { $0 != "(" }
            let label = signature.dropFirst(name.count + 1).drop { $0 == " " }.prefix { $0 != " " && $0 != ":" }
            names.append(label == "_" || label.hasPrefix(")") ? ".\(name)(" : ".\(name)(\(label):")
        }
        return names
    }

    private func unwrapsByForce(_ line: String) -> Bool {
        var before: Character = " "
        var rest = line[...]
        while let character = rest.popFirst() {
            let isOperator = rest.first == "=" && before == " "
            if character == "!", !isOperator, before.isLetter || before.isNumber || "_)]}?>".contains(before) {
                return true
            }
            before = character
        }
        return false
    }

    private func has(_ line: String, _ word: String) -> Bool {
        line.ranges(of: word).contains { range in
            guard range.lowerBound > line.startIndex else { return true }
            let before = line[line.index(before: range.lowerBound)]
            return !before.isLetter && !before.isNumber && before != "_" && before != "."
        }
    }
}
