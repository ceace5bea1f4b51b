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
            "units-\(line)": "1", "reason-\(line)": "SIZE", "comment-\(line)": "Too small for me",
            "holder": "Asha Rao", "account_number": "50100234567890", "account_number_again": "50100234567890",
            "ifsc": "HDFC0001234", "bank": "HDFC Bank", "branch": "MG Road",
        ]
        let page = try keptPage(path, fields)
        #expect(page.status == 200 && page.heading == "Your form is still here")
        #expect(page.words.contains("Too small for me") && page.value(of: "comment-\(line)") == "Too small for me")
        #expect(!page.text.contains("50100234567890") && page.value(of: "account_number") == nil)
        #expect(page.text.contains("action=\"\(path)\""))
        #expect(try !shop.dump().contains("50100234567890"))
        #expect(try shop.rows("return_request") == 0)
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
