import Domain
import TestSupport
import Testing

@testable import Kartify

/// A form of the site as somebody sends it who has filled it in rightly, with all that has to be there before.
struct ValidForm: Sendable, CustomTestStringConvertible {
    let route: String
    let send: @Sendable (Scene) throws -> (Browser, Answer)

    var testDescription: String { route }

    /// A shop with its people.
    struct Scene {
        let shop: TestShop
        let asha: Browser
        let staff: Browser

        init() throws {
            shop = try TestShop()
            asha = try shop.asha
            staff = try shop.staff()
        }

        /// An order that Arvind has delivered.
        func delivered() throws -> String {
            let number = try shop.sold(to: asha, .delivered)
            shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
            return number
        }

        /// An order whose cancellation or return Arvind has not answered.
        func unanswered(_ kind: String) throws -> String {
            let number = kind == "cancel" ? try shop.sold(to: asha) : try delivered()
            shop.ai.answers("/orders/\(number)/\(kind)", .answer(503, ""))
            _ = try kind == "cancel" ? asha.cancel(number) : asha.requestReturn(number)
            return number
        }

        func event(_ status: String) throws -> String {
            _ = shop.arvind.tells("evt_1", try asha.order("M"), status)
            return "/admin/tools/inbox/\(try shop.rows("webhook_event"))"
        }
    }

    static func by(
        _ who: KeyPath<Scene, Browser> & Sendable, _ route: String, at address: String? = nil,
        _ form: [String: String] = [:]
    ) -> ValidForm {
        ValidForm(route: route) { (($0[keyPath: who]), try $0[keyPath: who].post(address ?? route, form)) }
    }

    static func by(
        _ who: KeyPath<Scene, Browser> & Sendable, _ route: String, _ form: [String: String] = [:],
        at address: @escaping @Sendable (Scene) throws -> String
    ) -> ValidForm {
        ValidForm(route: route) { (($0[keyPath: who]), try $0[keyPath: who].post(try address($0), form)) }
    }

    private static func sending(
        _ who: KeyPath<Scene, Browser> & Sendable, _ route: String, _ send: @escaping @Sendable (Scene) throws -> Answer
    ) -> ValidForm {
        ValidForm(route: route) { (($0[keyPath: who]), try send($0)) }
    }

    private static let newPassword = ["password": "a new password", "confirmation": "a new password"]

    static let all: [ValidForm] = [shop, account, guests, mail, logins, catalog, orders, tools].flatMap { $0 }

