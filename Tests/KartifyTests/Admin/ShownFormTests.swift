import Domain
import TestSupport
import Testing

@testable import Kartify

/// Every form of staff that changes something says what it showed, so that nobody's change is undone in silence.
struct ShownFormTests {
    /// A form, what a colleague does with a field of it, and what somebody with an older page types there.
    struct Form: Sendable, CustomTestStringConvertible {
        let route: String
        let page: String
        let address: String
        let field: String
        let theirs: String
        let mine: String
        /// What the refusal says that the colleague has done.
        let told: String
        /// Another field of the form, and what is typed there.
        let other: (field: String, typed: String)

        var testDescription: String { "\(route): \(field)" }
    }

    private static let product = "/admin/products/{polo}"
    private static let module = "/admin/modules/arvind", outage = "While Arvind is down"

    private static func productForm(_ tab: String, _ field: String, _ theirs: String, _ mine: String, _ told: String)
        -> Form
    {
        let others = [
            "name": ("description", "Wool."), "description": ("name", "Polo 2"), "price": ("status", "disabled"),
        ]
        return Form(
            route: "POST /admin/products/:id", page: "\(product)/edit?tab=\(tab)", address: product, field: field,
            theirs: theirs, mine: mine, told: told, other: others[field] ?? ("price", "1399.00"))
    }

    private static func moduleForm(_ field: String, _ theirs: String, _ mine: String, _ told: String) -> Form {
        Form(
            route: "POST /admin/modules/:oms", page: module, address: module, field: field, theirs: theirs, mine: mine,
            told: told, other: field == "warehouse_id" ? ("channel_id", "CH-7") : ("warehouse_id", "WH-7"))
    }

    private static func alertForm(_ field: String, _ theirs: String, _ mine: String, _ told: String) -> Form {
        let path = "\(module)/alerts"
        return Form(
            route: "POST /admin/modules/:oms/alerts", page: path, address: path, field: field, theirs: theirs,
            mine: mine, told: told, other: field == "bank_days" ? ("success_percent", "77") : ("bank_days", "21"))
    }

    static let all: [Form] = [
        productForm("general", "name", "Polo shirt", "Polo tee", "ravi has changed the name to Polo shirt"),
        productForm("general", "description", "Linen.", "Silk.", "ravi has changed the description"),
        productForm("data", "price", "1199.00", "1499.00", "ravi has changed the price to ₹1,199.00"),
        moduleForm("outage_rule", "take_all", "take_known", "ravi has changed \(outage) to Take every order"),
        moduleForm("username", "ravi-1", "mine-1", "ravi has changed Username to ravi-1"),
        moduleForm("channel_id", "CH-NEW", "CH-MINE", "ravi has changed Channel ID to CH-NEW"),
        moduleForm("warehouse_id", "WH-NEW", "WH-MINE", "ravi has changed Warehouse ID to WH-NEW"),
        moduleForm("api_url", "{arvind}/a", "{arvind}/b", "ravi has changed API URL to {arvind}/a"),
        moduleForm("ordering_store_id", "OS-NEW", "OS-MINE", "ravi has changed Ordering Store Id to OS-NEW"),
        moduleForm("requests_per_minute", "60", "90", "ravi has changed Requests per minute to 60"),
        alertForm(
            "address", "r@example.com", "m@example.com", "ravi has changed the address of alerts to r@example.com"),
        alertForm("success_percent", "70", "85", "ravi has changed the success rate to 70"),
        alertForm("inventory_hours", "5", "6", "ravi has changed the hours without an inventory update to 5"),
        Form(
            route: "POST /admin/websites/:id", page: "/admin/websites/1", address: "/admin/websites/1",
            field: "contact_email", theirs: "care@example.com", mine: "me@example.com",
            told: "ravi has changed the e-mail address to care@example.com", other: ("cod_limit", "5000.00")),
        alertForm("bank_days", "40", "50", "ravi has changed the days of bank details to 40"),
        Form(
            route: "POST /admin/products/:id/skus", page: "\(product)/edit?tab=option", address: "\(product)/skus",
            field: "sku-{S}", theirs: "THEIRS", mine: "MINE", told: "ravi has changed the SKU of Size: S to THEIRS",
            other: ("sku-{M}", "NEW-M")),
    ]

