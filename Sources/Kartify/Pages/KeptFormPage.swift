/// A form that came too late to be taken as it was, ready to be sent again.
struct KeptFormPage: TitledPage {
    static let template = "account/session/kept_form.html"

    struct Field: Encodable, Sendable {
        let name: String
        let value: String
        /// What a person reads of it.
        let shown: Shown?

        struct Shown: Encodable, Sendable {
            let label: String
            let text: String
        }
    }

    let title = "Your form is still here"
    let action: String
    /// Why nothing was done yet.
    let reason: String
    /// Its id in the store; nil when it is not there.
    let keptForm: String?
    let fields: [Field]
    /// Whether its own page can be had with what was typed in it.
    let isChangeable: Bool
    /// The name of the button that asks for it.
    let change = KeptForm.change

    init(_ form: KeptForm) {
        action = form.path
        keptForm = form.id
        reason =
            form.id == nil
            ? "Somebody has signed in or out in this browser since its page was opened, so nothing was done yet. Check it and send it now."
            : "Your session had ended when you sent it, so nothing was done yet. Check it and send it now; it is kept for half an hour."
        isChangeable = ["/checkout", "/cancellation", "/return"].contains(where: form.path.hasSuffix)
        fields = form.fields.map { Field(name: $0.name, value: $0.value, shown: Self.shown($0.name, $0.value)) }
    }

    /// A field as a person reads it; nil for a bare number and for what the form itself carried.
    private static func shown(_ name: String, _ value: String) -> Field.Shown? {
        guard value.contains(where: \.isLetter) || value.count > 3, !name.hasPrefix("shown-"),
            !name.hasPrefix("sealed_"),
            !["total", "signed-in", "again", "filled", "check"].contains(name)
        else { return nil }
        let words = name.split { "_-".contains($0) }.map { abbreviations[String($0)] ?? String($0) }
        let label = labels[name] ?? words.joined(separator: " ").capitalizedFirst
        // The codes of a list.
        let isCode = value.contains("_") && value.allSatisfy { $0 == "_" || $0.isUppercase }
        return Field.Shown(
            label: label,
            text: isCode ? value.replacing("_", with: " ").lowercased().capitalizedFirst : value)
    }

    private static let abbreviations = [
        "ifsc": "IFSC", "sku": "SKU", "url": "URL", "id": "ID", "api": "API", "email": "e-mail",
    ]
    private static let labels = [
        "line1": "House and street", "line2": "Area", "holder": "Account holder name", "bank": "Bank name",
        "phone": "Mobile",
    ]
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
