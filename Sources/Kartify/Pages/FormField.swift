import Domain
import Web

/// One field of a form: what was typed stays in it, and the message stands beside it.
struct FormField: Page {
    static let template = "pages/field.html"
    let name: String
    let label: String
    let value: String
    let type: String
    let autocomplete: String
    let hint: String?
    let error: String?

    init(
        _ name: String, _ label: String, _ value: String, type: String = "text", autocomplete: String = "off",
        hint: String? = nil, error: String? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.type = type
        self.autocomplete = autocomplete
        self.hint = hint
        self.error = error
    }
}

/// What is wrong with a form, by field; gathered, so that a person hears everything at once.
struct FormErrors: Error {
    private(set) var messages: [String: String] = [:]

    /// Nothing is wrong so far.
    init() {}

    /// One thing is wrong.
    init(_ field: String, _ message: String) {
        add(field, message)
    }

    var isEmpty: Bool { messages.isEmpty }

    subscript(_ field: String) -> String? { messages[field] }

    mutating func add(_ field: String, _ message: String) {
        if messages[field] == nil { messages[field] = message }
    }

    /// The value that was read; a nil is an error beside the field.
    mutating func require<Value>(_ value: Value?, _ field: String, _ message: String) -> Value? {
        if value == nil { add(field, message) }
        return value
    }

    /// A price, which is not below zero.
    mutating func price(_ form: Fields, _ field: String) -> Money? {
        require(Money(text: form[field]).flatMap { $0 < .zero ? nil : $0 }, field, "Type an amount such as 1299.00.")
    }

    /// A text of some length.
    mutating func text(_ form: Fields, _ field: String, _ length: ClosedRange<Int>, _ message: String) -> String? {
        require(form[field].words(length), field, message)
    }
}
