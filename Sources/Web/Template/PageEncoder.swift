import CTemplate

/// Writes a page struct into a dictionary.
///
/// A template has its own spelling of names: see `templateName`. A text, a number or an id becomes `{{name}}`. `true` shows the section
/// `{{#name}}`, `false` shows `{{#no_name}}`. A list repeats `{{#name}}` for each of its elements and shows `{{#no_name}}` when it
/// is empty. An optional is shown by `{{#has_name}}` or `{{#no_name}}`; a nested struct fills `{{#name}}` once. A nested `Page`
/// is included at `{{>name}}`, a list of them one after another. A nested `PagePart` fills the page itself.
///
/// Inside a section, a missing name is looked up outwards. A section found that way leads back out: between its
/// marks, the values of the inner one are hidden. So a list's rows use only sections of their own.
struct PageEncoder: Encoder {
    let dictionary: TemplateDictionary
    let isGlobal: Bool
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(PageFields(dictionary: dictionary, isGlobal: isGlobal))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        preconditionFailure("a page is a struct, not a list")
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        preconditionFailure("a page is a struct, not a value")
    }
}

private struct PageFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let dictionary: TemplateDictionary
    let isGlobal: Bool
    var codingPath: [any CodingKey] { [] }

    private func name(_ key: Key) -> TemplateName { TemplateName(key.stringValue) }

    mutating func encode(_ value: String, forKey key: Key) throws {
        dictionary.set(name(key), value, isGlobal: isGlobal)
    }

    mutating func encode(_ value: Int, forKey key: Key) throws {
        dictionary.set(name(key), String(value), isGlobal: isGlobal)
    }

    mutating func encode(_ value: Bool, forKey key: Key) throws {
        dictionary.show(name(key), value ? CT_PLAIN : CT_NO, isGlobal: isGlobal)
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        if let id = value as? any LosslessStringConvertible {
            dictionary.set(name(key), id.description, isGlobal: isGlobal)
        } else if let list = value as? any PageList {
            dictionary.show(name(key), list.isEmpty ? CT_NO : CT_HAS, isGlobal: isGlobal)
            try list.fill(dictionary, name(key))
        } else if let part = value as? any PagePart {
            try dictionary.fill(part, isGlobal: isGlobal)
        } else {
            try dictionary.add(value, name(key))
        }
    }

    mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws {
        dictionary.show(name(key), value == nil ? CT_NO : CT_HAS, isGlobal: isGlobal)
        if let value { try encode(value, forKey: key) }
    }

    mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws {
        try encodeIfPresent(value.map(String.init), forKey: key)
    }

    mutating func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        dictionary.show(name(key), value == nil ? CT_NO : CT_HAS, isGlobal: isGlobal)
        if let value { try encode(value, forKey: key) }
    }

    private func unknown(_ key: Key) -> EncodingError {
        EncodingError.invalidValue(
            key.stringValue, .init(codingPath: [key], debugDescription: "a page has no such values"))
    }

    mutating func encodeNil(forKey key: Key) throws { throw unknown(key) }
    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { preconditionFailure("a page fills itself field by field") }
    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a page fills itself field by field")
    }
    mutating func superEncoder() -> any Encoder { preconditionFailure("a page is a struct") }
    mutating func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a page is a struct") }
}

/// A list in a page: its elements are known to be structs when it is compiled, so that none has to be asked what it is.
private protocol PageList {
    var isEmpty: Bool { get }
    func fill(_ dictionary: TemplateDictionary, _ name: TemplateName) throws
}

extension Array: PageList where Element: Encodable {
    fileprivate func fill(_ dictionary: TemplateDictionary, _ name: TemplateName) throws {
        for element in self { try dictionary.add(element, name) }
    }
}

extension TemplateDictionary {
    /// Adds a repetition of a section, or an inclusion of a page's own file.
    fileprivate func add<Value: Encodable>(_ value: Value, _ name: TemplateName) throws {
        let page = Value.self as? any Page.Type
        let place = page.map { include(name, file: $0.template) } ?? section(name)
        try place.fill(value, isGlobal: false)
    }
}
