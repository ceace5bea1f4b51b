import Domain
import Storage
import Web

/// GET /admin/websites
@Sendable func listWebsites(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let page = try world.database.read { store in
        WebsitesPage(
            lines: try staff.websites.map { website in
                WebsitesPage.Line(
                    id: website.id, name: website.name, prefix: website.orderPrefix,
                    hosts: try store.hosts(of: website).joined(separator: ", "),
                    contact: try store.contact(of: website.id)?.words ?? "")
            }, mayChange: staff.member.role.may(.administer))
    }
    return try staff.page(page, in: world)
}

/// GET /admin/websites/:id
@Sendable func showWebsite(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let id = try staff.website(request)
    let contact = try world.database.read { try $0.contact(of: id) }
    guard let contact else { throw Refusal.notFound("website") }
    return try staff.page(WebsitePage(id, contact, saved: request.query.has("saved")), in: world)
}

/// POST /admin/websites/:id
@Sendable func saveWebsite(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try staff.website(request)
    let form = request.form
    do {
        try staff.change(request, in: world) { store, change in
            guard let old = try store.contact(of: id) else { throw Refusal.notFound("website") }
            let thing = "contact of website \(id)"
            let contact = try WebsiteContact(store.typed(form, over: old.fields, of: thing))
            try store.saveContact(contact, of: id)
            try store.audit("Saved the website", of: contact.fields.changes(from: old.fields), change, thing: thing)
        }
        return .redirect(to: "/admin/websites/\(id)?saved")
    } catch let errors as FormErrors {
        guard let contact = try world.database.read({ try $0.contact(of: id) }) else {
            throw Refusal.notFound("website")
        }
        return try staff.page(WebsitePage(id, contact, form, errors), status: .unprocessable, in: world)
    }
}

extension Staff {
    /// The website of an address, where the person may see it.
    fileprivate func website(_ request: Request) throws -> ID<Website> {
        let id: ID<Website> = try request.id("id", of: "website")
        guard websites.contains(where: { $0.id == id }) else { throw Refusal.notFound("website") }
        return id
    }
}

extension WebsiteContact {
    fileprivate var fields: [ShownField] {
        [
            field("name", "the name", name, "Name: "), field("contact_email", "the e-mail address", email, "E-mail: "),
            field("contact_phone", "the phone", phone, "Phone: "),
            field("grievance_officer", "the grievance officer", grievanceOfficer, "Grievance officer: "),
        ]
    }

    private func field(_ name: String, _ label: String, _ now: String, _ auditName: String) -> ShownField {
        ShownField(name, label, now, words: now, auditName: auditName)
    }

    fileprivate init(_ form: Fields) throws {
        var errors = FormErrors()
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
        guard let name, let officer, errors.isEmpty else { throw errors }
        self.init(name: name, email: email, phone: phone, grievanceOfficer: officer)
    }
}

struct WebsitesPage: TitledPage {
    static let template = "admin/websites/list.html"

    struct Line: Encodable, Sendable {
        let id: ID<Website>
        let name: String
        let prefix: String
        let hosts: String
        let contact: String
    }

    let title = "Websites"
    let lines: [Line]
    let mayChange: Bool
}

struct WebsitePage: TitledPage {
    static let template = "admin/websites/website.html"
    let id: ID<Website>
    let title: String
    let fields: [FormField]
    let isSaved: Bool
    let problem: String?

    init(
        _ id: ID<Website>, _ contact: WebsiteContact, _ typed: Fields? = nil, _ errors: FormErrors = FormErrors(),
        saved: Bool = false
    ) {
        self.id = id
        title = contact.name
        isSaved = saved
        problem = errors.isEmpty ? nil : errors.headline
        let shown = contact.fields
        let typed = typed?.typed(over: shown)
        func field(_ index: Int, _ label: String, _ hint: String) -> FormField {
            let field = shown[index]
            return FormField(
                field.name, label, typed?[field.name] ?? field.now, hint: hint, error: errors[field.name], over: field)
        }
        fields = [
            field(0, "Name", "Customers read it on every page."),
            field(1, "Contact e-mail", "At the foot of every page of the shop."), field(2, "Contact phone", ""),
            field(3, "Grievance officer", "Name, and how to reach them."),
        ]
    }
}
