import Web

/// The names that a page struct gives to its template, section by section: what `PageLayout` writes, gathered over many samples.
final class Names {
    /// Values and flags: `{{name}}`, `{{#name}}`.
    private(set) var plain: Set<String> = []
    /// Sections that bring names of their own.
    private(set) var sections: [String: Names] = [:]
    /// Files that are included, and with what.
    private(set) var includes: [String: (file: String, names: Names)] = [:]

    func gather(_ page: any Encodable) throws {
        try page.encode(to: NameEncoder(names: self))
    }

    /// Every file that is included here or in a section, with its names.
    var allIncludes: [(file: String, names: Names)] {
        Array(includes.values) + sections.values.flatMap(\.allIncludes)
    }

    /// What both give.
    func merged(with other: Names) -> Names {
        plain.formIntersection(other.plain)
        // A list that is empty on one page says nothing of its rows.
        sections.merge(other.sections) { $0.plain.isEmpty ? $1 : $0 }
        return self
    }

    func add(_ names: String...) {
        plain.formUnion(names)
    }

    /// A file that is included where a page has such a part; this one has none.
    func addInclude(_ name: String, _ file: String) {
        if includes[name] == nil { includes[name] = (file, Names()) }
    }

    func gather(_ element: any Encodable, under name: String) throws {
        if let page = element as? any Page {
            let included = includes[name]?.names ?? Names()
            includes[name] = (type(of: page).template, included)
            try included.gather(page)
        } else {
            let section = sections[name] ?? Names()
            sections[name] = section
            try section.gather(element)
        }
    }
}

private struct NameEncoder: Encoder {
    let names: Names
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(NameFields(names: names))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { preconditionFailure("a page is a struct") }
    func singleValueContainer() -> any SingleValueEncodingContainer { preconditionFailure("a page is a struct") }
}

private struct NameFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let names: Names
    var codingPath: [any CodingKey] { [] }

    func encode(_ value: String, forKey key: Key) throws { names.add(templateName(key.stringValue)) }
    func encode(_ value: Int, forKey key: Key) throws { names.add(templateName(key.stringValue)) }
    func encode(_ value: Bool, forKey key: Key) throws {
        names.add(templateName(key.stringValue), "no_\(templateName(key.stringValue))")
    }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        if let part = value as? any PagePart { return try names.gather(part) }
        let name = templateName(key.stringValue)
        if value is any LosslessStringConvertible { return names.add(name) }
        guard let list = value as? any Collection else { return try names.gather(value, under: name) }
        names.add(name, "has_\(name)", "no_\(name)")
        for case let element as any Encodable in list { try names.gather(element, under: name) }
    }

    func encodeIfPresent(_ value: String?, forKey key: Key) throws { addOptional(key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { addOptional(key) }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        addOptional(key)
        if let value {
            try encode(value, forKey: key)
        } else if let page = Value.self as? any Page.Type {
            names.addInclude(templateName(key.stringValue), page.template)
        }
    }

    private func addOptional(_ key: Key) {
        names.add(
            templateName(key.stringValue), "has_\(templateName(key.stringValue))", "no_\(templateName(key.stringValue))"
        )
    }

    func encodeNil(forKey key: Key) throws { preconditionFailure("a page has no such values") }
    func nestedContainer<Nested: CodingKey>(
        keyedBy keyType: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> { preconditionFailure("a page fills itself field by field") }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        preconditionFailure("a page fills itself field by field")
    }
    func superEncoder() -> any Encoder { preconditionFailure("a page is a struct") }
    func superEncoder(forKey key: Key) -> any Encoder { preconditionFailure("a page is a struct") }
}
