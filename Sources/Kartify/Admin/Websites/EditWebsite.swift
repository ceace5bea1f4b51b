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
    let settings = try world.database.read { try WebsiteSettings(of: id, in: $0) }
    return try staff.page(WebsitePage(id, settings, saved: request.query.has("saved")), in: world)
}

/// POST /admin/websites/:id
@Sendable func saveWebsite(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try staff.website(request)
    let form = request.form
    do {
        try staff.change(request, in: world) { store, change in
            let old = try WebsiteSettings(of: id, in: store)
            let thing = "contact of website \(id)"
            let settings = try WebsiteSettings(store.typed(form, over: old.fields, of: thing))
            try settings.save(of: id, in: store)
            try store.audit("Saved the website", of: settings.fields.changes(from: old.fields), change, thing: thing)
        }
        return .redirect(to: "/admin/websites/\(id)?saved")
    } catch let errors as FormErrors {
        let settings = try world.database.read { try WebsiteSettings(of: id, in: $0) }
        return try staff.page(WebsitePage(id, settings, form, errors), status: .unprocessable, in: world)
    }
}

extension Staff {
    /// The website of an address, where the person may see it.
    func website(_ request: Request) throws -> ID<Website> {
        let id: ID<Website> = try request.id("id", of: "website")
        guard websites.contains(where: { $0.id == id }) else { throw Refusal.notFound("website") }
        return id
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
    let refunds: Select
    let look: [FormField]
    let isSaved: Bool
    let problem: String?
    let swatches: [Swatch]
    let logo: String?
    let logoError: String?
    let shownLogo: String

    struct Swatch: Encodable, Sendable {
        let x: Int
        let tone: String
        let ink: String
    }

    init(
        _ id: ID<Website>, _ settings: WebsiteSettings, _ typed: Fields? = nil, _ errors: FormErrors = FormErrors(),
        saved: Bool = false
    ) {
        self.id = id
        title = settings.contact.name
        isSaved = saved
        problem = errors.isEmpty ? nil : errors.headline
        let shown = settings.fields
        let typed = typed?.typed(over: shown)
        func field(_ index: Int, _ label: String, _ hint: String, inputMode: String? = nil) -> FormField {
            let field = shown[index]
            return FormField(
                field.name, label, typed?[field.name] ?? field.now, inputMode: inputMode, hint: hint,
                error: errors[field.name], over: field)
        }
        fields = [
            field(0, "Name", "Customers read it on every page."),
            field(1, "Contact e-mail", "At the foot of every page of the shop."), field(2, "Contact phone", ""),
            field(3, "Grievance officer", "Name, and how to reach them."),
            field(
                7, "Terms of returns",
                "In your own words, such as: Within 10 days of delivery, unworn, with its tags. On the shop's page about returns."
            ),
            field(
                4, "Most for Cash on Delivery, in ₹", "Dearer orders are prepaid. Leave it empty for no limit.",
                inputMode: "decimal"),
        ]
        let chosen = typed?.value("upi_refunds") ?? shown[5].now
        refunds = Select(
            "upi_refunds", "Refunds of Cash on Delivery",
            [false, true].map { upi in
                let value = upi ? "upi" : "neft"
                return .init(value: value, title: WebsiteSettings.title(offersUPI: upi), selected: value == chosen)
            }, over: shown[5])
        look = [
            field(
                6, "Main colour",
                "Of the bar, links and buttons of the shop, such as #1f5f8b. Lighter and darker tones are made from it, so that all can be read."
            )
        ]
        swatches =
            (settings.look.colour).map { colour in
                zip([0, 80], [colour.onLight, colour.onDark]).map { x, tone in
                    Swatch(x: x, tone: tone.text, ink: BrandColour.text(on: tone).text)
                }
            } ?? []
        logo = settings.look.logo
        logoError = errors["logo"]
        shownLogo = settings.look.shownLogo.now
    }
}
