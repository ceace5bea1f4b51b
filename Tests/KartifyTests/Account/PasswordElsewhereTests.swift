import Domain
import TestSupport
import Testing

@testable import Kartify

/// Somebody changes their password on their phone while a form is open on their desk.
struct PasswordElsewhereTests {
    private let shop: TestShop
    private static let newPassword = "changed on the phone"
    private let change = [
        "current": TestShop.ashasPassword, "password": newPassword, "confirmation": newPassword,
    ]

    init() throws {
        shop = try TestShop()
    }

    private func form(_ kind: String, _ asha: Browser) throws -> (path: String, fields: [String: String]) {
        guard kind != "checkout" else {
            try asha.addToCart("M")
            let total = try #require(asha.get("/checkout").value(of: "total"))
            return ("/checkout", ashasAddress.merging(["total": total, "signed-in": "yes"]) { $1 })
        }
        let number = try shop.sold(to: asha, kind == "return" ? .delivered : .processed)
        let line = try shop.order(number).lines[0].id
        let fields =
            kind == "return"
            ? ashasBank.merging(["quantity-\(line)": "1", "reason": "DOES_NOT_FIT", "comment": "Too tight"]) { $1 }
            : ["line": "\(line)", "reason": "I ordered the wrong size"]
        return ("/account/orders/\(number)/\(kind)", fields)
    }

    @Test(arguments: ["checkout", "return", "cancellation"])
    func `a customer signs in with the new password, and nothing typed is lost but the account number`(
        kind: String
    ) throws {
        let asha = try shop.asha
        let (path, fields) = try form(kind, asha)
        #expect(try shop.asha.post("/account/password", change).status == 303)
        let address = try #require(try asha.post(path, fields).location)
        #expect(address.hasPrefix("/account/login?next=%2Faccount%2Fkept-forms%2F"), "\(address)")
        let next = try #require(asha.get(address).value(of: "next"))
        let signIn = { try asha.post("/account/login", ["email": "asha@example.com", "password": $0, "next": next]) }
        #expect(try signIn(TestShop.ashasPassword).status == 422)
        #expect(try signIn(Self.newPassword).location == next)
        let page = asha.get(next)
        #expect(page.heading == "Your form is still here" && page.text.contains("action=\"\(path)\""))
        for (name, value) in fields {
            #expect(page.value(of: name) == (name.hasPrefix("account") ? nil : value), "\(name)")
        }
        try shop.expectNowhere(ashasAccount)
        #expect(try shop.rows("return_request") + shop.rows("cancellation") == 0)
    }

    @Test func `a staff member goes on with their form as well, but for its secrets`() throws {
        let desk = try shop.staff()
        let change = change.merging(["current": TestShop.staffPassword]) { $1 }
        #expect(try shop.staff().post("/admin/account/password", change).status == 303)
        let form = moduleForm(shop, ["channel_id": "CH-NEW", "auth_token": "s3cret-token-1"])
        let address = try #require(try desk.post("/admin/modules/arvind", form).location)
        let next = try #require(desk.get(address).value(of: "next"))
        let signedIn = try desk.post(
            "/admin/login", ["username": "administrator", "password": Self.newPassword, "next": next])
        #expect(signedIn.location == next)
        let page = desk.get(next)
        #expect(page.value(of: "channel_id") == "CH-NEW" && page.words.contains("Channel ID CH-NEW"))
        #expect(page.value(of: "auth_token") == nil && !page.text.contains("s3cret-token-1"))
    }

    @Test func `what was kept is read as on its own form`() throws {
        let asha = try shop.asha
        let (path, fields) = try form("return", asha)
        try shop.change("UPDATE session SET expires_at = \(shop.now)")
        let address = try #require(try asha.post(path, fields).location)
        let next = try #require(asha.get(address).value(of: "next"))
        let words = try shop.asha.get(next).words
        #expect(words.contains("Account holder name Asha Rao") && words.contains("IFSC hdfc0001234"))
        #expect(words.contains("Reason Does not fit") && words.contains("Comment Too tight"))
    }
}