    /// Tested one by one below, and in `MessageFormTests`.
    private static let others: Set = [
        "POST /admin/products/:id/image-list", "POST /admin/products/:id/options/:option/deletion",
        "POST /admin/products/:id/values/:value/deletion", "POST /admin/products/:id/stock-option",
        "POST /admin/tools/cron/jobs/:name", "POST /admin/websites/:id/logo", "POST /admin/websites/:id/logo/deletion",
        "POST /admin/users/:name/role", "POST /admin/messages", "POST /admin/users/:name/websites",
    ]

    /// Forms that put nothing in the place of something, and why.
    private static let harmless = [
        "POST /admin/logout": "their own session", "POST /admin/website": "their own session",
        "POST /admin/account/password": "their own password, which it asks for",
        "POST /admin/account/sessions/end": "their own", "POST /admin/account/sessions/:id/end": "their own",
        "POST /admin/account/second-factor": "their own, where they have none",
        "POST /admin/account/second-factor/removal": "their own, which it asks for",
        "POST /admin/account/recovery-codes": "their own", "POST /admin/users": "adds",
        "POST /admin/users/:name/reset": "makes a password that nobody knows yet",
        "POST /admin/users/:name/removal": "once", "POST /admin/users/:name/invitation": "guarded by itself",
        "POST /admin/users/:name/sessions/end": "does once what may be done",
        "POST /admin/users/:name/sessions/:id/end": "does once what may be done",
        "POST /admin/products": "adds", "POST /admin/products/:id/images": "adds",
        "POST /admin/products/:id/options": "adds",
        "POST /admin/products/:id/options/:option/values": "adds",
        "POST /admin/catalog-manager/imports": "compares, and changes nothing",
        "POST /admin/catalog-manager/imports/:token/application": "each row names what the preview showed",
        "POST /admin/orders/:number/push": "does once what may be done",
        "POST /admin/customers/:id/cod": "its button says what", "POST /admin/modules/:oms/choice": "names its choice",
        "POST /admin/products/visibility": "its button says what",
        "POST /admin/customers/:id/erasure": "does once what may be done",
        "POST /admin/orders/pushes": "does once what may be done", "POST /admin/orders/exports": "shows",
        "POST /admin/orders/slips": "shows", "POST /admin/orders/picking-list": "shows",
        "POST /admin/views": "their own", "POST /admin/views/:id/removal": "their own",
        "POST /admin/orders/:number/notes": "adds", "POST /admin/orders/:number/notes/:id": "their own",
        "POST /admin/orders/:number/payments/:id/refund": "does once what may be done",
        "POST /admin/orders/:number/cancellation": "does once what may be done",
        "POST /admin/orders/:number/cancellation/withdrawal": "does once what may be done",
        "POST /admin/orders/:number/return": "does once what may be done",
        "POST /admin/orders/:number/return/withdrawal": "does once what may be done",
        "POST /admin/orders/:number/refund": "only for the amount that the page showed",
        "POST /admin/tools/inbox/:id/replays": "does once what may be done",
        "POST /admin/tools/inbox/:id/dismissal": "does once what may be done",
        "POST /admin/tools/cron/push-orders/runs": "does once what may be done",
        "POST /admin/tools/cron/runs/:id/cancellation": "does once what may be done",
        "POST /admin/returns/:reference/bank-details": "shows", "POST /admin/modules/:oms/alerts/test": "sends",
        "POST /admin/modules/:oms/test": "asks", "POST /admin/tools/replays": "does once what may be done",
    ]

