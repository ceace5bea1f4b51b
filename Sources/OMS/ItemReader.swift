import JSON

/// Reads the members of an event's item, and notes the first that cannot be read. A null is as good as none.
struct ItemReader {
    let item: JSONValue
    private(set) var fault: String?

    init(item: JSONValue) {
        self.item = item
        if case .object = item { return }
        fault = "Send an item as an object."
    }

    mutating func note(_ fault: String) {
        if self.fault == nil { self.fault = fault }
    }

    mutating func text(_ name: String) -> String? {
        switch item[name] {
        case nil, .null: return nil
        case .text(let text): return text
        default:
            note("Send \(name) as a text.")
            return nil
        }
    }

    /// Programs send an AWB as a number too.
    mutating func digitsOrText(_ name: String) -> String? {
        switch item[name] {
        case .integer(let number): return String(number)
        case .number(let text) where text.allSatisfy(\.isNumber): return text
        case .number where item[name]?.wholeNumber != nil: return item[name]?.wholeNumber.map(String.init)
        default: return text(name)
        }
    }

    mutating func quantity(_ name: String) -> Int? {
        switch item[name] {
        case nil, .null: return nil
        case let number?:
            if let quantity = number.wholeNumber, quantity >= 0 { return quantity }
            note("Send \(name) as a whole number of 0 or more, or leave it out.")
            return nil
        }
    }

    /// A text without white space at its ends, cut to a length; nil when nothing is left.
    static func kept(_ text: String, _ length: Int) -> String? {
        let text = text.trimmed
        return text.isEmpty ? nil : String(text.prefix(length))
    }

    /// A web address; nil for anything else.
    static func link(_ text: String?) -> String? {
        text.flatMap { kept($0, 1000) }.flatMap { $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil }
    }
}
