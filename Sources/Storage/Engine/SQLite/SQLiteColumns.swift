import CSQLite

struct SQLiteColumns: Columns {
    private let statement: OpaquePointer

    init(of statement: OpaquePointer) {
        self.statement = statement
    }

    var count: Int { Int(sqlite3_column_count(statement)) }
    var sql: String { String(cString: sqlite3_sql(statement)) }

    subscript(index: Int) -> SQLValue {
        let index = Int32(index)
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, index))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(statement, index)
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: length(index)), as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(statement, index)
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: length(index))))
        default: return .null
        }
    }

    private func length(_ index: Int32) -> Int { Int(sqlite3_column_bytes(statement, index)) }
}
