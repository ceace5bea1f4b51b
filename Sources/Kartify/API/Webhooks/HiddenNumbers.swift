import Domain
import JSON

/// A body with these numbers masked; as it came when it has none of them.
func document(_ body: [UInt8], hiding masks: [AccountMask]) -> String {
    let text = String(decoding: body, as: UTF8.self)
    guard !masks.isEmpty, let document = try? JSONValue(body) else { return text }
    let hidden = document.hiding(masks)
    return hidden == document ? text : hidden.document
}

extension JSONValue {
    /// A number of which a part is hidden becomes a text.
    fileprivate func hiding(_ masks: [AccountMask]) -> JSONValue {
        func hidden(_ text: String) -> String { masks.reduce(text) { $1.hide(in: $0) } }
        switch self {
        case .text(let text): return .text(hidden(text))
        case .integer(let number): return hidden("\(number)") == "\(number)" ? self : .text(hidden("\(number)"))
        case .number(let text): return hidden(text) == text ? self : .text(hidden(text))
        case .list(let elements): return .list(elements.map { $0.hiding(masks) })
        case .object(let members): return .object(members.map { Member($0.name, $0.value.hiding(masks)) })
        case .null, .bool: return self
        }
    }
}
