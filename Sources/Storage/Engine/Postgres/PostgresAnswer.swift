import CPostgres

/// What the server answered to a statement; it is freed when it goes out of scope.
struct PostgresAnswer: ~Copyable {
    let result: OpaquePointer

    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var rows: Int32 { PQntuples(result) }
    var changes: Int { Int(String(cString: PQcmdTuples(result))) ?? 0 }
    /// `COMMIT`, `INSERT 0 1` and the like.
    var tag: String { String(cString: PQcmdStatus(result)) }

    /// A column of the first row of an answer that came as text; nil for NULL.
    func text(_ column: Int32) -> String? {
        guard rows > 0, PQgetisnull(result, 0, column) == 0 else { return nil }
        return String(cString: PQgetvalue(result, 0, column))
    }
}

/// The columns of a row, which came in the binary format.
struct PostgresColumns: Columns {
    let result: OpaquePointer
    let row: Int32
    let statement: SQL

    var count: Int { Int(PQnfields(result)) }
    var sql: String { statement.numberedText }

    subscript(index: Int) -> SQLValue {
        let column = Int32(index)
        guard column < PQnfields(result), PQgetisnull(result, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
        switch PQftype(result, column) {
        case PostgresType.bigint, PostgresType.integer, PostgresType.smallint: return .integer(Self.integer(bytes))
        case PostgresType.boolean: return .integer(Int64(bytes[0]))
        case PostgresType.numeric: return Self.numeric(bytes)
        case PostgresType.bytea: return .blob([UInt8](bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// The first byte has the sign.
    private static func integer(_ bytes: some Collection<UInt8>) -> Int64 {
        bytes.dropFirst().reduce(Int64(Int8(bitPattern: bytes.first ?? 0))) { $0 << 8 | Int64($1) }
    }

    /// A sum of whole numbers: the count of its digits to the base 10,000, the first one's weight, the sign, the places after the
    /// point, and the digits. One with a fraction, or beyond an Int64, is no value of ours.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        let words = stride(from: 0, to: bytes.count, by: 2).map { integer(bytes[$0..<$0 + 2]) }
        let (weight, isNegative, digits) = (words[1], words[2] != 0, words[4...])
        guard weight < 5, digits.count <= weight + 1 else { return .text("numeric") }
        var value: Int64 = 0
        for place in 0..<(weight + 1) {
            let digit = Int(place) < digits.count ? digits[4 + Int(place)] : 0
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10_000)
            let (sum, isTooLargeNow) = product.addingReportingOverflow(digit)
            guard !isTooLarge, !isTooLargeNow else { return .text("numeric") }
            value = sum
        }
        return .integer(isNegative ? -value : value)
    }
}
