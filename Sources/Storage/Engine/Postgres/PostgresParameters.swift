import CPostgres

/// The numbers by which a server knows the types that we use.
enum PostgresType {
    static let boolean: UInt32 = 16
    static let bytea: UInt32 = 17
    static let bigint: UInt32 = 20
    static let smallint: UInt32 = 21
    static let integer: UInt32 = 23
    static let text: UInt32 = 25
    static let numeric: UInt32 = 1700
}

extension SQLValue {
    /// 0 leaves it to the server.
    var postgresType: UInt32 {
        switch self {
        case .null: 0
        case .integer: PostgresType.bigint
        case .text: PostgresType.text
        case .blob: PostgresType.bytea
        }
    }
}

/// Values in the binary format, one after another.
struct PostgresParameters {
    private var bytes: [UInt8] = []
    private var ranges: [Range<Int>?] = []

    init(_ values: [SQLValue]) {
        for value in values {
            let start = bytes.count
            switch value {
            case .null: break
            case .integer(let number): withUnsafeBytes(of: number.bigEndian) { bytes += $0 }
            // A server's text cannot hold the character NUL: the one for what cannot be shown stands for it.
            case .text(let text):
                bytes += text.utf8.contains(0) ? Array(text.replacing("\0", with: "\u{fffd}").utf8) : Array(text.utf8)
            case .blob(let blob): bytes += blob
            }
            if case .null = value { ranges.append(nil) } else { ranges.append(start..<bytes.count) }
        }
        // Without it an empty value would have no address, which means NULL.
        bytes.append(0)
    }

    /// As libpq takes them: a pointer, a length and the format of each.
    func withPointers<Value>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Value
    ) rethrows -> Value {
        try bytes.withUnsafeBytes { buffer in
            let start = buffer.assumingMemoryBound(to: CChar.self).baseAddress
            return try body(
                ranges.map { range in range.flatMap { start?.advanced(by: $0.lowerBound) } },
                ranges.map { Int32($0?.count ?? 0) }, ranges.map { _ in 1 })
        }
    }
}
