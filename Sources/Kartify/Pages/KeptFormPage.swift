/// A form that came after its session had ended, ready to be sent again.
struct KeptFormPage: TitledPage {
    static let template = "account/session/kept_form.html"

    struct Field: Encodable, Sendable {
        let name: String
        let value: String
        /// What a person reads before it; nil for what was hidden or empty in the form.
        let label: String?
    }

    let title = "Your form is still here"
    let action: String
    let fields: [Field]

    init(_ form: KeptForm) {
        action = form.path
        fields = form.fields.map { field in
            // A bare id says nothing to a person.
            let isShown = field.value.contains(where: \.isLetter) || field.value.count > 3
            let words = field.name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
            return Field(
                name: field.name, value: field.value,
                label: isShown ? words.prefix(1).uppercased() + words.dropFirst() : nil)
        }
    }
}
