/// A statement's current row, read from its first column to its last; valid only inside the decode closure.
package struct Row {
    private let columns: any Columns
    private var index = 0

    init(_ columns: any Columns) {
        self.columns = columns
    }

    /// The value of the next column. A value of another type is a fault: the schema said otherwise.
    package mutating func next<Value: SQLReadable>() throws -> Value {
        defer { index += 1 }
        return try self[index]
    }

    /// Skips columns that mean nothing in this row.
    package mutating func skip(_ count: Int) {
        index += count
    }

    /// The values of all columns that have not been read.
    mutating func rest() -> [SQLValue] {
        defer { index = columns.count }
        return (index..<columns.count).map { columns[$0] }
    }

    package subscript<Value: SQLReadable>(_ index: Int) -> Value {
        get throws {
            guard let value = Value(sqlValue: columns[index]) else {
                throw DatabaseError.unexpectedColumn(index: index, type: "\(Value.self)", sql: columns.sql)
            }
            return value
        }
    }

    /// A decoder that reads fewer or more columns than its statement selects mixes them up.
    func requireEnd() throws {
        guard index == columns.count || index == 0 else {
            throw DatabaseError.unexpectedColumn(index: index, type: "the end of the row", sql: columns.sql)
        }
    }
}
