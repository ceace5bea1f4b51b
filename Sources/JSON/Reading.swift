import CSimdjson

/// Bytes that are not JSON in UTF-8, give a member twice, or are nested deeper than 100 levels.
package struct MalformedJSON: Error {}

extension JSONValue {
    private static let deepest = 100

    /// Reads a whole document (RFC 8259). A byte order mark before it is skipped.
    package init(_ bytes: [UInt8]) throws(MalformedJSON) {
        let start = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
        let document = bytes.withUnsafeBufferPointer { buffer in
            let text = UnsafeBufferPointer(rebasing: buffer[start...])
            return json_parse(text.baseAddress, text.count, Self.deepest)
        }
        guard let document else { throw MalformedJSON() }
        defer { json_free(document) }
        var reader = NodeReader(next: json_nodes(document))
        guard let value = reader.value() else { throw MalformedJSON() }
        self = value
    }
}

/// Walks over a document's nodes: a list or an object comes before what is in it.
private struct NodeReader {
    var next: UnsafePointer<json_node>

    /// nil where a member is given twice.
    mutating func value() -> JSONValue? {
        let node = next.pointee
        switch node.kind {
        case json_text: return .text(text())
        case json_list: return list(node.count)
        case json_object: return object(node.count)
        default:
            next += 1
            return scalar(node)
        }
    }

    private func scalar(_ node: json_node) -> JSONValue {
        switch node.kind {
        case json_null: .null
        case json_integer: .integer(Int(node.integer))
        case json_number: .number(string(node))
        default: .bool(node.kind == json_true)
        }
    }

    private mutating func list(_ count: Int) -> JSONValue? {
        next += 1
        var elements: [JSONValue] = []
        elements.reserveCapacity(count)
        for _ in 0..<count {
            guard let element = value() else { return nil }
            elements.append(element)
        }
        return .list(elements)
    }

    private mutating func object(_ count: Int) -> JSONValue? {
        next += 1
        var members: [JSONValue.Member] = []
        members.reserveCapacity(count)
        for _ in 0..<count {
            let name = text()
            guard let value = value() else { return nil }
            members.append(JSONValue.Member(name, value))
        }
        return repeatsName(members) ? nil : .object(members)
    }

    /// Most objects are small: only large ones get a set.
    private func repeatsName(_ members: [JSONValue.Member]) -> Bool {
        guard members.count <= 16 else { return Set(members.map(\.name)).count < members.count }
        return members.indices.contains { index in
            members[..<index].contains { $0.name == members[index].name }
        }
    }

    private mutating func text() -> String {
        defer { next += 1 }
        return string(next.pointee)
    }

    private func string(_ node: json_node) -> String {
        String(decoding: UnsafeRawBufferPointer(start: node.text, count: node.length), as: UTF8.self)
    }
}
