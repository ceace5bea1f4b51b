import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Who may not cancel or return: other customers, other websites, guests, and staff without the right.
struct AfterSalesStrangersTests {
    private let shop: TestShop
    private let number: String
    private let before: [String]

    init() throws {
        shop = try TestShop()
        number = try shop.sold(to: shop.asha, payment: .cod, .delivered)
        _ = try shop.signIn("ravi@example.com")
        _ = try shop.signIn("asha@example.com", at: shop.second)
        before = try Self.state(of: shop)
    }

    /// Everything but who is signed in.
    private static func state(of shop: TestShop) throws -> [String] {
        try shop.dump(without: ["session", "sign_in_failure", "staff", "audit"]) + shop.audited().map(\.action)
    }

    private func expectUntouched() throws {
        #expect(try Self.state(of: shop) == before)
        #expect(shop.ai.received("/orders/\(number)/cancel").isEmpty)
        #expect(shop.ai.received("/orders/\(number)/returns").isEmpty)
    }

    @Test func `another customer's order is not found`() throws {
        let ravi = try shop.signIn("ravi@example.com")
        for path in ["cancellation", "return"] {
            #expect(ravi.get("/account/orders/\(number)/\(path)").status == 404)
        }
        #expect(try ravi.cancel(number).status == 404)
        #expect(try ravi.requestReturn(number).status == 404)
        #expect(try ravi.retryReturn(number).status == 404)
        try expectUntouched()
    }

    @Test func `an order of another website is not found there, not even by the same address`() throws {
        let asha = try shop.signIn("asha@example.com", at: shop.second)
        #expect(try asha.cancel(number).status == 404)
        #expect(try asha.requestReturn(number).status == 404)
        let carried = Browser(carrying: try shop.asha, to: "second.localhost")
        #expect(carried.get("/account/orders/\(number)/return").status == 303)
        try expectUntouched()
    }

    @Test func `a guest is asked to sign in`() throws {
        let guest = shop.visitor()
        for path in ["cancellation", "return"] {
            let answer = try guest.submit("/account/orders/\(number)/\(path)", [("line", "1"), ("again", "yes")])
            #expect(answer.status == 303 && answer.location?.hasPrefix("/account/login") == true)
        }
        try expectUntouched()
    }

    @Test func `a form without its token, or with another's, is refused`() throws {
        let asha = try shop.asha
        let ravisToken = try shop.signIn("ravi@example.com").csrf
        for token in [nil, "", "x", ravisToken] {
            let answer = asha.post("/account/orders/\(number)/return", ["again": "yes"], csrf: token)
            #expect(answer.status == 403, "\(token ?? "none")")
        }
        try expectUntouched()
    }

    @Test func `support only reads; staff of one website do not reach another's order`() throws {
        let support = try shop.staff(.support)
        let page = support.get("/admin/orders/\(number)")
        #expect(page.status == 200 && !page.hasLink("Cancel") && !page.hasLink("Return"))
        for path in ["cancellation", "return"] {
            #expect(support.get("/admin/orders/\(number)/\(path)").status == 403)
            #expect(try support.submit("/admin/orders/\(number)/\(path)", [("again", "yes")]).status == 403)
        }
        let operations = try shop.staff(.operations)
        try operations.post("/admin/website", ["website": "\(shop.second.id)"])
        for path in ["cancellation", "return"] {
            #expect(operations.get("/admin/orders/\(number)/\(path)").status == 404)
            #expect(try operations.submit("/admin/orders/\(number)/\(path)", [("again", "yes")]).status == 404)
        }
        try expectUntouched()
    }

    @Test func `a line of another order is no line of this one`() throws {
        let asha = try shop.asha
        let other = try shop.sold(to: asha, size: "S", quantity: 1)
        let line = try shop.order(other).lines[0].id
        let answer = try asha.submit("/account/orders/\(number)/cancellation", [("line", "\(line)")])
        #expect(answer.status == 422 && answer.alert == "Choose the items to cancel.")
        let back = try asha.requestReturn(other, [:], ["quantity-\(try shop.order(number).lines[0].id)": "1"])
        #expect(back.status == 422)
        #expect(shop.ai.received("/orders/\(other)/cancel").isEmpty)
        #expect(shop.ai.received("/orders/\(other)/returns").isEmpty)
    }
}
