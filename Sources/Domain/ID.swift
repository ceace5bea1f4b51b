/// The number the store gave an entity. Its type says whose: a product's is never taken for an order's.
package struct ID<Entity>: Hashable, Sendable {
    package let number: Int

    package init(_ number: Int) {
        self.number = number
    }
}

extension ID: Comparable {
    /// After every id that there is: a list that goes back from here begins with the newest.
    package static var last: ID { ID(.max) }

    package static func < (one: ID, other: ID) -> Bool { one.number < other.number }
}

extension ID: LosslessStringConvertible {
    package init?(_ text: some StringProtocol) {
        guard let number = Int(text) else { return nil }
        self.init(number)
    }

    package var description: String { String(number) }
}

extension ID: ExpressibleByIntegerLiteral {
    package init(integerLiteral number: Int) {
        self.init(number)
    }
}

extension ID: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(Int.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }
}
