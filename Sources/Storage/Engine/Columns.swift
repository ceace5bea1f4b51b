import CSQLite
import Domain

/// What can be bound to a parameter.
public protocol SQLBindable {
    /// The value as SQLite keeps it.
    var sqlValue: SQLValue { get }
}

/// What can be read from a column.
public protocol SQLReadable {
    /// The value in a column; nil when it is not of this type.
    static func read(_ row: Row, _ index: Int32) -> Self?
}

extension Int: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(Int64(self)) }
    public static func read(_ row: Row, _ index: Int32) -> Int? {
        row.type(index) == SQLITE_INTEGER ? Int(sqlite3_column_int64(row.handle, index)) : nil
    }
}

extension Bool: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(self ? 1 : 0) }
    public static func read(_ row: Row, _ index: Int32) -> Bool? {
        Int.read(row, index).map { $0 != 0 }
    }
}

extension String: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(self) }
    public static func read(_ row: Row, _ index: Int32) -> String? {
        guard row.type(index) == SQLITE_TEXT, let start = sqlite3_column_text(row.handle, index) else { return nil }
        let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(row.handle, index)))
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Array: SQLBindable, SQLReadable where Element == UInt8 {
    public var sqlValue: SQLValue { .blob(self) }
    public static func read(_ row: Row, _ index: Int32) -> [UInt8]? {
        guard row.type(index) == SQLITE_BLOB else { return nil }
        guard let start = sqlite3_column_blob(row.handle, index) else { return [] }
        return [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row.handle, index))))
    }
}

extension Optional: SQLReadable where Wrapped: SQLReadable {
    public static func read(_ row: Row, _ index: Int32) -> Wrapped?? {
        if row.type(index) == SQLITE_NULL { return .some(nil) }
        return Wrapped.read(row, index).map { .some($0) }
    }
}

extension Instant: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .integer(milliseconds) }
    public static func read(_ row: Row, _ index: Int32) -> Instant? {
        Int.read(row, index).map { Instant(milliseconds: Int64($0)) }
    }
}

extension Money: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { paise.sqlValue }
    public static func read(_ row: Row, _ index: Int32) -> Money? {
        Int.read(row, index).map { Money(paise: $0) }
    }
}

extension SQLBindable where Self: RawRepresentable, RawValue == String {
    public var sqlValue: SQLValue { .text(rawValue) }
}

extension SQLReadable where Self: RawRepresentable, RawValue == String {
    public static func read(_ row: Row, _ index: Int32) -> Self? {
        String.read(row, index).flatMap(Self.init(rawValue:))
    }
}

extension ItemStatus: SQLBindable, SQLReadable {}
extension PaymentMode: SQLBindable, SQLReadable {}
extension PushState: SQLBindable, SQLReadable {}
extension StatusSource: SQLBindable, SQLReadable {}
extension MovementSource: SQLBindable, SQLReadable {}

extension Pincode: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(text) }
    public static func read(_ row: Row, _ index: Int32) -> Pincode? {
        String.read(row, index).flatMap(Pincode.init)
    }
}

extension Mobile: SQLBindable, SQLReadable {
    public var sqlValue: SQLValue { .text(text) }
    public static func read(_ row: Row, _ index: Int32) -> Mobile? {
        String.read(row, index).flatMap(Mobile.init)
    }
}

extension SKU: SQLBindable {
    public var sqlValue: SQLValue { .text(text) }
}
