import Testing

struct StoreRules {
    @Test func `at most 12 statements have a text for each engine`() throws {
        let files = try Repository.files(in: ["Sources/Storage"], endingIn: [".swift"]).filter { file in
            // Migrations have one each by their nature; what knows one engine alone is in its folder.
            !["Migrations/", "Engine/SQLite/", "Engine/Postgres/", "Engine/Migration.swift", "Engine/Reader.swift"]
                .contains { file.path.hasPrefix("Sources/Storage/\($0)") }
        }
        let texts = files.flatMap { file in
            file.lines.filter { line in
                ["postgres: {", "case .postgres", "dialect == ", "dialect != "].contains { line.contains($0) }
            }.map { "\(file.path): \($0)" }
        }
        #expect(texts.count >= 3, "The rule no longer sees them.")
        #expect(texts.count <= 12, "One text serves both engines: \(texts)")
    }

    /// Websites commit beside each other, so a row may become visible after one with a higher id. A reader that goes on after the last
    /// id it saw misses that row, unless all the ids are of one website, or the reader begins anew.
    private static let goOn: Set<String> = [
        // Of one website, whose writers go one after another.
        "Exchanges/CallIndex.swift", "Exchanges/CallsByHour.swift", "Exchanges/OMSHealth.swift",
        "Exchanges/CallNeighbours.swift",
        // Of one order.
        "AfterSales/ReturnChanges.swift",
        // Pages of what there is.
        "Exchanges/ExchangeRows.swift", "Websites/SealedValues.swift",
    ]

    @Test func `only readers of ids that come in order go on after the last id they saw`() throws {
        for file in try Repository.files(in: ["Sources/Storage"], endingIn: [".swift"]) {
            for line in file.lines where line.contains(#/[\w.]*\bid > /#) {
                let isKnown = Self.goOn.contains { file.path == "Sources/Storage/\($0)" }
                #expect(isKnown, "\(file.path): \(line)")
            }
        }
    }
}
