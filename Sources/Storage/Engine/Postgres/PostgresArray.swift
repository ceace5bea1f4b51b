extension SQL {
    /// Many numbers as one value of a statement for a server.
    static func bigints(_ values: [some SQLBindable]) -> SQL { "CAST(\(PostgresArray(values)) AS BIGINT[])" }

    static func bigints(_ values: [(some SQLBindable)?]) -> SQL { "CAST(\(PostgresArray(values)) AS BIGINT[])" }

    /// Many texts as one value of a statement for a server.
    static func texts(_ values: [some SQLBindable]) -> SQL { "CAST(\(PostgresArray(values)) AS TEXT[])" }
}

/// The way in which a server writes an array down.
private struct PostgresArray: SQLBindable {
    private var bytes = [UInt8(ascii: "{")]

    init(_ values: [some SQLBindable]) {
        for value in values { append(value.sqlValue) }
    }

    init(_ values: [(some SQLBindable)?]) {
        for value in values { append(value?.sqlValue ?? .null) }
    }

    var sqlValue: SQLValue { .text(String(decoding: bytes + [UInt8(ascii: "}")], as: UTF8.self)) }

    private mutating func append(_ value: SQLValue) {
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        switch value {
        case .null: bytes += "NULL".utf8
        case .integer(let number): bytes += "\(number)".utf8
        case .text(let text): appendQuoted(text)
        case .blob(let blob):
            appendQuoted("\\x" + blob.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
        }
    }

    /// Byte by byte: a quote may be one character with a mark behind it.
    private mutating func appendQuoted(_ text: String) {
        let (quote, backslash) = (UInt8(ascii: "\""), UInt8(ascii: "\\"))
        bytes.append(quote)
        for byte in text.utf8 {
            if byte == quote || byte == backslash { bytes.append(backslash) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }
}
