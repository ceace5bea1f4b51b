import Web

struct Choice: Encodable, Sendable {
    let value: String
    let title: String
    let selected: Bool
}

struct Select: Page {
    static let template = "pages/select.html"
    let name: String
    let label: String
    /// The text for no choice; nil where there is no such option.
    let blank: String?
    let choices: [Choice]
    let error: String?
    /// What the form shows, beside what was chosen; nil for a form that is not guarded.
    let shown: String?

    init(
        _ name: String, _ label: String, blank: String? = nil, _ choices: [Choice], error: String? = nil,
        over field: ShownField? = nil
    ) {
        self.name = name
        self.label = label
        self.blank = blank
        self.choices = choices
        self.error = error
        shown = field?.now
    }
}
