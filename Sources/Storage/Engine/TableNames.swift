extension Connection {
    /// The names of the tables with Kartify's data, sorted.
    func tableNames() throws -> [String] {
        try names(
            dialect == .sqlite
                ? "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite%'"
                : "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace = CAST('public' AS regnamespace)"
        ).filter { !Self.ownTables.contains($0) }.sorted()
    }

    /// Tables that say something of the store itself, and mean nothing in another one.
    static var ownTables: [String] { ["migration", "settings_version"] }

    func hasTable(_ name: String) throws -> Bool {
        try !names(
            dialect == .sqlite
                ? "SELECT name FROM sqlite_schema WHERE name = \(name)"
                : "SELECT CAST(relname AS TEXT) FROM pg_class WHERE relname = \(name) AND relnamespace = CAST('public' AS regnamespace)"
        ).isEmpty
    }

    private func names(_ sql: SQL) throws -> [String] {
        var names: [String] = []
        try run(sql) { row in
            names.append(try row.next())
            return true
        }
        return names
    }
}
