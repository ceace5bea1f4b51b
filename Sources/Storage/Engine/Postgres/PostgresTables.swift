import CPostgres

/// What a copy of the whole store asks of a server.
extension PostgresConnection {
    /// Every table with Kartify's data.
    func tables() throws -> [CopiedTable] {
        var tables: [CopiedTable] = []
        try run(
            """
            SELECT c.relname, a.attname, CAST(a.atttypid AS BIGINT), k.place
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
            LEFT JOIN LATERAL unnest(i.indkey) WITH ORDINALITY k (number, place) ON k.number = a.attnum
            WHERE c.relkind = 'r' AND c.relnamespace = CAST('public' AS regnamespace)
            ORDER BY c.relname, a.attnum
            """
        ) { row in
            let name: String = try row.next(), column: String = try row.next(), type: Int = try row.next()
            let place: Int? = try row.next()
            let last = tables.last?.name == name ? tables.removeLast() : CopiedTable(name: name, columns: [], key: [])
            tables.append(last.adding(.init(name: column, type: UInt32(type)), place: place))
            return true
        }
        return tables.filter { !Self.ownTables.contains($0.name) }
    }

    /// Takes away that rows refer to each other, in this transaction, so that tables can be filled in any order.
    ///
    /// - Returns: the statements that put it back and look at every row.
    func releaseReferences() throws -> [String] {
        var references: [(table: String, name: String, text: String)] = []
        try run(
            """
            SELECT CAST(CAST(conrelid AS regclass) AS TEXT), CAST(conname AS TEXT), pg_get_constraintdef(oid)
            FROM pg_constraint WHERE contype = 'f' AND connamespace = CAST('public' AS regnamespace)
            """
        ) { row in
            references.append((try row.next(), try row.next(), try row.next()))
            return true
        }
        for reference in references {
            try run(script: "ALTER TABLE \(reference.table) DROP CONSTRAINT \(reference.name)")
        }
        return references.map { "ALTER TABLE \($0.table) ADD CONSTRAINT \($0.name) \($0.text)" }
    }

    /// The next row of each table gets the id after its last one.
    func setIdentities() throws {
        var statements: [String] = []
        try run(
            """
            SELECT CAST(CAST(attrelid AS regclass) AS TEXT), CAST(attname AS TEXT)
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
            WHERE attidentity <> '' AND c.relnamespace = CAST('public' AS regnamespace)
            """
        ) { row in
            let table: String = try row.next(), column: String = try row.next()
            statements.append(
                """
                SELECT setval(pg_get_serial_sequence('\(table)', '\(column)'), coalesce(max(\(column)), 0) + 1, false)
                FROM \(table)
                """)
            return true
        }
        for statement in statements { try run(script: statement) }
    }

    /// Adds rows in the binary format of COPY.
    func fill(_ table: CopiedTable, with rows: [[SQLValue]]) throws {
        var bytes = Array("PGCOPY\n".utf8) + [0xff, 0x0d, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        for row in rows {
            bytes.append(UInt16(row.count))
            for (column, value) in zip(table.columns, row) { bytes.append(value, as: column.type) }
        }
        bytes.append(UInt16.max)
        let columns = table.columns.map(\.name).joined(separator: ", ")
        try send("COPY \(table.name) (\(columns)) FROM STDIN (FORMAT binary)", reading: bytes)
    }

    /// Whether other programs of ours are connected to this database.
    func isSharedWithOthers() throws -> Bool {
        try send(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'kartify' AND pid <> pg_backend_pid()
            """
        ).text(0) != "0"
    }
}

extension CopiedTable {
    fileprivate func adding(_ column: Column, place: Int?) -> CopiedTable {
        // A key's columns need not stand in the order of the table's.
        var key = key
        if let place {
            while key.count < place { key.append(0) }
            key[place - 1] = columns.count
        }
        return CopiedTable(name: name, columns: columns + [column], key: key)
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { self += $0 }
    }

    /// Its length, and then its bytes.
    fileprivate mutating func append(_ value: SQLValue, as type: UInt32) {
        switch value {
        case .null: append(Int32(-1))
        case .integer(let number) where type == PostgresType.smallint:
            append(Int32(2))
            append(Int16(truncatingIfNeeded: number))
        case .integer(let number):
            append(Int32(8))
            append(number)
        case .text(let text):
            append(Int32(text.utf8.count))
            self += Array(text.utf8)
        case .blob(let bytes):
            append(Int32(bytes.count))
            self += bytes
        }
    }
}
