/// A statement and its values. Interpolation binds: `\(name)` becomes a parameter, so a string can never become code.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    let text: String
    let values: [SQLValue]

    /// A statement without values.
    public init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    /// A statement with the values that were interpolated.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Gathers the text and the values.
    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        /// Makes room for the text.
        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
        }

        /// Adds SQL as it was written in the source.
        public mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Binds a value, or NULL.
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// Includes another statement's text and values.
        public mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }
    }
}

/// A value as SQLite keeps it.
public enum SQLValue: Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension SQL {
    /// The rows of an `IN`; they are not empty.
    static func list(_ ids: [Int]) -> SQL {
        ids.dropFirst().reduce("\(ids[0])") { list, id in "\(list), \(id)" }
    }
}
