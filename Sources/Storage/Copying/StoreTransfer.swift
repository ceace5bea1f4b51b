import Domain

/// Where a store is: in a file, or in a database on a server.
package enum StorePlace: Sendable {
    case file(String), server(String)
}

/// A copy of a whole store on the other engine, made while the store is in use, or made again.
///
/// The copy is what one moment of the store was, or is not there: a run that dies leaves what was there before it.
package struct StoreTransfer {
    private let source: TransferSource
    private let target: any TransferTarget
    /// Rows that are read at once.
    private static let block = 1000

    /// Looks at both ends.
    ///
    /// - Parameters:
    ///   - installation: a number that no other installation has: only its own copies are replaced.
    ///   - note: writes into the store what is to be in the copy, too.
    /// - Throws: a `Refusal` that says what to type when one of them cannot be used.
    package init(
        from source: StorePlace, to target: StorePlace, of installation: Int, migrations: [Migration] = Migration.all,
        noting note: (borrowing Transaction) throws -> Void = { _ in }
    ) throws {
        let version = SchemaVersion(migrations)
        switch (source, target) {
        case (.file, .server(let url)): self.target = try ServerTarget(url: url, of: installation, version)
        case (.server, .file(let path)): self.target = try FileTarget(path: path, of: installation, version)
        case (.file, .file):
            throw Refusal(.invalid, "Both are files: kartify backup FILE copies the database into another file.")
        case (.server, .server):
            throw Refusal(
                .invalid, "Both are on servers: copy with pg_dump --format=custom --file=FILE ADDRESS, and pg_restore.")
        }
        self.source = try TransferSource(source, version)
        try self.source.write(note)
    }

    /// Copies what differs.
    ///
    /// - Parameter tell: hears of each table once it is the same on both sides.
    /// - Returns: whether nobody else had the store open all the time, so that nothing can be missing in the copy.
    package func run(_ tell: (Result) -> Void) throws -> Bool {
        try source.connection.beginReading()
        defer { _ = try? source.connection.rollBack() }
        try target.begin()
        for table in try tables() { tell(try copy(table)) }
        try target.finish()
        return try source.isOurs()
    }

    package struct Result: Sendable {
        package let table: String
        package let digest: Digest
        /// Rows that were written; the others were there already.
        package let written: Int
    }

    private func tables() throws -> [CopiedTable] {
        let tables = try source.tables() ?? target.tables() ?? []
        let names = tables.map(\.name)
        for others in [try source.names(), try target.names()] where others != names {
            throw Refusal(
                .conflict,
                "One database has tables that the other has not (\(Set(names).symmetricDifference(others).sorted().joined(separator: ", "))). Type kartify migrate with each of them, and again."
            )
        }
        return tables
    }

    private func copy(_ table: CopiedTable) throws -> Result {
        let (changed, same) = try compare(table)
        for range in changed { try target.connection.run(table.deletion(of: range)) { _ in true } }
        var total = same
        for range in changed {
            let rows = try source.connection.rows(table.rows(in: range), of: table)
            if !rows.isEmpty { try target.fill(table, with: rows) }
            total.add(try sameDigest(of: rows, in: range, of: table))
        }
        return Result(table: table.name, digest: total, written: total.rows - same.rows)
    }

    /// The parts of a table that the target has otherwise, and what the other parts are.
    private func compare(_ table: CopiedTable) throws -> (changed: [KeyRange], same: Digest) {
        var changed: [KeyRange] = [], same = Digest()
        var start: [SQLValue]?
        while true {
            let raw = try source.connection.values(table.rows(after: start, limit: Self.block))
            // What the target has after the last row of the source goes, too.
            let isLast = raw.count < Self.block
            let end = isLast ? nil : raw.last.map { row in table.key.map { row[$0] } }
            let range = KeyRange(after: start, upTo: end)
            let wanted = Digest(of: raw.map(table.canonical))
            if try target.connection.digest(of: range, in: table) == wanted {
                same.add(wanted)
            } else {
                changed.append(range)
            }
            guard !isLast else { return (changed, same) }
            start = end
        }
    }

    private func sameDigest(of rows: [[SQLValue]], in range: KeyRange, of table: CopiedTable) throws -> Digest {
        let wanted = Digest(of: rows), found = try target.connection.digest(of: range, in: table)
        guard wanted == found else {
            throw Refusal(
                .conflict,
                "The table \(table.name) is not the same in the copy (\(counted(found.rows, "row")) instead of \(wanted.rows), or other values). Nothing was changed there; type the command again, and check the disks of both machines if it happens again."
            )
        }
        return found
    }
}

extension Connection {
    /// The rows of a statement.
    fileprivate func values(_ sql: SQL) throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try run(sql) { row in
            rows.append(row.rest())
            return true
        }
        return rows
    }

    fileprivate func rows(_ sql: SQL, of table: CopiedTable) throws -> [[SQLValue]] {
        try values(sql).map(table.canonical)
    }

    fileprivate func digest(of range: KeyRange, in table: CopiedTable) throws -> Digest {
        Digest(of: try values(table.rows(in: range)))
    }
}

extension Digest {
    fileprivate init(of rows: [[SQLValue]]) {
        self.init()
        for row in rows { add(row) }
    }
}
