extension SQLiteConnection {
    package var dialect: Dialect { .sqlite }

    package func createMigrationTable() throws {
        try run(
            script: """
                CREATE TABLE IF NOT EXISTS migration (
                    number INTEGER PRIMARY KEY, title TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
                """)
    }

    package func riskySettings() -> [String] { [] }

    package func backup(to file: String) throws {
        try run("VACUUM INTO \(file)") { _ in true }
    }

    /// Broken pages, and rows whose parents are missing.
    package func problems() throws -> [String] {
        var problems: [String] = []
        try run("PRAGMA integrity_check") { row in
            let line: String = try row.next()
            if line != "ok" { problems.append(line) }
            return true
        }
        try run("PRAGMA foreign_key_check") { row in
            problems.append("orphan row in \(try row.next() as String)")
            return true
        }
        return problems
    }
}
