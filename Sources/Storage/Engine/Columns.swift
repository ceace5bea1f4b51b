import CSQLite
import Domain

/// What can be bound to a parameter.
package protocol SQLBindable {
    /// The value as SQLite keeps it.
    var sqlValue: SQLValue { get }
}

/// What can be read from a column.
package protocol SQLReadable {
    /// The value in a column; nil when it is not of this type.
    static func read(_ row: Row, _ index: Int32) -> Self?
}

extension Int: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(Int64(self)) }
    /// From an INTEGER column only.
    package static func read(_ row: Row, _ index: Int32) -> Int? {
        row.type(index) == SQLITE_INTEGER ? Int(sqlite3_column_int64(row.handle, index)) : nil
    }
}

extension Bool: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    /// From an INTEGER column; anything but 0 is true.
    package static func read(_ row: Row, _ index: Int32) -> Bool? {
        Int.read(row, index).map { $0 != 0 }
    }
}

extension String: SQLBindable, SQLReadable {
    /// A TEXT in UTF-8.
    package var sqlValue: SQLValue { .text(self) }
    /// From a TEXT column only.
    package static func read(_ row: Row, _ index: Int32) -> String? {
        guard row.type(index) == SQLITE_TEXT, let start = sqlite3_column_text(row.handle, index) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(row.handle, index)))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Array: SQLBindable, SQLReadable where Element == UInt8 {
    package var sqlValue: SQLValue { .blob(self) }
    /// From a BLOB column only.
    package static func read(_ row: Row, _ index: Int32) -> [UInt8]? {
        guard row.type(index) == SQLITE_BLOB else { return nil }
        guard let start = sqlite3_column_blob(row.handle, index) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row.handle, index))))
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    /// NULL is nil; any other value is read as the wrapped type.
    package static func read(_ row: Row, _ index: Int32) -> Wrapped?? {
        if row.type(index) == SQLITE_NULL { return .some(nil) }
        return Wrapped.read(row, index).map { .some($0) }
    }
}

extension Instant: SQLBindable, SQLReadable {
    /// Unix milliseconds.
    package var sqlValue: SQLValue { .integer(milliseconds) }
    /// From Unix milliseconds.
    package static func read(_ row: Row, _ index: Int32) -> Instant? {
        Int.read(row, index).map { Instant(milliseconds: Int64($0)) }
    }
}

extension Money: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { paise.sqlValue }
    /// From paise.
    package static func read(_ row: Row, _ index: Int32) -> Money? {
        Int.read(row, index).map { Money(paise: $0) }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    /// The raw value as TEXT.
    package var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLReadable where Self: RawRepresentable, RawValue == String {
    /// From a TEXT column that holds one of the raw values.
    package static func read(_ row: Row, _ index: Int32) -> Self? {
        String.read(row, index).flatMap(Self.init(rawValue:))
    }
}

extension ItemStatus: SQLBindable, SQLReadable {}
extension PaymentMode: SQLBindable, SQLReadable {}
extension PushState: SQLBindable, SQLReadable {}
extension StatusSource: SQLBindable, SQLReadable {}
extension MovementSource: SQLBindable, SQLReadable {}

extension Pincode: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(text) }
    package static func read(_ row: Row, _ index: Int32) -> Pincode? {
        String.read(row, index).flatMap(Pincode.init)
    }
}

extension Mobile: SQLBindable, SQLReadable {
    package var sqlValue: SQLValue { .text(text) }
    package static func read(_ row: Row, _ index: Int32) -> Mobile? {
        String.read(row, index).flatMap(Mobile.init)
    }
}

extension SKU: SQLBindable {
    package var sqlValue: SQLValue { .text(text) }
}
