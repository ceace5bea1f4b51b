extension Encodable {
    /// This value as a document, its members in the order in which it encodes them.
    package func encodedJSON() throws -> [UInt8] {
        try jsonValue(of: self).bytes
    }
}

private func jsonValue(of value: some Encodable) throws -> JSONValue {
    switch value {
    case let text as String: return .text(text)
    case let number as Int: return .integer(number)
    case let bool as Bool: return .bool(bool)
    default:
        let encoder = ValueEncoder()
        try value.encode(to: encoder)
        return encoder.value
    }
}

private final class ValueEncoder: Encoder {
    private enum Content {
        case single(JSONValue), list, object
    }

    let codingPath: [any CodingKey] = []
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var content = Content.single(.null)
    private(set) var elements: [JSONValue] = []
    private var members: [JSONValue.Member] = []

    var value: JSONValue {
        switch content {
        case .single(let value): value
        case .list: .list(elements)
        case .object: .object(members)
        }
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        content = .object
        return KeyedEncodingContainer(Members(encoder: self))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        content = .list
        return Elements(encoder: self)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(encoder: self)
    }

    private struct Single: SingleValueEncodingContainer {
        let encoder: ValueEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil() { encoder.content = .single(.null) }
        mutating func encode<Value: Encodable>(_ value: Value) throws {
            encoder.content = .single(try jsonValue(of: value))
        }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let encoder: ValueEncoder
        var codingPath: [any CodingKey] { [] }
        var count: Int { encoder.elements.count }

        mutating func encodeNil() { encoder.elements.append(.null) }
        mutating func encode<Value: Encodable>(_ value: Value) throws {
            encoder.elements.append(try jsonValue(of: value))
        }
        mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            nested()
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nested() }
        mutating func superEncoder() -> any Encoder { nested() }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let encoder: ValueEncoder
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil(forKey key: Key) {
            encoder.members.append(.init(key.stringValue, .null))
        }
        mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
            encoder.members.append(.init(key.stringValue, try jsonValue(of: value)))
        }
        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> { nested() }
        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer { nested() }
        mutating func superEncoder() -> any Encoder { nested() }
        mutating func superEncoder(forKey key: Key) -> any Encoder { nested() }
    }
}

/// What only a hand-written encoder asks for. None of ours does.
private func nested() -> Never {
    preconditionFailure("a value encodes itself member by member")
}
