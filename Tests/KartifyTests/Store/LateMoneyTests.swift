import Domain
import TestSupport
import Testing

@testable import Kartify

/// Money that comes too late, or twice, is never lost and never silent.
struct LateMoneyTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    /// What the customer and staff read of an order.
    private func pages(_ number: String) throws -> [String] {
        [
            asha.get("/orders/\(number)").words, asha.get("/account/orders/\(number)").words,
            try shop.staff().get("/admin/orders/\(number)").words,
        ]
    }

    private func order(_ size: String? = "M", quantity: Int = 1, then outcome: String) throws -> String {
        let number = try asha.order(size, quantity: quantity, payment: .prepaid)
        if outcome == "failed" {
            try shop.gateway.tells("failed_\(number)", number, "failed")
        } else {
            shop.clock.advance(.minutes(16))
            _ = try Housekeeping(world: shop.world).run()
        }
        try #require(try shop.order(number).status == .cancelled)
        return number
    }

    @Test(arguments: ["failed", "ran out"])
    func `paid after it was cancelled, the order is placed while its stock is there, and goes its way`(why: String)
        throws
    {
        let number = try order("M", quantity: 2, then: why)
        #expect(try shop.available("POLO-M") == 10)
        #expect(try shop.gateway.tells("late", number).text.contains(#""effect":"placed""#))
        let placed = try shop.order(number)
        #expect(placed.isPaid && placed.status == .processing && placed.push.state == .waiting)
        #expect(try shop.available("POLO-M") == 8)
        #expect(asha.get("/orders/\(number)").heading == "Thank you. Your order is placed.")
        #expect(try shop.history(number).map(\.status) == [.awaitingPayment, .cancelled, .processing])
        try shop.push()
        #expect(try shop.order(number).status == .processed)
        _ = shop.arvind.tells("evt_1", number, "packed", more: #""quantity":1"#)
        _ = shop.arvind.tells("evt_2", number, "cancelled", at: noon + .minutes(4), more: #""quantity":1"#)
        let line = try shop.order(number).lines[0].progress
        #expect(line.count(in: .packed) == 1 && line.count(in: .cancelled) == 1)
    }

    @Test func `when the stock has gone, customer and staff are told that the money goes back`() throws {
        let number = try order("M", quantity: 6, then: "failed")
        _ = try shop.visitor().order("M", quantity: 5)
        let before = try shop.available("POLO-M")
        #expect(try shop.gateway.tells("late", number).text.contains(#""effect":"to_refund""#))
        #expect(try shop.order(number).status == .cancelled && shop.available("POLO-M") == before)
        for page in try pages(number) { #expect(page.contains("₹7,794.00") && page.contains("back to the"), "\(page)") }
        #expect(try pages(number)[2].contains("came too late or twice and is to be paid back"))
    }

    @Test func `of several lines, all are there or none is placed`() throws {
        try asha.addToCart(nil, quantity: 3)
        let number = try order("M", then: "failed")
        _ = try shop.visitor().order(nil)
        #expect(try shop.gateway.tells("late", number).text.contains("to_refund"))
        #expect(try shop.available("POLO-M") == 10 && shop.available("BELT") == 2)
    }

    @Test func `an order that its customer has cancelled is not placed by a late payment`() throws {
        let number = try asha.order(payment: .prepaid)
        let line = try shop.order(number).lines[0].id
        try asha.post("/account/orders/\(number)/cancellation", ["line": "\(line)"])
        try #require(try shop.order(number).status == .cancelled)
        #expect(try shop.gateway.tells("late", number).text.contains("to_refund"))
        for page in try pages(number) { #expect(page.contains("₹1,299.00") && page.contains("back to the"), "\(page)") }
    }

    @Test func `paid in two tabs, one payment counts and the other goes back`() throws {
        let number = try asha.order(payment: .prepaid)
        let tabs = (1...2).map { _ in asha.get("/orders/\(number)/payment").header("Refresh") }
        #expect(tabs[0] != nil && tabs[0] == tabs[1])
        let answers = try inParallel(2) { tab in try shop.gateway.tells("tab_\(tab)", number).text }
        #expect(answers.count { $0.contains(#""effect":"placed""#) } == 1)
        #expect(answers.count { $0.contains(#""effect":"to_refund""#) } == 1)
        let order = try shop.order(number)
        #expect(order.isPaid && order.surplus.paid == order.totals.total && order.push.state == .waiting)
        #expect(asha.get("/orders/\(number)").words.contains("You have paid more than once: ₹1,299.00 too much."))
        #expect(try pages(number)[1].contains("Refund ₹1,299.00 to the original payment method, to be paid"))
    }

    @Test func `failed in one tab and paid in the other, it is placed whichever came first`() throws {
        for order in [["paid", "failed"], ["failed", "paid"]] {
            let number = try asha.order(payment: .prepaid)
            for outcome in order { try shop.gateway.tells("\(outcome)_\(number)", number, outcome) }
            #expect(try shop.order(number).push.state == .waiting && shop.order(number).isPaid)
        }
    }

    @Test func `staff find what is to be paid back, mark it once, and both sides read that it is done`() throws {
        let number = try order(then: "ran out")
        try shop.count(["POLO-M": 0])
        try shop.gateway.tells("late", number)
        let staff = try shop.staff(.operations)
        #expect(staff.get("/admin").words.contains("Payments to pay back 1"))
        #expect(staff.get("/admin/orders?payment=to_refund").text.contains(number))
        let page = staff.get("/admin/orders/\(number)")
        let id = try #require(page.piece(after: "/payments/", before: "/refund"))
        let path = "/admin/orders/\(number)/payments/\(id)/refund"
        #expect(try staff.post(path).location == "/admin/orders/\(number)#payments")
        #expect(try staff.post(path).status == 409)
        #expect(staff.get("/admin").words.contains("Payments to pay back 0"))
        #expect(!staff.get("/admin/orders?payment=to_refund").text.contains(number))
        #expect(asha.get("/orders/\(number)").words.contains("It is paid back to the original payment method."))
        #expect(try shop.rows("audit", where: "action = 'Marked a payment as paid back'") == 1)
    }
}
