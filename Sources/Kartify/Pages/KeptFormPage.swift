/// A form that came too late to be taken as it was, ready to be sent again.
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
    /// Why nothing was done yet.
    let reason: String
    /// Its id in the store; nil when it is not there.
    let keptForm: String?
    let fields: [Field]

    init(_ form: KeptForm) {
        action = form.path
        keptForm = form.id
        reason =
            form.id == nil
            ? "Somebody has signed in or out in this browser since its page was opened, so nothing was done yet. Check it and send it now."
            : "Your session had ended when you sent it, so nothing was done yet. Check it and send it now; it is kept for half an hour."
        fields = form.fields.map { field in
            // A bare id says nothing to a person.
            let isShown =
                field.name != KeptForm.sealedField
                && (field.value.contains(where: \.isLetter) || field.value.count > 3)
            let words = field.name.split { $0 == "_" || $0 == "-" }.joined(separator: " ")
            return Field(
                name: field.name, value: field.value,
                label: isShown ? words.prefix(1).uppercased() + words.dropFirst() : nil)
        }
    }
}
