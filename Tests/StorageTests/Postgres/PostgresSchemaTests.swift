import Storage
import TestDatabase
import TestSupport
import Testing

/// Both engines have the same schema, each in its own words.
@Suite(.onlyOnPostgres)
struct PostgresSchemaTests {
    private let folder: TemporaryFolder
    private let sqlite: Database
    private let postgres: Database

    init() throws {
        folder = try TemporaryFolder()
        sqlite = try Database(path: folder.file("a.db"))
        postgres = try Database.ofTest(folder.file("b.db"), migrations: Migration.all)
        // Each engine keeps words in its own way.
        for store in [sqlite, postgres] {
            for table: SQL in ["DROP TABLE call_words", "DROP TABLE order_names", "DROP TABLE product_words"] {
                _ = try store.write { try $0.execute(table) }
            }
        }
    }

    @Test func `columns have the same names, types, defaults, and may be empty alike`() throws {
        expectSame(
            try sqlite.lines(
                """
                SELECT m.name || '.' || c.name || ' ' || lower(c.type) || CASE WHEN c."notnull" = 1 OR c.pk > 0
                    THEN ' not null' ELSE '' END || coalesce(' default ' || c.dflt_value, '')
                FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
                """),
            try postgres.lines(
                """
                SELECT table_name || '.' || column_name || ' ' || CASE data_type WHEN 'bigint' THEN 'integer'
                    WHEN 'smallint' THEN 'integer' WHEN 'bytea' THEN 'blob' ELSE data_type END ||
                    CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END ||
                    coalesce(' default ' || replace(column_default, '::text', ''), '')
                FROM information_schema.columns WHERE table_schema = 'public'
                """))
    }

    @Test func `the same columns are keys, and refer to the same tables`() throws {
        expectSame(
            try sqlite.lines(
                """
                SELECT m.name || ': ' || (SELECT group_concat(name) FROM
                    (SELECT name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk)) FROM sqlite_schema m
                    WHERE m.type = 'table'
                UNION SELECT m.name || ': ' || (SELECT group_concat(name) FROM
                    (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno))
                    FROM sqlite_schema m JOIN pragma_index_list(m.name) i ON i.origin = 'u' WHERE m.type = 'table'
                UNION SELECT m.name || '.' || f."from" || ' in ' || f."table"
                    FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'
                """),
            try postgres.lines(
                """
                SELECT c.conrelid::regclass || CASE c.contype WHEN 'f' THEN '.' ELSE ': ' END ||
                    (SELECT string_agg(a.attname, ',' ORDER BY k.place) FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
                        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number) ||
                    CASE c.contype WHEN 'f' THEN ' in ' || c.confrelid::regclass ELSE '' END
                FROM pg_constraint c WHERE c.contype IN ('p', 'u', 'f') AND c.connamespace = 'public'::regnamespace
                """))
    }

    @Test func `the same indexes are on the same columns`() throws {
        expectSame(
            try sqlite.lines("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").map(words),
            try postgres.lines(
                """
                SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE c.relnamespace = 'public'::regnamespace
                    AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype <> 'f')
                """
            ).map(words))
    }

    @Test func `the same is checked`() throws {
        let tables = try sqlite.lines(
            "SELECT name || ' ' || sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CHECK%'")
        expectSame(
            tables.flatMap { text in
                let table = text.prefix { $0 != " " }
                return checks(in: text).map { "\(table): \(Set(words($0)).sorted())" }
            },
            try postgres.lines(
                """
                SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
                WHERE contype = 'c' AND connamespace = 'public'::regnamespace
                """
            ).map { text in
                let table = text.prefix { $0 != " " }
                return "\(table): \(Set(words(String(text.dropFirst(table.count)))).sorted())"
            })
    }

    private func expectSame<Line: Hashable & Sendable>(_ sqlite: [Line], _ postgres: [Line]) {
        #expect(Set(sqlite).subtracting(postgres) == [], "only SQLite has it")
        #expect(Set(postgres).subtracting(sqlite) == [], "only PostgreSQL has it")
        #expect(!sqlite.isEmpty)
    }

    /// Names and values in their order, without what each engine says in its own way.
    private func words(_ sql: String) -> [String] {
        let dull: Set = [
            "create", "index", "on", "public", "using", "btree", "where", "check", "and", "between", "in", "any",
            "array",
            "text", "bigint", "smallint",
        ]
        return sql.matches(of: /'[^']*'|\w+/).map { $0.output.lowercased() }.filter { !dull.contains($0) }
            .map { $0 == "max" ? "greatest" : $0 }
    }

    /// What stands between the parentheses after each CHECK.
    private func checks(in sql: String) -> [String] {
        sql.split(separator: "CHECK").dropFirst().map { rest in
            var depth = 0
            return String(
                rest.prefix { character in
                    if character == "(" { depth += 1 }
                    if character == ")" { depth -= 1 }
                    return depth > 0 || character == " "
                })
        }
    }
}

extension Database {
    fileprivate func lines(_ sql: SQL) throws -> [String] {
        try read { try $0.all(sql) { try $0.next() } }
    }
}
