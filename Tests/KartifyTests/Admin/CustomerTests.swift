import Domain
import TestSupport
import Testing

@testable import Kartify

/// Sales › Customers.
struct CustomerTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `customers are listed with their orders and money, and found by their e-mail address`() throws {
        let number = try shop.asha.order("M", quantity: 2)
        try shop.addCustomer("ravi@example.com")
        let words = staff.get("/admin/customers").words
        #expect(
            words.contains("2 customers")
                && words.contains("Asha Rao asha@example.com 1 order 23 Nov 2026, 10:00 ₹2,598.00"))
        let found = staff.get("/admin/customers?email=RAVI").words
        #expect(found.contains("ravi@example.com") && !found.contains("asha@example.com"))
        let page = staff.get("/admin/customers/1").words
        #expect(page.contains("\(number) 23 Nov 2026, 10:00 Processing ₹2,598.00") && page.contains("1 MG Road"))
        #expect(staff.get("/admin/customers/99").status == 404)
    }

    @Test func `a phone that is blocked pays before delivery, until it is allowed again`() throws {
        let asha = try shop.asha
        _ = try asha.order("M")
        let path = "/admin/customers/1/cod"
        try staff.post(path, ["phone": "9876543210", "state": "blocked"])
        #expect(staff.get("/admin/customers/1").words.contains("No cash on delivery"))
        let calls = shop.ai.received("/serviceability").count
        try asha.addToCart("M")
        let refused = try asha.checkOut()
        #expect(
            refused.status == 422 && refused.words.contains("Cash on Delivery is not available for this phone number."))
        #expect(shop.ai.received("/serviceability").count == calls)
        #expect(try asha.checkOut(["payment": "PREPAID"]).status == 303)
        try staff.post(path, ["phone": "9876543210", "state": "allowed"])
        _ = try asha.order("M")
        #expect(try shop.staff(.support).post(path, ["phone": "9876543210", "state": "blocked"]).status == 403)
    }

    @Test func `a person is erased by an administrator, once their orders are over`() throws {
        let number = try shop.sold(to: try shop.asha, .delivered)
        let waiting = try shop.asha.order("M")
        #expect(staff.get("/admin/customers/1/erasure").words.contains("Not yet: 1 order still under way."))
        #expect(try staff.post("/admin/customers/1/erasure").status == 409)
        _ = try staff.cancel(waiting, at: "/admin/orders")
        #expect(try shop.staff(.operations).post("/admin/customers/1/erasure").status == 403)
        #expect(try staff.post("/admin/customers/1/erasure").location == "/admin/customers")
        let page = staff.get("/admin/orders/\(number)")
        #expect(page.status == 200 && page.words.contains("Erased") && !page.text.contains("Asha"))
        #expect(!staff.get("/admin/customers").words.contains("asha@example.com"))
        #expect(
            try shop.audited().contains { $0.action == "Erased a customer" && $0.subject == "customer 1, 2 orders" })
    }
}
