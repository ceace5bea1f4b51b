import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What was typed survives a session that ends meanwhile.
struct KeptFormTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    private func endSessions() throws {
        try shop.change("UPDATE session SET expires_at = \(shop.now)")
    }

    /// Sends a form after the session's end, signs in again, and gives the page that the browser is led to.
    private func keptPage(_ path: String, _ fields: [String: String]) throws -> Answer {
        try endSessions()
        let answer = try asha.post(path, fields)
        let address = try #require(answer.location)
        #expect(address.hasPrefix("/account/login?next=%2Faccount%2Fkept-forms%2F"), "\(address)")
        #expect(fields.values.allSatisfy { $0.count < 5 || !address.contains($0) }, "nothing personal in an address")
        let next = try #require(asha.get(address).value(of: "next"))
        let signedIn = try asha.post(
            "/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword, "next": next])
        #expect(signedIn.location == next)
        return asha.get(next)
    }

    @Test func `a return comes back with all but the account number, and is sent with one press`() throws {
        let number = try asha.order("M")
        try shop.push()
        _ = shop.arvind.tells("evt_1", number, "delivered")
        let path = "/account/orders/\(number)/return"
        let line = try shop.order(number).lines[0].id
        let fields = [
            "quantity-\(line)": "1", "reason": "DOES_NOT_FIT", "comment": "Too small for me",
            "holder": "Asha Rao", "account": "50100234567890", "account_again": "50100234567890",
            "ifsc": "HDFC0001234", "bank": "HDFC Bank", "branch": "MG Road",
        ]
        let page = try keptPage(path, fields)
        #expect(page.status == 200 && page.heading == "Your form is still here")
        #expect(page.words.contains("Too small for me") && page.value(of: "comment") == "Too small for me")
        #expect(!page.text.contains("50100234567890") && page.value(of: "account") == nil)
        #expect(page.text.contains("action=\"\(path)\""))
        #expect(try !shop.dump().contains("50100234567890"))
        #expect(try shop.rows("return_request") == 0)

        // Sent as it is, it is the return's own form again, with only the account number to type.
        let kept = fields.filter { !$0.key.hasPrefix("account") }
            .merging(["kept_form": page.value(of: "kept_form") ?? ""]) { $1 }
        #expect(kept.allSatisfy { page.value(of: $0.key) == $0.value })
        let form = try asha.post(path, kept)
        #expect(form.status == 422 && form.error(of: "account") != nil && form.value(of: "account") == "")
        #expect(["holder", "ifsc", "bank", "branch"].allSatisfy { form.value(of: $0) == fields[$0] })
        #expect(form.text.contains("Too small for me"))
        #expect(try shop.rows("kept_form") == 1, "it was not taken")
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.post(path, fields).status == 303)
        #expect(try shop.rows("return_request") == 1)
    }

    @Test func `a form that was taken is kept no longer`() throws {
        let number = try asha.order("M")
        let path = "/account/orders/\(number)/cancellation"
        let fields = ["line": "\(try shop.order(number).lines[0].id)", "reason": "I ordered the wrong size"]
        let page = try keptPage(path, fields)
        let id = try #require(page.value(of: "kept_form"))
        #expect(try asha.post(path, fields.merging(["kept_form": id]) { $1 }).status == 303)
        #expect(try shop.rows("kept_form") == 0)
        #expect(asha.get("/account/kept-forms/\(id)").status == 404)
    }

    @Test func `a kept form can be changed on its own page before it is sent`() throws {
        try asha.addToCart("M")
        let total = try #require(asha.get("/checkout").value(of: "total"))
        let fields = ashasAddress.merging(["total": total, "signed-in": "yes", "city": "Mysuru"]) { $1 }
        let number = try shop.sold(to: asha, size: "S", quantity: 1, .delivered), other = try asha.order("S")
        try asha.addToCart("M")
        let forms = [
            ("/checkout", fields), ("/account/orders/\(number)/return", ["comment": "Mysuru", "holder": "Asha Rao"]),
            ("/account/orders/\(other)/cancellation", ["reason": "Mysuru"]),
        ]
        let before = (try shop.rows("sales_order"), try shop.rows("return_request"), try shop.rows("cancellation"))
        for (path, typed) in forms {
            let page = try keptPage(path, typed)
            #expect(page.hasButton("Send it now") && page.hasButton("Change it first"), "\(path)")
            let form = try asha.post(path, typed.merging(["change": "yes"]) { $1 })
            #expect(form.status == 422 && form.words.contains("Nothing was sent yet."), "\(form.words)")
            #expect(form.text.contains("Mysuru") && form.text.contains("action=\"\(path)\""), "\(path)")
        }
        let after = (try shop.rows("sales_order"), try shop.rows("return_request"), try shop.rows("cancellation"))
        #expect(before == after)
    }

    @Test func `of one person's forms the five newest are kept`() throws {
        let number = try asha.order("M")
        try endSessions()
        var addresses: [String] = []
        for index in 1...7 {
            shop.clock.advance(.seconds(1))
            let answer = try asha.post("/account/orders/\(number)/cancellation", ["reason": "Reason \(index)"])
            addresses.append(try #require(answer.location))
        }
        #expect(try shop.rows("kept_form") == 5)
        let again = try shop.asha
        let found = try addresses.map { again.get(try #require(asha.get($0).value(of: "next"))).status }
        #expect(found == [404, 404, 200, 200, 200, 200, 200])
    }

    @Test func `a checkout whose session has ended goes on after signing in, and is no guest's order`() throws {
        try asha.addToCart("M")
        let open = asha.get("/checkout")
        #expect(open.value(of: "signed-in") == "yes")
        let total = try #require(open.value(of: "total"))
        let fields = ashasAddress.merging(["total": total, "signed-in": "yes"]) { $1 }
        let page = try keptPage("/checkout", fields)
        #expect(try shop.rows("sales_order") == 0)
        #expect(page.words.contains("1 MG Road") && page.text.contains("action=\"/checkout\""))
        #expect(try asha.post("/checkout", fields).status == 303)
        #expect(try shop.rows("sales_order", where: "customer_id IS NOT NULL") == 1)
        #expect(shop.visitor().get("/checkout").value(of: "signed-in") == nil)
    }

    @Test
    func `a form whose browser has changed hands is shown again to whoever is there, and only from our own pages`()
        throws
    {
        try asha.addToCart("M")
        let old = try #require(asha.csrf)
        try asha.post("/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        let sent = { asha.post("/checkout", ashasAddress, csrf: old, origin: $0) }
        let page = sent("http://localhost:8080")
        #expect(page.status == 403 && page.heading == "Your form is still here")
        #expect(page.value(of: "line1") == "1 MG Road" && page.value(of: "csrf") != old)
        for origin in [nil, "http://evil.example", "null", "https://localhost:8080"] {
            #expect(sent(origin).status == 403 && !sent(origin).text.contains("MG Road"))
        }
        #expect(try shop.rows("sales_order") == 0 && shop.rows("kept_form") == 0)
    }

    @Test func `a cookie outlives its session by a day, so that the browser still says whose form it is`() throws {
        let customer = try asha.post(
            "/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        #expect(
            customer.headers("Set-Cookie").contains { $0.contains("kartify_session") && $0.contains("Max-Age=7862400") }
        )
        _ = try shop.staff()
        let staff = shop.visitor()
        let answer = try staff.post(
            "/admin/login", ["username": "administrator", "password": TestShop.staffPassword])
        #expect(answer.headers("Set-Cookie").contains { $0.contains("kartify_staff") && $0.contains("Max-Age=129600") })
    }

    @Test func `boxes that are ticked are kept, though their names speak of secrets`() throws {
        let staff = try shop.staff()
        let boxes = ["keep_old_password", "keep_old_webhook_secret", "remove_webhook_secret"]
        let page = try staffPage(
            staff, "/admin/modules/arvind", Dictionary(uniqueKeysWithValues: boxes.map { ($0, "yes") }))
        #expect(boxes.allSatisfy { page.value(of: $0) == "yes" })
    }

    @Test func `forms of SKUs, alerts and orders come back to their sender`() throws {
        let staff = try shop.staff()
        let number = try asha.order("M")
        let forms = [
            ("/admin/products/\(try shop.productID("Polo"))/skus", ["sku-1": "POLO-NEW"]),
            ("/admin/modules/arvind/alerts", ["address": "ops@example.com"]),
            ("/admin/orders/\(number)/cancellation", ["reason": "Asha rang us"]),
        ]
        for (path, fields) in forms {
            let page = try staffPage(staff, path, fields)
            #expect(page.status == 200 && page.text.contains("action=\"\(path)\""), "\(path)")
            #expect(fields.allSatisfy { page.value(of: $0.key) == $0.value }, "\(path)")
        }
    }

    @Test func `staff who sign in again go on with the website that they worked on`() throws {
        let staff = try shop.staff()
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        let page = try staffPage(staff, "/admin/modules/arvind", ["channel_id": "CH-SECOND"])
        #expect(page.text.contains("<option value=\"\(shop.second.id)\" selected>"))
    }

    /// Sends a staff form after the session's end, signs in again, and gives the page that the browser is led to.
    private func staffPage(_ staff: Browser, _ path: String, _ fields: [String: String]) throws -> Answer {
        try endSessions()
        let address = try #require(try staff.post(path, fields).location)
        let next = try #require(staff.get(address).value(of: "next"))
        try staff.post(
            "/admin/login", ["username": "administrator", "password": TestShop.staffPassword, "next": next])
        return staff.get(next)
    }

    @Test func `a cancellation is sent again after signing in`() throws {
        let number = try asha.order("M")
        let path = "/account/orders/\(number)/cancellation"
        let line = try shop.order(number).lines[0].id
        let page = try keptPage(path, ["line": "\(line)", "reason": "I ordered the wrong size"])
        #expect(page.words.contains("I ordered the wrong size"))
        let fields = ["line": page.value(of: "line") ?? "", "reason": page.value(of: "reason") ?? ""]
        #expect(try asha.post(path, fields).status == 303)
        #expect(try shop.order(number).status == .cancelled)
    }

    @Test func `a form is kept for nobody else, and for half an hour`() throws {
        let number = try asha.order("M")
        try endSessions()
        let address = try #require(
            try asha.post("/account/orders/\(number)/cancellation", ["reason": "Too late"]).location)
        let next = try #require(asha.get(address).value(of: "next"))
        let other = shop.visitor()
        try other.post(
            "/account/register",
            [
                "name": "Ravi Iyer", "email": "ravi@example.com", "password": "ravis-password-1",
                "confirmation": "ravis-password-1",
            ])
        #expect(other.get(next).status == 404 && !other.get(next).text.contains("Too late"))
        try asha.post("/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        #expect(asha.get(next).words.contains("Too late"))
        shop.clock.advance(.minutes(30))
        #expect(asha.get(next).status == 404)
    }

    @Test func `no password is kept, old, new or confirmed`() throws {
        let typed = ["current": "the-old-one-1", "password": "the-new-one-1", "confirmation": "the-new-one-1"]
        let page = try keptPage("/account/password", typed)
        #expect(page.status == 200 && typed.values.allSatisfy { !page.text.contains($0) })
    }

    @Test func `a form of somebody who has signed out, or never was signed in, is not kept`() throws {
        try asha.post("/account/logout")
        #expect(try asha.post("/account/password", ["current": "x"]).location == "/account/login")
        #expect(try shop.rows("kept_form") == 0)
    }

    @Test func `a staff form comes back without its secrets; another member does not get it`() throws {
        let staff = try shop.staff()
        try endSessions()
        let form = moduleForm(shop, ["channel_id": "CH-NEW", "auth_token": "s3cret-token-1"])
        let address = try #require(try staff.post("/admin/modules/arvind", form).location)
        #expect(address.hasPrefix("/admin/login?next=%2Fadmin%2Fkept-forms%2F"))
        let next = try #require(staff.get(address).value(of: "next"))
        #expect(try shop.staff(.operations).get(next).status == 404)
        let page = try shop.staff().get(next)
        #expect(page.value(of: "channel_id") == "CH-NEW" && page.value(of: "auth_token") == nil)
        #expect(!page.text.contains("s3cret-token-1"))
    }
}
