import Domain
import TestSupport
import Testing

@testable import Kartify

/// Paid for and cancelled before Arvind got it: no event will ever report the refund, so staff do.
struct RefundOfOursTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    /// A prepaid order that is paid, of two Polos and a belt.
    private func paid() throws -> String {
        try asha.addToCart(nil)
        let number = try asha.order("M", quantity: 2, payment: .prepaid)
        try shop.pay(number)
        return number
    }

    private func pages(_ number: String) throws -> [String] {
        [
            asha.get("/account/orders/\(number)").words, asha.get("/orders/\(number)").words,
            try shop.staff(.operations).get("/admin/orders/\(number)").words,
        ]
    }

    private func markPaidBack(_ number: String, _ amount: String? = nil) throws -> Answer {
        let staff = try shop.staff(.operations)
        let shown = staff.get("/admin/orders/\(number)").value(of: "amount")
        return try staff.post("/admin/orders/\(number)/refund", ["amount": amount ?? shown ?? ""])
    }

    @Test func `staff find it, mark it as paid back once, and everybody reads when`() throws {
        let number = try paid()
        #expect(try asha.cancel(number).status == 303 && shop.order(number).push.state == .withdrawn)
        for page in try pages(number) {
            #expect(page.contains("₹3,497.00 to the original payment method, to be paid"), "\(page)")
        }
        let staff = try shop.staff(.operations)
        #expect(staff.get("/admin").words.contains("Payments to pay back 1"))
        #expect(staff.get("/admin/orders?payment=to_refund").text.contains(number))
        #expect(staff.get("/admin/orders/\(number)").words.contains("₹3,497.00 of cancelled items is to be paid back"))
        shop.clock.advance(.hours(3))
        #expect(try markPaidBack(number, "₹1.00").status == 409)
        #expect(try markPaidBack(number).location == "/admin/orders/\(number)#totals")
        #expect(try markPaidBack(number, "₹3,497.00").status == 409)
        for page in try pages(number) {
            #expect(page.contains("₹3,497.00 to the original payment method, paid on 23 Nov 2026, 13:00"), "\(page)")
            #expect(!page.contains("to be paid"))
        }
        #expect(try pages(number)[0].contains("Refunded on 23 Nov 2026, 13:00."))
        #expect(try pages(number)[2].contains("Paid back on 23 Nov 2026, 13:00:00, says operations."))
        let later = try shop.staff(.operations)
        #expect(later.get("/admin").words.contains("Payments to pay back 0"))
        #expect(!later.get("/admin/orders?payment=to_refund").text.contains(number))
        #expect(try shop.order(number).status == .cancelled)
        let entry = try #require(try shop.audited().first)
        #expect(entry.action == "Marked a refund as paid back" && entry.subject == "order \(number): ₹3,497.00")
    }

    @Test func `of an order that is pushed without some items, those items' refund is ours and the rest is Arvind's`()
        throws
    {
        let number = try paid()
        #expect(try asha.cancel(number, lines: [1]).status == 303)
        #expect(try markPaidBack(number, "₹899.00").status == 303)
        for page in try pages(number) { #expect(page.contains("₹899.00 to the original payment method, paid on")) }
        try shop.push()
        #expect(shop.ai.received("/orders").count == 1)
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.cancel(number, lines: [2]).status == 303 && shop.order(number).push.state == .pushed)
        for page in try pages(number) {
            #expect(page.contains("₹3,497.00 to the original payment method, ₹899.00 of it paid"))
        }
        #expect(try !pages(number)[2].contains("ours to pay back") && markPaidBack(number, "₹2,598.00").status == 409)
        _ = shop.arvind.tells("evt_1", number, "refunded", line: 2)
        for page in try pages(number) { #expect(page.contains("₹3,497.00 to the original payment method, paid on")) }
    }

    @Test func `what Arvind has refused, or knows nothing of, is ours too`() throws {
        let refused = try paid()
        shop.ai.answers("/orders", .answer(422, ArvindSays.refusal("UNKNOWN_SKU", "No POLO-M")))
        try shop.push()
        #expect(try asha.cancel(refused).status == 303)
        let unclear = try paid()
        shop.ai.answers("/orders", .answer(503, ""), .answer(422, ArvindSays.refusal("UNKNOWN_SKU", "No POLO-M")))
        shop.ai.answers("/orders/\(unclear)/cancel", .answer(404, ArvindSays.refusal("UNKNOWN_ORDER", "No such order")))
        try shop.push()
        #expect(try asha.cancel(unclear).status == 303 && shop.order(unclear).push.state == .withdrawn)
        for number in [refused, unclear] { #expect(try markPaidBack(number).status == 303, "\(number)") }
    }

    @Test func `a COD order, one that nobody paid and one that Arvind has cancelled leave nothing to staff`() throws {
        let cod = try asha.order("M"), unpaid = try asha.order("M", payment: .prepaid)
        for number in [cod, unpaid] { #expect(try asha.cancel(number).status == 303) }
        let pushed = try shop.sold(to: asha, payment: .prepaid)
        _ = shop.arvind.tells("evt_1", pushed, "cancelled")
        for number in [cod, unpaid, pushed] {
            let page = try shop.staff().get("/admin/orders/\(number)")
            #expect(!page.hasButton("Mark as paid back"), "\(number)")
            #expect(try markPaidBack(number, "₹2,598.00").status == 409)
        }
        #expect(try shop.staff().get("/admin").words.contains("Payments to pay back 0"))
    }
}
