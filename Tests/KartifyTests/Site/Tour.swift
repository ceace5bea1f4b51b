import Domain
import TestSupport
import Testing

@testable import Kartify

/// A walk through the whole site that shows every page with every part of it at least once.
struct Tour {
    let shop: TestShop
    private let asha: Browser
    private let staff: Browser

    init(_ shop: TestShop) throws {
        self.shop = shop
        asha = try shop.asha
        staff = try shop.staff()
    }

    func walk() throws {
        try catalogueAndCart()
        try accountDoors()
        let numbers = try orders()
        try afterSales(numbers)
        try refund()
        try admin(numbers)
        try bulk(numbers.cod)
        try inbox(numbers.cod)
        try OMSTour(shop: shop, staff: staff).walk()
        try LoginTour(shop: shop, staff: staff).walk()
        try MessageTour(shop: shop, staff: staff).walk()
        // Last: it lets days pass, and sessions end.
        try reconciliation()
        try keptForms(numbers.prepaid)
        _ = asha.get("/nothing")
        _ = shop.send("GET", "/", to: "unknown.example")
    }

    private func keptForms(_ number: String) throws {
        try asha.post("/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        try shop.change("UPDATE session SET expires_at = \(shop.now)")
        let form = ["line": "1", "reason": "It came too late"]
        let address = try #require(try asha.post("/account/orders/\(number)/cancellation", form).location)
        let next = "/account/kept-forms/\(address.suffix(43))"
        try asha.post("/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        _ = asha.get(next)
        _ = asha.post(
            "/account/orders/\(number)/cancellation", form, csrf: "of another session", origin: "http://localhost:8080")
    }

    private func catalogueAndCart() throws {
        _ = staff.get("/admin")
        let polo = try shop.productID("Polo")
        let clothes = ["tab": "general", "name": "Polo", "description": "Cotton piqué.", "category": "Clothes"]
        try staff.post("/admin/products/\(polo)", clothes)
        for path in ["/", "/search?q=polo", "/search?q=nothing", "/product/\(polo)", "/cart", "/checkout"] {
            _ = asha.get(path)
        }
        try asha.addToCart("M", quantity: 2, giftWrap: true)
        try asha.addToCart("L")
        for path in ["/cart", "/checkout"] { _ = asha.get(path) }
        _ = try asha.checkOut(["name": "", "state": "", "payment": ""])
        try ShopTour(shop: shop, asha: asha, staff: staff).askAboutPincodes()
        try shop.count(["POLO-M": 1])
        _ = asha.get("/cart")
        try shop.count(["POLO-M": 50, "BELT": 50])
    }

    private func accountDoors() throws {
        let visitor = shop.visitor()
        _ = visitor.get("/account/login")
        try visitor.post("/account/login", ["email": "x", "password": "y"])
        try visitor.post("/account/register", [:])
        _ = try shop.asha
        try asha.post("/account/password", ["current": "wrong"])
        _ = try shop.staff()
        _ = staff.get("/admin/account")
        try staff.post("/admin/account/password", ["current": "wrong"])
        _ = shop.send("GET", "/admin/login")
        for _ in 1...2 { try Browser(shop).post("/admin/login", ["username": "x"]) }
    }

    /// Orders in every situation that a page distinguishes.
    private func orders() throws -> (cod: String, prepaid: String, unpaid: String, refused: String) {
        let cod = try asha.order("M", quantity: 3)
        let prepaid = try asha.order(nil, payment: .prepaid)
        try shop.pay(prepaid)
        let unpaid = try asha.order(nil, payment: .prepaid)
        try shop.gateway.tells("pay_twice", prepaid)
        for path in [cod, prepaid, unpaid, "\(unpaid)?from=payment", "\(unpaid)/payment"] {
            _ = asha.get("/orders/\(path)")
        }
        try staff.post("/admin/orders/\(cod)/push")
        let refused = try asha.order(nil)
        shop.ai.answers(
            "/orders", .answer(200, #"{"status":"FAILURE","code":"NO","message":"No"}"#),
            .answer(200, #"{"status":"SUCCESS"}"#))
        try staff.post("/admin/orders/\(refused)/push")
        _ = staff.get("/admin")
        try shop.push()
        let parcel = #""courier":"Delhivery","awb":"149","trackingUrl":"https://track.example/1","reason":"On time""#
        _ = shop.arvind.tells("e1", cod, "shipped", more: parcel + #","quantity":1"#)
        _ = shop.arvind.tells("e2", cod, "packed", at: noon + .minutes(1), more: #""quantity":1"#)
        for number in [cod, prepaid, unpaid, refused] {
            _ = asha.get("/account/orders/\(number)")
            _ = staff.get("/admin/orders/\(number)")
        }
        _ = asha.get("/account/orders")
        return (cod, prepaid, unpaid, refused)
    }

    private func afterSales(_ orders: (cod: String, prepaid: String, unpaid: String, refused: String)) throws {
        let line = try shop.order(orders.prepaid).lines[0].id
        let cancellation = "/account/orders/\(orders.prepaid)/cancellation"
        _ = asha.get(cancellation)
        try asha.post(cancellation, [:])
        shop.ai.answers(
            "/orders/\(orders.prepaid)/cancel", .answer(500, ""),
            .answer(200, #"{"status":"FAILURE","code":"X","message":"No"}"#))
        // Asked without an answer, shown as open, asked again and refused.
        for _ in 1...2 {
            try asha.post(cancellation, ["line": "\(line)"])
            for path in [cancellation, "/account/orders/\(orders.prepaid)"] { _ = asha.get(path) }
            _ = staff.get("/admin/orders/\(orders.prepaid)")
        }
        _ = shop.arvind.tells("e3", orders.cod, "delivered", at: noon + .minutes(2))
        let item = try shop.order(orders.cod).lines[0].id
        let (mine, theirs) = ("/account/orders/\(orders.cod)/return", "/admin/orders/\(orders.cod)/return")
        for path in [mine, "/account/orders/\(orders.cod)/cancellation"] { _ = asha.get(path) }
        _ = asha.get("/account/orders/\(orders.unpaid)/return")
        try asha.post(
            mine, ["quantity-\(item)": "x", "reason": "OTHER", "comment": String(repeating: "x", count: 501)])
        try ShopTour(shop: shop, asha: asha, staff: staff).choose(item, mine)
        let wish = [
            "quantity-\(item)": "1", "reason": "OTHER", "comment": "Too small.", "holder": "Asha Rao", "branch": "Pune",
            "account": "123456789012", "account_again": "123456789012", "ifsc": "SBIN0001234", "bank": "State Bank",
        ]
        try asha.post(mine, wish)
        for path in [mine, "/account/orders/\(orders.cod)"] { _ = asha.get(path) }
        shop.ai.answers(
            "/orders/\(orders.cod)/returns",
            .answer(200, #"{"status":"FAILURE","code":"RETURN_WINDOW_PASSED","message":"Late"}"#))
        try staff.post(theirs, ["again": "yes"])
        shop.ai.answers("/orders/\(orders.cod)/returns", .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#))
        try staff.post(theirs, wish)
        for path in ["/admin/returns", "/admin/orders/\(orders.cod)"] { _ = staff.get(path) }
        try ShopTour(shop: shop, asha: asha, staff: staff).photograph(orders.cod)
        let list = staff.get("/admin/returns")
        if let reference = list.piece(after: "href=\"/admin/returns/", before: "/bank-details") {
            _ = staff.get("/admin/returns/\(reference)/bank-details")
            _ = try staff.press("/admin/returns/\(reference)/bank-details")
        }
        _ = asha.get("/account/orders/\(orders.cod)")
    }

    /// Cancelled before Arvind got it, and paid back.
    private func refund() throws {
        let number = try asha.order(nil, payment: .prepaid)
        try shop.pay(number)
        _ = try asha.cancel(number)
        let page = staff.get("/admin/orders/\(number)")
        try staff.post("/admin/orders/\(number)/refund", ["amount": page.value(of: "amount") ?? ""])
        _ = staff.get("/admin/orders/\(number)")
        for path in ["/orders/\(number)", "/account/orders/\(number)"] { _ = asha.get(path) }
    }

    /// What is done with many orders at once.
    private func bulk(_ number: String) throws {
        for path in ["/admin/orders?site=all&sort=oldest&payment=COD&from=x", "/admin/orders?tab=stuck"] {
            _ = staff.get(path)
        }
        let id = "\(try shop.order(number).id)"
        let contact = [
            "name": "Brand", "contact_email": "care@example.com", "contact_phone": "x", "grievance_officer": "R. Iyer",
            "cod_limit": "5000", "upi_refunds": "neft", "colour": "#1f5f8b", "return_terms": "Within 10 days.",
        ]
        try ShopTour(shop: shop, asha: asha, staff: staff).saveWebsite(contact)
        for path in ["/admin/websites", "/admin/websites/1", "/admin/glossary", "/admin/help"] { _ = staff.get(path) }
        _ = asha.get("/")
        for path in ["", "?email=asha%40", "?email=nobody", "/1", "/1/erasure"] {
            _ = staff.get("/admin/customers\(path)")
        }
        try staff.post("/admin/customers/1/cod", ["phone": "9876543210", "state": "blocked"])
        _ = staff.get("/admin/customers/1")
        try staff.post("/admin/customers/1/cod", ["phone": "9876543210", "state": "allowed"])
        try shop.addCustomer("new@example.com")
        for path in ["/2", "/2/erasure"] { _ = staff.get("/admin/customers\(path)") }
        for path in [
            "tools/logs?outcome=refused&kind=order", "audit?staff=administrator", "products?q=nothing&filter=enabled",
        ] {
            _ = staff.get("/admin/\(path)")
        }
        try staff.post("/admin/views", ["list": "orders", "name": "Mine", "filter": "payment=COD"])
        _ = staff.get("/admin/orders?payment=COD")
        try staff.post("/admin/orders/\(number)/notes", ["note": "Called: wants it\nearlier."])
        try staff.post("/admin/orders/\(number)/notes/1", ["note": "Called: wants it\nsoon."])
        for list in ["", "?list=sort%3Doldest", "?list=sort%3Dcheapest"] {
            _ = staff.get("/admin/orders/\(number)\(list)")
        }
        for path in ["pushes", "slips", "picking-list", "exports"] {
            let answer = try staff.post("/admin/orders/\(path)", ["order": id])
            // A run that still goes on shows another page.
            shop.world.background.wait()
            _ = try staff.follow(answer)
        }
        _ = try staff.follow(try staff.post("/admin/orders/slips", ["filter": "tab=awaiting_payment&pincode=560099"]))
        let export = try shop.rows("job_run")
        for run in [export - 1, export] { _ = staff.get("/admin/tools/cron/runs/\(run)") }
        _ = try staff.follow(try staff.post("/admin/orders/picking-list", ["filter": "pincode=560099"]))
        shop.world.background.wait()
    }

    private func inbox(_ number: String) throws {
        try shop.change("UPDATE module SET webhook_secret_sealed = NULL")
        for index in 0..<60 { _ = shop.arvind.tells("inbox_\(index)", number, "lost") }
        _ = shop.arvind.tells("inbox_new", "KFY-100099", "packed")
        _ = shop.arvind.tells("inbox_0", number, "packed")
        for _ in 1...2 { _ = shop.arvind.tells("inbox_ahead", number, "packed", at: shop.now + .hours(1)) }
        for body in ["{", String(repeating: "x", count: 70_000)] {
            _ = shop.arvind.post("/api/v1/webhooks/order-status", body)
        }
        for path in [
            "/admin", "/admin/modules/arvind", "/admin/tools/logs/\(try shop.rows("exchange"))", "/admin/tools/inbox",
            "/admin/tools/rejected-events", "/admin/tools/inbox?state=late&from=x",
            "/admin/tools/inbox?order=none",
            "/admin/tools/inbox/1", "/admin/tools/replays", "/admin/tools/replays?state=late",
        ] { _ = staff.get(path) }
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        for path in ["/admin/tools/inbox", "/admin/orders/\(number)", "/admin/orders/none"] { _ = staff.get(path) }
        try shop.change("INSERT INTO job (name, next_at) VALUES ('push-orders', 0)")
        for state in ["off", "on"] {
            try staff.post("/admin/tools/cron/jobs/push-orders", ["state": state])
            _ = staff.get("/admin/tools/inbox")
        }
        try staff.post("/admin/website", ["website": "\(shop.brand.id)"])
        let event = try shop.rows("webhook_event")
        _ = try staff.follow(try staff.post("/admin/tools/inbox/\(event)/replays"))
        _ = try staff.follow(try staff.post("/admin/tools/inbox/1/replays"))
        _ = try staff.follow(try staff.post("/admin/tools/replays"))
        _ = staff.get("/admin/tools/inbox/\(event)")
        _ = try staff.press("/admin/tools/inbox/\(event)/dismissal", ["reason": "Arvind has taken it back"])
        _ = staff.get("/admin/tools/inbox?state=dismissed")
    }

    private func catalogManager() throws {
        try staff.upload("")
        let polo = try shop.productID("Polo")
        let sheet =
            "Product ID,Product,Option,Option value,SKU,Price,Status,Remarks\n\(polo),,,S,TOUR-S,,\n\(polo),,,XXL,,,\n"
        let page = try #require(try staff.upload(sheet).location)
        for path in ["/admin/catalog-manager", page] { _ = staff.get(path) }
        try staff.post("\(page)/application")
        shop.world.background.wait()
        _ = staff.get(page)
    }

    private func admin(_ orders: (cod: String, prepaid: String, unpaid: String, refused: String)) throws {
        let polo = try shop.productID("Polo")
        for tab in ["general", "data", "option", "history"] { _ = staff.get("/admin/products/\(polo)/edit?tab=\(tab)") }
        let size = try #require(try shop.product("Polo").stockOption?.values.first).id
        try staff.post("/admin/products/\(polo)/skus", ["sku-\(size)": "BELT"])
        try staff.post("/admin/products/\(polo)", ["tab": "general", "name": ""])
        for page in ["new", "\(polo)/values/\(size)/deletion"] { _ = staff.get("/admin/products/\(page)") }
        try staff.post("/admin/products/\(polo)/images")
        try staff.upload(images: [TestImages.png, TestImages.webp], to: "/admin/products/\(polo)")
        let list = "/admin/products/\(polo)/image-list"
        for image in try shop.product("Polo").images { try staff.post(list, [image.placeField: "x"]) }
        for path in ["/", "/search?q=polo", "/product/\(polo)"] { _ = asha.get(path) }
        _ = staff.get("/admin/products")
        try catalogManager()
        try staff.post("/admin/modules/arvind", ["status": "enabled"])
        try staff.post("/admin/modules/arvind", moduleForm(shop, ["channel_id": "CH-2"]))
        let newPassword = ["password": shop.ai.password, "keep_old_password": "yes"]
        try staff.post("/admin/modules/arvind", moduleForm(shop, newPassword))
        _ = try staff.press("/admin/modules/arvind/test")
        try staff.post("/admin/modules/arvind/alerts", [:])
        _ = try staff.press("/admin/modules/arvind/alerts/test")
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":50}"#)
        for path in [
            "/admin", "/admin/products", "/admin/modules", "/admin/modules/arvind", "/admin/orders", "/admin/audit",
            "/admin/audit?q=nothing&from=x", "/admin/health",
            "/admin/orders?status=rto", "/admin/orders?request=open&days=7", "/admin/search?q=BELT",
            "/admin/tools/logs", "/admin/tools/logs/1", "/admin/tools/cron", "/admin/tools/cron/runs/1",
            "/admin/returns?state=open",
        ] { _ = staff.get(path) }
    }

    /// All three lists, without rows and with them, and more of them than a page holds.
    private func reconciliation() throws {
        let lists = ["unmapped", "silent", "missing"].map { "/admin/reconciliation?list=\($0)&days=1" }
        for list in lists { _ = staff.get(list) }
        let unknown = (1...101).map { #"{"sku":"NEW-\#($0)","quantity":1}"# }
        _ = shop.arvind.inventory(unknown.joined(separator: ","))
        try staff.post("/admin/products/\(shop.productID("Belt"))/skus", ["sku-product": ""])
        shop.clock.advance(.days(2))
        let tomorrow = try shop.staff(.support)
        for list in lists { _ = tomorrow.get(list) }
        let push = try shop.database.read { try $0.number("SELECT min(id) FROM exchange WHERE kind = 'order'") }
        _ = tomorrow.get("/admin/tools/logs/\(push)")
    }
}