    private let shop: TestShop
    private let staff: Browser
    private let ravi: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        let hash = shop.world.passwords.hash(TestShop.staffPassword)
        try shop.database.write {
            try $0.addStaff(username: "ravi", passwordHash: hash, role: .administrator, at: noon)
        }
        ravi = Browser(shop)
        let answer = try ravi.post("/admin/login", ["username": "ravi", "password": TestShop.staffPassword])
        _ = try ravi.follow(answer)
    }

    @Test func `every form of staff is guarded, or is known to undo nothing`() {
        let forms = Site.table.filter { $0.method == "POST" && $0.pattern.hasPrefix("/admin/") }
            .filter { $0.audience != "staff sign-in" }.map { "\($0.method) \($0.pattern)" }
        let known = Set(Self.all.map(\.route)).union(Self.others).union(Self.harmless.keys)
        #expect(Set(forms).subtracting(known) == [], "forms that say nothing of what they showed")
        #expect(known.subtracting(forms) == [], "forms that are gone")
    }

    @Test(arguments: all)
    func `each field of a form stands beside what it showed`(form: Form) throws {
        let (page, address) = try filled(form)
        let fields = staff.get(page).form(to: address)
        for name in fields.keys where !name.hasPrefix("shown-") && name != "tab" && name != "reason" {
            #expect(fields["shown-\(name)"] != nil, "\(name)")
        }
        #expect(fields.count > 1)
    }

    @Test(arguments: all)
    func `what a colleague has changed since is replaced knowingly, or not at all`(form: Form) throws {
        let (page, address) = try filled(form)
        let (field, mine) = (try fill(form.field), try fill(form.mine))
        let older = staff.get(page).form(to: address)
        #expect(try ravi.post(address, older.merging([field: try fill(form.theirs)]) { $1 }).status == 303)
        let before = try shop.dump()
        let refused = try staff.post(address, older.merging([field: mine]) { $1 })
        #expect(refused.status == 422)
        #expect(
            refused.alert?.contains("Since you opened this page, \(try fill(form.told)). Nothing was saved") == true)
        #expect(try shop.dump() == before)
        let again = refused.form(to: address)
        #expect(again[field] == mine)
        #expect(try staff.post(address, again).status == 303)
        #expect(staff.get(page).form(to: address)[field] == mine)
    }

    @Test(arguments: all)
    func `an older form that changes something else leaves a colleague's change alone`(form: Form) throws {
        let (page, address) = try filled(form)
        let (field, other) = (try fill(form.field), try fill(form.other.field))
        let older = staff.get(page).form(to: address)
        #expect(try ravi.post(address, older.merging([field: try fill(form.theirs)]) { $1 }).status == 303)
        #expect(try staff.post(address, older.merging([other: form.other.typed]) { $1 }).status == 303)
        let saved = staff.get(page).form(to: address)
        #expect(try saved[field] == fill(form.theirs) && saved[other] == form.other.typed)
    }

    @Test func `a wrong field in an older form brings nothing old back with the second press`() throws {
        let older = staff.get(Self.module).form(to: Self.module)
        try ravi.post(Self.module, older.merging(["channel_id": "CH-NEW"]) { $1 })
        let refused = try staff.post(Self.module, older.merging(["api_url": "nowhere"]) { $1 })
        #expect(refused.status == 422 && refused.error(of: "api_url") != nil)
        let again = refused.form(to: Self.module).merging(["api_url": shop.ai.url]) { $1 }
        #expect(try staff.post(Self.module, again).status == 303)
        #expect(staff.get(Self.module).value(of: "channel_id") == "CH-NEW")
    }

    @Test(arguments: [
        ("auth_token", "the Auth Token"), ("password", "the Password"), ("webhook_secret", "the Webhook secret"),
    ])
    func `a secret that a colleague has replaced is replaced knowingly, and none is shown`(field: String, label: String)
        throws
    {
        let (theirs, mine) = (
            "whsec_" + String(repeating: "A", count: 32), "whsec_" + String(repeating: "B", count: 32)
        )
        let older = staff.get(Self.module).form(to: Self.module)
        #expect(try ravi.post(Self.module, older.merging([field: theirs]) { $1 }).status == 303)
        let refused = try staff.post(Self.module, older.merging([field: mine]) { $1 })
        #expect(refused.status == 422)
        #expect(refused.alert?.contains("ravi has changed \(label). Nothing was saved") == true)
        #expect(!refused.text.contains(mine) && !refused.text.contains(theirs))
        let again = refused.form(to: Self.module).merging([field: mine]) { $1 }
        #expect(try staff.post(Self.module, again).status == 303)
        #expect(try staff.post(Self.module, older).status == 303)
    }

    @Test func `the box that removes a webhook secret removes none that it did not show`() throws {
        let secret = { (letter: String) in "whsec_" + String(repeating: letter, count: 32) }
        try ravi.post(
            Self.module, staff.get(Self.module).form(to: Self.module).merging(["webhook_secret": secret("A")]) { $1 })
        let older = staff.get(Self.module).form(to: Self.module)
        try ravi.post(Self.module, older.merging(["webhook_secret": secret("B")]) { $1 })
        let removal = ["remove_webhook_secret": "yes"]
        let refused = try staff.post(Self.module, older.merging(removal) { $1 })
        #expect(refused.status == 422 && refused.words.contains("ravi has changed the Webhook secret"))
        #expect(try staff.post(Self.module, refused.form(to: Self.module).merging(removal) { $1 }).status == 303)
    }

    @Test func `a choice of the stock option that a colleague has changed is made again knowingly`() throws {
        let belt = try shop.productID("Belt")
        let path = "/admin/products/\(belt)"
        for name in ["Buckle", "Length"] { try staff.post("\(path)/options", ["option-name": name]) }
        try staff.post("\(path)/skus", ["sku-product": ""])
        let ids = try shop.product("Belt").options.map { "\($0.id)" }
        let older = staff.get("\(path)/edit?tab=option").form(to: "\(path)/stock-option")
        #expect(try ravi.post("\(path)/stock-option", older.merging(["stock-option": ids[0]]) { $1 }).status == 303)
        let refused = try staff.post("\(path)/stock-option", older.merging(["stock-option": ids[1]]) { $1 })
        #expect(refused.status == 422 && refused.words.contains("ravi has changed the stock option to Buckle"))
        let again = refused.form(to: "\(path)/stock-option")
        #expect(again["stock-option"] == ids[1])
        #expect(try staff.post("\(path)/stock-option", again).status == 303)
        #expect(try shop.product("Belt").stockOption?.name == "Length")
    }

    @Test func `what a colleague has done with the images is not undone by an older page`() throws {
        let path = "/admin/products/\(try shop.productID("Polo"))"
        try ravi.upload(images: [TestImages.png, TestImages.webp], to: path)
        let images = try shop.product("Polo").images
        let old = staff.get("\(path)/edit?tab=data").form(to: "\(path)/image-list")
        try ravi.post(
            "\(path)/image-list", old.merging([images[0].altField: "Front", images[0].placeField: "9"]) { $1 })
        try ravi.upload(images: [TestImages.jpeg], to: path)
        let mine = old.merging([images[0].altField: "Back", images[1].altField: "Side"]) { $1 }
        let refused = try staff.post("\(path)/image-list", mine)
        #expect(refused.status == 422 && refused.words.contains("ravi has changed the description of image 2 to Front"))
        let again = refused.form(to: "\(path)/image-list")
        #expect(try again[images[0].altField] == "Back" && staff.post("\(path)/image-list", again).status == 303)
        #expect(try shop.product("Polo").images.map(\.alt) == ["Side", "Back", ""])
    }

    @Test func `a deletion takes nothing along that its page did not name`() throws {
        let polo = try shop.product("Polo")
        let (wrap, size) = (polo.options[1], polo.options[0])
        let option = "/admin/products/\(polo.id)/options/\(wrap.id)/deletion"
        let value = "/admin/products/\(polo.id)/values/\(size.values[0].id)/deletion"
        let shown = [option, value].map { staff.get($0).form(to: $0) }
        try ravi.post("/admin/products/\(polo.id)/options/\(wrap.id)/values", ["value-name": "Gold"])
        try ravi.post("/admin/products/\(polo.id)/skus", ["sku-\(size.values[0].id)": "POLO-NEW"])
        for (path, form) in zip([option, value], shown) {
            let refused = try staff.post(path, form)
            #expect(refused.status == 422 && refused.words.contains("Nothing was deleted. Read what goes with it now"))
            #expect(refused.words.contains("ravi has changed") && refused.hasButton("Delete"))
            #expect(try staff.post(path, refused.form(to: path)).status == 303)
        }
        #expect(try shop.product("Polo").options.map(\.values.count) == [2])
    }

    @Test func `switching a job off twice is done, and told, once`() throws {
        try shop.database.write { try $0.addJob(Job.pushOrders.rawValue, at: noon) }
        let path = "/admin/tools/cron/jobs/push-orders"
        let form = staff.get("/admin/tools/cron").form(to: path)
        #expect(form == ["state": "off", "shown-state": "on"])
        for browser in [ravi, staff] { #expect(try browser.post(path, form).status == 303) }
        #expect(try shop.rows("audit", where: "action = 'Switched off' AND staff = 'ravi'") == 1)
        #expect(try shop.rows("audit", where: "action = 'Switched off'") == 1)
    }

    private func filled(_ form: Form) throws -> (page: String, address: String) {
        (try fill(form.page), try fill(form.address))
    }

    private func fill(_ text: String) throws -> String {
        let polo = try #require(try shop.database.read { try $0.product(id: 1, of: shop.brand.id) })
        let values = (polo.stockOption?.values ?? []).map { ("{\($0.name)}", "\($0.id)") }
        return (values + [("{polo}", "\(polo.id)"), ("{arvind}", shop.ai.url)]).reduce(text) {
            $0.replacing($1.0, with: $1.1)
        }
    }
}
