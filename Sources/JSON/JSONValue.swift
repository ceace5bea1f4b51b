/// A JSON document, or a part of one.
package enum JSONValue: Equatable, Sendable {
    case null, bool(Bool), integer(Int)
    /// A number with a point or an exponent, or beyond 64 bits, as it was written.
    case number(String)
    case text(String)
    case list([JSONValue])
    /// Members in their order.
    case object([Member])

    package struct Member: Equatable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            (self.name, self.value) = (name, value)
        }
    }

    /// A nil is null.
    package init(_ text: String?) {
        self = text.map { .text($0) } ?? .null
    }

    /// A nil is null.
    package init(_ number: Int?) {
        self = number.map { .integer($0) } ?? .null
    }

    /// The member of an object; nil when this is none, or has no such member.
    package subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// nil when it is no text.
    package var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// nil when it is neither true nor false.
    package var bool: Bool? {
        if case .bool(let bool) = self { bool } else { nil }
    }

    /// nil when it is no number, or not a whole one of 64 bits.
    package var wholeNumber: Int? {
        switch self {
        case .integer(let number): number
        case .number(let text): JSON.wholeNumber(text)
        default: nil
        }
    }
}

extension JSONValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByDictionaryLiteral {
    package init(stringLiteral text: String) { self = .text(text) }

    package init(integerLiteral number: Int) { self = .integer(number) }

    /// Members in the order of the literal, without those that are nil.
    package init(dictionaryLiteral members: (String, JSONValue?)...) {
        self = .object(members.compactMap { name, value in value.map { Member(name, $0) } })
    }
}
