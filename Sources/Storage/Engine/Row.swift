import CSQLite

/// The row a statement stands on; of use only inside the decode closure it was given to.
package struct Row {
    let handle: OpaquePointer

    /// The value of a column, by its place in the SELECT. A value of another type is a fault: the schema said otherwise.
    package subscript<Value: SQLReadable>(_ index: Int) -> Value {
        get throws {
            guard let value = Value.read(self, Int32(index)) else {
                throw DatabaseError.unexpectedColumn(
                    index: index, type: "\(Value.self)", sql: String(cString: sqlite3_sql(handle)))
            }
            return value
        }
    }

    func type(_ index: Int32) -> Int32 {
        sqlite3_column_type(handle, index)
    }
}
