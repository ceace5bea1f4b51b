/// What a database has been prepared for.
enum SchemaState: Equatable {
    case empty
    /// Tables, but none of Kartify.
    case foreign
    /// Kartify's, of another version.
    case other(newest: Int)
    /// This program's own; the copy of an installation, or not one.
    case current(copyOf: Int?)
}

/// What this program expects of a database.
struct SchemaVersion: Sendable {
    let migrations: [Migration]

    init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    var newest: Int { migrations.last?.number ?? 0 }

    func state(of connection: any Connection) throws -> SchemaState {
        guard try connection.hasTable("migration") else {
            return try connection.tableNames().isEmpty ? .empty : .foreign
        }
        var done: [Int: Int] = [:]
        try connection.run("SELECT number, checksum FROM migration") { row in
            done[try row.next()] = try row.next() as Int
            return true
        }
        let copyOf = done.removeValue(forKey: Migration.copyMark)
        let wanted = migrations.compactMap { step in step.checksum(in: connection.dialect).map { (step.number, $0) } }
        guard done == Dictionary(uniqueKeysWithValues: wanted) else { return .other(newest: done.keys.max() ?? 0) }
        return .current(copyOf: copyOf)
    }
}

extension Migration {
    /// In a copy that nobody has used yet, the number of a row that says whose copy it is.
    static let copyMark = 0
}
