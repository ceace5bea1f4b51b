import Domain

/// A snapshot or a transaction. Every noun's queries are extensions of it.
package protocol Reader: ~Copyable {
    var connection: any Connection { get }
}

extension Reader where Self: ~Copyable {
    package func all<Value>(_ sql: SQL, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try connection.run(sql) { row in
            values.append(try decode(&row))
            try row.requireEnd()
            return true
        }
        return values
    }

    package func first<Value>(_ sql: SQL, _ decode: (inout Row) throws -> Value) throws -> Value? {
        var value: Value?
        try connection.run(sql) { row in
            value = try decode(&row)
            try row.requireEnd()
            return false
        }
        return value
    }

    /// The number of the newest migration in the database; that of another program, when that has gone on with it.
    package func newestMigration() throws -> Int {
        try number("SELECT max(number) FROM migration")
    }

    /// Whether it is a copy of another store that nobody has worked with yet.
    package func isUnusedCopy() throws -> Bool {
        try number("SELECT count(*) FROM migration WHERE number = \(Migration.copyMark)") > 0
    }

    package func number(_ sql: SQL) throws -> Int {
        try first(sql) { try $0.next() } ?? 0
    }
}

/// A consistent view of the database, borrowed for one closure.
package struct Snapshot: Reader, ~Copyable {
    /// A reader's connection, in a transaction of its own.
    package let connection: any Connection
}

/// A write in progress, borrowed for one closure: keeping it is a compile error.
package struct Transaction: Reader, ~Copyable {
    /// The writer's connection, in a savepoint of this closure's own.
    package let connection: any Connection

    /// Runs a statement that writes and returns how many rows it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try connection.run(sql) { _ in true }
    }

    /// Runs a statement for each item: one after another in a file, which is fastest there, and all in one on a server, where each
    /// statement is a way there and back.
    ///
    /// - Parameter answer: reads a row that a statement returns, and wants the next.
    func executeAll<Item>(
        _ items: [Item], sqlite: (Item) -> SQL, postgres: ([Item]) -> SQL,
        answer: (inout Row) throws -> Bool = { _ in true }
    ) throws {
        switch connection.dialect {
        case .sqlite: for item in items { try connection.run(sqlite(item), answer) }
        case .postgres: if !items.isEmpty { try connection.run(postgres(items), answer) }
        }
    }

    /// Notes that somebody works with the store from here on. A copy that nobody has used is made anew without a question; another
    /// one holds what is nowhere else.
    package func putToUse() throws {
        try execute("DELETE FROM migration WHERE number = \(Migration.copyMark)")
    }

    /// Writes a row as it was: only whether it can be written matters.
    func touch() throws {
        try execute("UPDATE migration SET title = title WHERE number = (SELECT max(number) FROM migration)")
    }

    /// Inserts one row and returns its id: the statement ends with `RETURNING id`.
    package func insert<Entity>(_ sql: SQL) throws -> ID<Entity> {
        guard let id: ID<Entity> = try first(sql, { try $0.next() }) else {
            throw DatabaseError.failed(code: 0, message: "nothing was inserted", sql: sql.text)
        }
        return id
    }
}
