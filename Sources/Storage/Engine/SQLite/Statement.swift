import CSQLite

/// A prepared statement with its values bound. It returns to its connection when it goes out of scope.
struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let database: OpaquePointer

    init(_ handle: OpaquePointer, in database: OpaquePointer, values: [SQLValue]) throws {
        self.handle = handle
        self.database = database
        for (index, value) in values.enumerated() {
            let result = Self.bind(value, to: handle, at: Int32(index + 1))
            guard result == SQLITE_OK else { throw Self.error(result, handle, database) }
        }
    }

    deinit {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    /// The next row; nil after the last.
    func step() throws -> Row? {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return Row(SQLiteColumns(of: handle))
        case SQLITE_DONE: return nil
        case let code: throw Self.error(code, handle, database)
        }
    }

    private static func bind(_ value: SQLValue, to handle: OpaquePointer, at index: Int32) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            return text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    // An empty string has no base address, and a null pointer would bind NULL.
                    $0.isEmpty
                        ? kartify_bind_text(handle, index, "", 0)
                        : kartify_bind_text(handle, index, $0.baseAddress, Int32($0.count))
                }
            }
        case .blob(let bytes):
            return bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, index, 0) : kartify_bind_blob(handle, index, bytes, Int32(bytes.count))
        }
    }

    private static func error(_ code: Int32, _ handle: OpaquePointer, _ database: OpaquePointer) -> DatabaseError {
        let message = String(cString: sqlite3_errmsg(database))
        switch sqlite3_extended_errcode(database) {
        case SQLITE_CONSTRAINT | (8 << 8), SQLITE_CONSTRAINT | (6 << 8): return .notUnique(message)
        case let extended where extended & 0xff == SQLITE_CONSTRAINT: return .constraint(message)
        case let extended: return .failed(code: extended, message: message, sql: String(cString: sqlite3_sql(handle)))
        }
    }
}
