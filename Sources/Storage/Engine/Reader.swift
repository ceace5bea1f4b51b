import Domain

/// A snapshot or a transaction. Every noun's queries are extensions of it.
package protocol Reader: ~Copyable {
    var connection: Connection { get }
}

extension Reader where Self: ~Copyable {
    /// All rows of a query.
    package func all<Value>(_ sql: SQL, _ decode: (inout Row) throws -> Value) throws -> [Value] {
        try connection.all(sql, decode)
    }

    /// The first row of a query.
    package func first<Value>(_ sql: SQL, _ decode: (inout Row) throws -> Value) throws -> Value? {
        try connection.first(sql, decode)
    }

    /// A query's only number.
    package func number(_ sql: SQL) throws -> Int {
        try connection.first(sql) { try $0.next() } ?? 0
    }
}

/// A consistent view of the database, borrowed for one closure.
package struct Snapshot: Reader, ~Copyable {
    /// A reader's connection, in a transaction of its own.
    package let connection: Connection
}

/// A write in progress, borrowed for one closure: keeping it is a compile error.
package struct Transaction: Reader, ~Copyable {
    /// The writer's connection, in a savepoint of this closure's own.
    package let connection: Connection

    /// Runs a statement that writes and returns how many rows it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        try connection.execute(sql)
    }

    /// Writes a row that means nothing.
    func touch() throws {
        try connection.touch()
    }

    /// Inserts one row and returns its id: the statement ends with `RETURNING id`.
    package func insert<Entity>(_ sql: SQL) throws -> ID<Entity> {
        guard let id: ID<Entity> = try connection.first(sql, { try $0.next() }) else {
            throw DatabaseError.failed(code: 0, message: "nothing was inserted", sql: sql.text)
        }
        return id
    }
}
