/// A table as both engines have it: the order of its columns is the server's.
package struct CopiedTable: Sendable {
    struct Column: Sendable {
        let name: String
        /// The number by which a server knows its type.
        let type: UInt32
    }

    /// Tables whose rows SQLite's own migration has filled with texts that are not cut into words yet.
    private static let ofWords: Set = ["order_names", "product_words"]

    package let name: String
    let columns: [Column]
    /// The places of the primary key's columns, in the order of the key.
    let key: [Int]

    var list: SQL { SQL(stringLiteral: columns.map(\.name).joined(separator: ", ")) }
    private var keyNames: String { key.map { columns[$0].name }.joined(separator: ", ") }
    private var from: SQL { SQL(stringLiteral: name) }

    /// The first rows after a key. Both engines sort text and bytes by their bytes.
    func rows(after start: [SQLValue]?, limit: Int) -> SQL {
        let range = KeyRange(after: start, upTo: nil)
        return
            "SELECT \(list) FROM \(from) WHERE \(condition(range)) ORDER BY \(SQL(stringLiteral: keyNames)) LIMIT \(limit)"
    }

    func rows(in range: KeyRange) -> SQL { "SELECT \(list) FROM \(from) WHERE \(condition(range))" }

    func deletion(of range: KeyRange) -> SQL { "DELETE FROM \(from) WHERE \(condition(range))" }

    func insertion(of row: [SQLValue]) -> SQL { "INSERT INTO \(from) (\(list)) VALUES (\(Self.values(row)))" }

    private func condition(_ range: KeyRange) -> SQL {
        let key = SQL(stringLiteral: "(\(keyNames))")
        var condition: SQL = "1 = 1"
        if let start = range.after { condition = "\(condition) AND \(key) > (\(Self.values(start)))" }
        if let end = range.upTo { condition = "\(condition) AND \(key) <= (\(Self.values(end)))" }
        return condition
    }

    private static func values(_ values: [SQLValue]) -> SQL {
        var list = SQL.StringInterpolation(literalCapacity: 0, interpolationCount: values.count)
        for (place, value) in values.enumerated() {
            if place > 0 { list.appendLiteral(", ") }
            list.appendInterpolation(value)
        }
        return SQL(stringInterpolation: list)
    }

    /// A row as both engines can hold it.
    ///
    /// A server's text has no NUL, and finds words only in small letters, set apart by spaces.
    func canonical(_ row: [SQLValue]) -> [SQLValue] {
        row.map { value in
            guard case .text(var text) = value else { return value }
            if Self.ofWords.contains(name) { text = FullText.words(of: text).joined(separator: " ") }
            return .text(text.utf8.contains(0) ? text.replacing("\0", with: "\u{fffd}") : text)
        }
    }
}

/// A part of a table, between two keys; nil where it has no end.
struct KeyRange: Sendable {
    let after: [SQLValue]?
    let upTo: [SQLValue]?
}