    private static let shop = [
        sending(\.asha, "/product/:id/cart-lines") { try $0.asha.addToCart("M") },
        by(\.asha, "/cart/lines/:id", ["quantity": "2"]) { scene in
            try scene.asha.addToCart("M")
            return "/cart/lines/" + (try #require(scene.asha.get("/cart").piece(after: "/cart/lines/", before: "\"")))
        },
        sending(\.asha, "/checkout") { scene in
            try scene.asha.addToCart("M")
            return try scene.asha.checkOut()
        },
        ValidForm(route: "/account/login") { scene in
            let visitor = scene.shop.visitor()
            let form = ["email": "asha@example.com", "password": TestShop.ashasPassword]
            return (visitor, try visitor.post("/account/login", form))
        },
        ValidForm(route: "/account/register") { scene in
            let visitor = scene.shop.visitor()
            let form = ["name": "Ravi Iyer", "email": "ravi@example.com"].merging(newPassword) { $1 }
            return (visitor, try visitor.post("/account/register", form))
        },
    ]

    private static let account = [
        by(\.asha, "/account/logout"), by(\.asha, "/account/sessions/end"),
        by(\.asha, "/account/password", newPassword.merging(["current": TestShop.ashasPassword]) { $1 }) { _ in
            "/account/password"
        },
        by(\.asha, "/account/sessions/:id/end") { scene in
            _ = try scene.shop.asha
            return "/account/sessions/\(try scene.shop.rows("session"))/end"
        },
        sending(\.asha, "/account/orders/:number/cancellation") { try $0.asha.cancel($0.asha.order("M")) },
        by(\.asha, "/account/orders/:number/cancellation/withdrawal") {
            "/account/orders/\(try $0.unanswered("cancel"))/cancellation/withdrawal"
        },
        sending(\.asha, "/account/orders/:number/return") { try $0.asha.requestReturn($0.delivered()) },
        by(\.asha, "/account/orders/:number/return/withdrawal") {
            "/account/orders/\(try $0.unanswered("returns"))/return/withdrawal"
        },
        ValidForm(route: "/admin/login") { scene in
            let browser = Browser(scene.shop)
            let form = ["username": "administrator", "password": TestShop.staffPassword]
            return (browser, try browser.post("/admin/login", form))
        },
        by(\.staff, "/admin/logout"), by(\.staff, "/admin/account/sessions/end"),
        by(\.staff, "/admin/website", ["website": "2"]) { _ in "/admin/website" },
        by(\.staff, "/admin/account/password", newPassword.merging(["current": TestShop.staffPassword]) { $1 }) { _ in
            "/admin/account/password"
        },
        by(\.staff, "/admin/account/sessions/:id/end") { scene in
            _ = try scene.shop.staff()
            return "/admin/account/sessions/\(try scene.shop.rows("session"))/end"
        },
    ]

    private static let catalog = [
        by(\.staff, "/admin/products", at: nil, ["name": "Cap", "price": "499"]),
        by(\.staff, "/admin/products/:id", ["tab": "general", "name": "Polo shirt", "description": ""]) {
            "/admin/products/\(try $0.shop.productID("Polo"))"
        },
        sending(\.staff, "/admin/products/:id/images") {
            try $0.staff.upload(images: [TestImages.png], to: "/admin/products/\($0.shop.productID("Polo"))")
        },
        by(\.staff, "/admin/products/:id/image-list") {
            "/admin/products/\(try $0.shop.productID("Polo"))/image-list"
        },
        by(\.staff, "/admin/products/:id/options", ["option-name": "Engraving"]) {
            "/admin/products/\(try $0.shop.productID("Belt"))/options"
        },
        by(\.staff, "/admin/products/:id/options/:option/values", ["value-name": "Gold"]) {
            let polo = try $0.shop.product("Polo")
            return "/admin/products/\(polo.id)/options/\(try #require(polo.options.last).id)/values"
        },
        by(\.staff, "/admin/products/:id/options/:option/deletion") {
            let polo = try $0.shop.product("Polo")
            return "/admin/products/\(polo.id)/options/\(try #require(polo.options.last).id)/deletion"
        },
        by(\.staff, "/admin/products/:id/values/:value/deletion") {
            let polo = try $0.shop.product("Polo")
            return "/admin/products/\(polo.id)/values/\(try #require(polo.stockOption?.values.last).id)/deletion"
        },
        ValidForm(route: "/admin/products/:id/stock-option") { scene in
            let polo = try scene.shop.product("Polo"), option = try #require(polo.stockOption).id
            let form = ["stock-option": "\(option)"]
            return (scene.staff, try scene.staff.post("/admin/products/\(polo.id)/stock-option", form))
        },
        by(\.staff, "/admin/products/:id/skus", ["sku-product": "NEW"]) {
            "/admin/products/\(try $0.shop.productID("Belt"))/skus"
        },
        sending(\.staff, "/admin/catalog-manager/imports") {
            try $0.staff.upload("Product ID,SKU\n\($0.shop.productID("Belt")),NEW\n")
        },
        by(\.staff, "/admin/catalog-manager/imports/:token/application") {
            let sheet = "Product ID,SKU\n\(try $0.shop.productID("Belt")),NEW\n"
            return try #require(try $0.staff.upload(sheet).location) + "/application"
        },
    ]

    private static let orders = [
        by(\.staff, "/admin/orders/pushes", ["all": "yes"]), by(\.staff, "/admin/orders/exports"),
        by(
            \.staff, "/admin/customers/:id/cod", at: "/admin/customers/1/cod",
            ["phone": "9876543210", "state": "blocked"]),
        by(\.staff, "/admin/customers/:id/erasure", at: "/admin/customers/1/erasure"),
        by(\.staff, "/admin/products/visibility", ["product": "1", "visibility": "disabled"]),
        by(
            \.staff, "/admin/websites/:id", at: "/admin/websites/1",
            ["name": "Brand", "contact_email": "care@example.com", "contact_phone": "", "grievance_officer": ""]),
        sending(\.staff, "/admin/websites/:id/logo") { try $0.staff.upload(logo: TestImages.png) },
        by(\.staff, "/admin/websites/:id/logo/deletion", at: "/admin/websites/1/logo/deletion"),
        by(\.staff, "/admin/views", ["list": "orders", "name": "Mine", "filter": "tab=stuck"]),
        by(\.staff, "/admin/views/:id/removal", at: "/admin/views/1/removal", ["list": "orders"]),
        by(\.staff, "/admin/orders/:number/notes", ["note": "Called"]) {
            "/admin/orders/\(try $0.asha.order("M"))/notes"
        },
        by(\.staff, "/admin/orders/:number/notes/:id", ["note": "Called again"]) { scene in
            let path = "/admin/orders/\(try scene.asha.order("M"))/notes"
            try scene.staff.post(path, ["note": "Called"])
            return path + "/1"
        },
        by(\.staff, "/admin/orders/slips"), by(\.staff, "/admin/orders/picking-list"),
        by(\.staff, "/admin/orders/:number/push") { "/admin/orders/\(try $0.asha.order("M"))/push" },
        by(\.staff, "/admin/orders/:number/payments/:id/refund") {
            let number = try $0.asha.order("M", payment: .prepaid)
            for event in ["once", "twice"] { try $0.shop.gateway.tells(event, number) }
            return "/admin/orders/\(number)/payments/2/refund"
        },
        sending(\.staff, "/admin/orders/:number/refund") { scene in
            let number = try scene.asha.order("M", payment: .prepaid)
            try scene.shop.pay(number)
            _ = try scene.asha.cancel(number)
            return try scene.staff.post("/admin/orders/\(number)/refund", ["amount": "₹1,299.00"])
        },
        sending(\.staff, "/admin/orders/:number/cancellation") {
            try $0.staff.cancel($0.asha.order("M"), at: "/admin/orders")
        },
        by(\.staff, "/admin/orders/:number/cancellation/withdrawal") {
            "/admin/orders/\(try $0.unanswered("cancel"))/cancellation/withdrawal"
        },
        sending(\.staff, "/admin/orders/:number/return") {
            try $0.staff.requestReturn($0.delivered(), at: "/admin/orders")
        },
        by(\.staff, "/admin/orders/:number/return/withdrawal") {
            "/admin/orders/\(try $0.unanswered("returns"))/return/withdrawal"
        },
        by(\.staff, "/admin/returns/:reference/bank-details") { scene in
            let number = try scene.delivered()
            _ = try scene.asha.requestReturn(number)
            return "/admin/returns/\(number)-R1/bank-details"
        },
    ]

    private static let tools = [
        by(\.staff, "/admin/tools/inbox/:id/replays") { try $0.event("lost") + "/replays" },
        by(\.staff, "/admin/tools/inbox/:id/dismissal") { try $0.event("lost") + "/dismissal" },
        by(\.staff, "/admin/tools/replays") { scene in
            _ = try scene.event("lost")
            return "/admin/tools/replays"
        },
        by(\.staff, "/admin/tools/cron/push-orders/runs"),
        by(\.staff, "/admin/tools/cron/runs/:id/cancellation") { scene in
            _ = try scene.asha.order("M")
            try scene.shop.push()
            return "/admin/tools/cron/runs/1/cancellation"
        },
        by(\.staff, "/admin/tools/cron/jobs/:name", at: "/admin/tools/cron/jobs/push-orders", ["state": "off"]),
        by(
            \.staff, "/admin/modules/:oms/alerts", at: "/admin/modules/arvind/alerts",
            ["success_percent": "50", "inventory_hours": "0", "bank_days": "30"]),
        by(\.staff, "/admin/messages", ["sends_mail": "off", "sms_url": ""], at: { _ in "/admin/messages" }),
        by(\.staff, "/admin/modules/:oms/alerts/test", at: "/admin/modules/arvind/alerts/test"),
        sending(\.staff, "/admin/modules/:oms") { try $0.staff.post("/admin/modules/arvind", moduleForm($0.shop)) },
        by(\.staff, "/admin/modules/:oms/test", at: "/admin/modules/arvind/test"),
        by(\.staff, "/admin/modules/:oms/choice", at: "/admin/modules/arvind/choice"),
    ]
}
