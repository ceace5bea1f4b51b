/// A statement and its values. Interpolation binds: `\(name)` becomes a parameter, so a string can never become code.
///
/// The text is kept in the pieces of its literal. Two strings from one literal are known to be equal without a look at their
/// bytes, so a loop over many rows finds its prepared statement again without building the text for each row.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    let pieces: [String]
    let values: [SQLValue]

    package init(stringLiteral text: String) {
        pieces = [text]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        values = stringInterpolation.values
    }

    /// What a value's piece is.
    fileprivate static let parameter = "?"

    /// The text with `?` for each value.
    var text: String { pieces.joined() }

    /// The text with `$1`, `$2` and so on for its values.
    var numberedText: String {
        var number = 0
        return pieces.reduce(into: "") { text, piece in
            guard piece == Self.parameter else { return text += piece }
            number += 1
            text += "$\(number)"
        }
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces: [String] = []
        fileprivate var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(2 * interpolationCount + 1)
            values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            pieces.append(literal)
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            pieces.append(SQL.parameter)
            values.append(value.sqlValue)
        }

        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            pieces.append(SQL.parameter)
            values.append(value?.sqlValue ?? .null)
        }

        /// Includes another statement's text and values.
        package mutating func appendInterpolation(_ part: SQL) {
            pieces += part.pieces
            values += part.values
        }
    }
}

extension SQL {
    /// The rows of an `IN`; they are not empty.
    ///
    /// The last one is repeated up to a power of two: a prepared statement is kept for each length.
    static func list(_ ids: [some SQLBindable]) -> SQL {
        var length = 1
        while length < ids.count { length *= 2 }
        var list = StringInterpolation(literalCapacity: 0, interpolationCount: length)
        for place in 0..<length {
            if place > 0 { list.appendLiteral(", ") }
            list.appendInterpolation(ids[min(place, ids.count - 1)])
        }
        return SQL(stringInterpolation: list)
    }
}
