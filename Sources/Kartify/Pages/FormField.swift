import Domain
import Web

/// One field of a form, with what was typed and the message beside it.
struct FormField: Page {
    static let template = "pages/field.html"
    let name: String
    let label: String
    let value: String
    let type: String
    let autocomplete: String
    /// Which keys a phone shows; nil for those of its type.
    let inputMode: String?
    let hint: String?
    let error: String?
    /// What the form shows, beside what was typed; nil for a form that is not guarded.
    let shown: String?

    init(
        _ name: String, _ label: String, _ value: String, type: String = "text", autocomplete: String = "off",
        inputMode: String? = nil, hint: String? = nil, error: String? = nil, over field: ShownField? = nil
    ) {
        self.name = name
        self.label = label
        self.value = value
        self.type = type
        self.autocomplete = autocomplete
        self.inputMode = inputMode
        self.hint = hint
        self.error = error
        shown = field?.now
    }
}

/// The errors of a form by field, so that a person sees all of them at once.
struct FormErrors: Error {
    private(set) var messages: [String: String] = [:]
    var headline = "Nothing was saved. Please check the marked fields."

    init() {}

    init(_ field: String, _ message: String) {
        add(field, message)
    }

    var isEmpty: Bool { messages.isEmpty }

    subscript(_ field: String) -> String? { messages[field] }

    mutating func add(_ field: String, _ message: String) {
        if messages[field] == nil { messages[field] = message }
    }

    /// The value; nil adds an error to the field.
    mutating func require<Value>(_ value: Value?, _ field: String, _ message: String) -> Value? {
        if value == nil { add(field, message) }
        return value
    }

    /// A price of at least 0.
    mutating func price(_ form: Fields, _ field: String) -> Money? {
        require(Money(typed: form[field]).flatMap { $0 < .zero ? nil : $0 }, field, "Type an amount such as 1299.00.")
    }

    mutating func text(_ form: Fields, _ field: String, _ length: ClosedRange<Int>, _ message: String) -> String? {
        require(form[field].words(length), field, message)
    }
}
