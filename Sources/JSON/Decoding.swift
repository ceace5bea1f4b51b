extension Decodable {
    /// Reads a document.
    ///
    /// - Throws: `MalformedJSON`, or a `DecodingError` with the path of what is missing or of another type.
    package init(json bytes: [UInt8]) throws {
        self = try decode(Self.self, JSONValue(bytes), at: [])
    }
}

extension JSONValue: Decodable {
    package init(from decoder: any Decoder) throws {
        self = try decoder.singleValueContainer().decode(JSONValue.self)
    }
}

private func decode<Value: Decodable>(
    _ type: Value.Type, _ json: JSONValue, at path: [any CodingKey]
) throws -> Value {
    let read: (any Sendable)?
    switch type {
    case is String.Type: read = json.text
    case is Int.Type: read = json.wholeNumber
    case is Bool.Type: read = json.bool
    case is JSONValue.Type: read = json
    // Numbers of other types would ask for themselves without end.
    case is any Numeric.Type: read = nil
    default: return try Value(from: ValueDecoder(json: json, codingPath: path))
    }
    guard let value = read as? Value else { throw mismatch(type, json, at: path) }
    return value
}

private func mismatch(_ type: any Any.Type, _ json: JSONValue, at path: [any CodingKey]) -> DecodingError {
    let context = DecodingError.Context(codingPath: path, debugDescription: "found something else")
    return json == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
}

private struct ValueDecoder: Decoder {
    let json: JSONValue
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = json else { throw mismatch([String: Any].self, json, at: codingPath) }
        return KeyedDecodingContainer(Members(members: members, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .list(let elements) = json else { throw mismatch([Any].self, json, at: codingPath) }
        return Elements(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        Single(json: json, codingPath: codingPath)
    }

    private struct Single: SingleValueDecodingContainer {
        let json: JSONValue
        let codingPath: [any CodingKey]

        func decodeNil() -> Bool { json == .null }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSON.decode(type, json, at: codingPath)
        }
    }

    private struct Elements: UnkeyedDecodingContainer {
        let elements: [JSONValue]
        let codingPath: [any CodingKey]
        private(set) var currentIndex = 0

        var count: Int? { elements.count }
        var isAtEnd: Bool { currentIndex == elements.count }

        mutating func decodeNil() -> Bool {
            guard !isAtEnd, elements[currentIndex] == .null else { return false }
            currentIndex += 1
            return true
        }

        mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            let path = codingPath + [Index(intValue: currentIndex)]
            guard !isAtEnd else { throw mismatch(type, .null, at: path) }
            let value = try JSON.decode(type, elements[currentIndex], at: path)
            currentIndex += 1
            return value
        }

        mutating func nestedContainer<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
            nested()
        }
        mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { nested() }
        mutating func superDecoder() -> any Decoder { nested() }
    }

    private struct Members<Key: CodingKey>: KeyedDecodingContainerProtocol {
        let members: [JSONValue.Member]
        let codingPath: [any CodingKey]

        var allKeys: [Key] { members.compactMap { Key(stringValue: $0.name) } }
        func contains(_ key: Key) -> Bool { value(of: key) != nil }
        func decodeNil(forKey key: Key) -> Bool { value(of: key) == .null }

        func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
            guard let value = value(of: key) else {
                throw DecodingError.keyNotFound(key, .init(codingPath: codingPath, debugDescription: "missing"))
            }
            return try JSON.decode(type, value, at: codingPath + [key])
        }

        private func value(of key: Key) -> JSONValue? {
            members.first { $0.name == key.stringValue }?.value
        }

        func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedDecodingContainer<Nested> { nested() }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer { nested() }
        func superDecoder() -> any Decoder { nested() }
        func superDecoder(forKey key: Key) -> any Decoder { nested() }
    }
}

private struct Index: CodingKey {
    let intValue: Int?
    var stringValue: String { intValue.map(String.init) ?? "" }

    init(intValue: Int) { self.intValue = intValue }
    init?(stringValue: String) { return nil }
}

/// What only a hand-written decoder asks for. None of ours does.
private func nested() -> Never {
    preconditionFailure("a value decodes itself member by member")
}
