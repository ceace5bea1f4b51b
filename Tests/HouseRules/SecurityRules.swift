import Testing

/// The table of OWASP ASVS 5.0 in Tests/Security.
struct SecurityRules {
    private static let table = Result {
        try Repository.files(in: ["Tests/Security"], endingIn: ["README.md"]).flatMap(\.lines).filter {
            $0.hasPrefix("| ") && !$0.hasPrefix("| number")
        }.map { $0.split(separator: "|", maxSplits: 2) }
    }

    /// The requirements of levels 1 and 2: by section, how many there are. Those of level 3 come behind them.
    private static let requirements = """
        1.1 2, 1.2 9, 1.3 11, 1.4 3, 1.5 2, 2.1 3, 2.2 3, 2.3 4, 2.4 1, 3.2 2, 3.3 4, 3.4 6, 3.5 5, 3.7 2, 4.1 3, 4.2 1, 4.3 2,
        4.4 4, 5.1 1, 5.2 3, 5.3 2, 5.4 3, 6.1 3, 6.2 12, 6.3 4, 6.4 4, 6.5 5, 6.6 3, 6.8 4, 7.1 3, 7.2 4, 7.3 2, 7.4 5, 7.5 2,
        7.6 2, 8.1 2, 8.2 3, 8.3 1, 8.4 1, 9.1 3, 9.2 4, 10.1 2, 10.2 2, 10.3 4, 10.4 11, 10.5 5, 10.6 2, 10.7 3, 11.1 2, 11.2 3,
        11.3 3, 11.4 4, 11.5 1, 11.6 1, 12.1 3, 12.2 2, 12.3 4, 13.1 1, 13.2 5, 13.3 2, 13.4 5, 14.1 2, 14.2 4, 14.3 3, 15.1 3,
        15.2 3, 15.3 7, 16.1 1, 16.2 5, 16.3 4, 16.4 3, 16.5 3, 17.1 1, 17.2 4, 17.3 2
        """

    @Test func `every requirement of levels 1 and 2 has one line, with a proof or a reason`() throws {
        let wanted = Self.requirements.split { $0 == "," || $0 == "\n" }.flatMap { entry in
            let parts = entry.split(separator: " ")
            return (1...(Int(parts[1]) ?? 0)).map { "\(parts[0]).\($0)" }
        }
        #expect(wanted.count == 253)
        let lines = try Self.table.get()
        let found = lines.flatMap { $0[0].split { $0 == "," || $0 == " " }.map(String.init) }
        #expect(found.sorted() == wanted.sorted())
        for line in lines { #expect(line.count == 3 && line[2].count > 12, "\(line)") }
    }

    @Test func `every test that a line names is there`() throws {
        let tests = try Repository.files(in: ["Tests"], endingIn: [".swift", ".py"])
        let named = try Self.table.get().flatMap { $0.last?.matches(of: /`(\w+(?:\.py)?): ([^`]+)`/) ?? [] }
        #expect(named.count > 200)
        for test in named {
            let (suite, sentence) = (test.output.1, test.output.2)
            let isThere = tests.contains { file in
                (file.text.contains("func `\(sentence)`") || file.text.contains("def \(sentence)("))
                    && (file.name == suite || file.name == "\(suite).swift" || file.text.contains("struct \(suite)")
                        || file.text.contains("extension \(suite)"))
            }
            #expect(isThere, "\(suite): \(sentence)")
        }
    }
}
