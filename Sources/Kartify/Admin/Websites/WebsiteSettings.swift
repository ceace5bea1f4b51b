import Domain
import Storage
import Web

/// What staff may change of a website.
struct WebsiteSettings {
    let contact: WebsiteContact
    let codLimit: Money?
    /// Whether the refund of a COD order may go to a UPI id.
    let offersUPI: Bool
    let look: WebsiteLook

    init(of id: ID<Website>, in store: borrowing some Reader & ~Copyable) throws {
        guard let contact = try store.contact(of: id) else { throw Refusal.notFound("website") }
        self.contact = contact
        codLimit = try store.codLimit(of: id)
        offersUPI = try store.offersUPIRefunds(at: id)
        look = try store.look(of: id)
    }

    func save(of id: ID<Website>, in store: borrowing Transaction) throws {
        try store.saveContact(contact, of: id)
        try store.setCODLimit(codLimit, of: id)
        try store.setUPIRefunds(offersUPI, of: id)
        try store.setColour(look.colour, of: id)
    }

    var fields: [ShownField] {
        func field(_ name: String, _ label: String, _ now: String, _ auditName: String) -> ShownField {
            ShownField(name, label, now, words: now, auditName: auditName)
        }
        return [
            field("name", "the name", contact.name, "Name: "),
            field("contact_email", "the e-mail address", contact.email, "E-mail: "),
            field("contact_phone", "the phone", contact.phone, "Phone: "),
            field("grievance_officer", "the grievance officer", contact.grievanceOfficer, "Grievance officer: "),
            field("cod_limit", "the most for Cash on Delivery", codLimit?.plainText ?? "", "Cash on Delivery up to: "),
            ShownField(
                "upi_refunds", "the refunds of Cash on Delivery", offersUPI ? "upi" : "neft",
                words: Self.title(offersUPI: offersUPI), auditName: "Refunds of Cash on Delivery: "),
            field("colour", "the colour", look.colour?.main.text ?? "", "Colour: "),
            field("return_terms", "the terms of returns", contact.returnTerms, "Terms of returns: "),
        ]
    }

    static func title(offersUPI: Bool) -> String {
        offersUPI ? "To a bank account or a UPI id, as the customer likes" : "To a bank account"
    }
}

extension WebsiteSettings {
    /// Without the logo, which has a form of its own.
    ///
    /// - Throws: `FormErrors` with everything that is wrong.
    init(_ form: Fields) throws {
        var errors = FormErrors()
        let contact = WebsiteContact(form, &errors)
        codLimit = form.filled("cod_limit").flatMap { typed in
            errors.require(
                Money(typed: typed).flatMap { $0 > .zero ? $0 : nil }, "cod_limit",
                "Type an amount such as 5000, or leave it empty.")
        }
        offersUPI = form["upi_refunds"] == "upi"
        var colour: BrandColour?
        do throws(Refusal) {
            colour = try form.filled("colour").map { text throws(Refusal) in try BrandColour(text) }
        } catch {
            errors.add("colour", error.message)
        }
        look = WebsiteLook(colour: colour)
        guard let contact, errors.isEmpty else { throw errors }
        self.contact = contact
    }
}

extension WebsiteContact {
    fileprivate init?(_ form: Fields, _ errors: inout FormErrors) {
        let name = errors.text(form, "name", 1...100, "Type a name of up to 100 characters.")
        let email = form.trimmed("contact_email")
        if !email.isEmpty, EmailAddress(email) == nil {
            errors.add("contact_email", "Type an e-mail address such as care@example.com.")
        }
        let phone = form.trimmed("contact_phone")
        if phone.count > 40 || phone.contains(where: { !$0.isNumber && !" +-()".contains($0) }) {
            errors.add("contact_phone", "Type a phone number such as +91 80 4567 8900.")
        }
        let officer = errors.text(form, "grievance_officer", 0...200, "Keep this under 200 characters.")
        let terms = errors.text(form, "return_terms", 0...500, "Keep this under 500 characters.")
        guard let name, let officer, let terms else { return nil }
        self.init(name: name, email: email, phone: phone, grievanceOfficer: officer, returnTerms: terms)
    }
}
