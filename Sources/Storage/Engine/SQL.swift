/// A statement and its values. Interpolation binds: `\(name)` becomes a parameter, so a string can never become code.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    let text: String
    let values: [SQLValue]

    package init(stringLiteral text: String) {
        self.text = text
        values = []
    }

    /// A statement with the values that were interpolated.
    package init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Gathers the text and the values.
    package struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
            values.reserveCapacity(interpolationCount)
        }

        /// Adds SQL as it was written in the source.
        package mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }

        /// Binds a value, or NULL.
        package mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }

        /// Includes another statement's text and values.
        package mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }
    }
}

extension SQL {
    /// The rows of an `IN`; they are not empty.
    static func list(_ ids: [Int]) -> SQL {
        ids.dropFirst().reduce("\(ids[0])") { list, id in "\(list), \(id)" }
    }
}
