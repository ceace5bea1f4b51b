import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What customers are written about: one message for each event, in the transaction of the event.
struct MessageTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }

    init() throws {
        post = try MailShop()
    }

    @Test func `a website that writes to nobody keeps no message`() throws {
        try shop.set(MessageSettings())
        let number = try shop.visitor().order()
        _ = shop.arvind.tells("e1", number, "shipped")
        #expect(try shop.rows("message") == 0)
    }

    @Test func `an order on delivery is told of when it is placed, a prepaid one when it is paid`() throws {
        let visitor = shop.visitor()
        #expect(try shop.kinds(of: visitor.order()) == [.orderPlaced])
        let prepaid = try visitor.order(nil, payment: .prepaid)
        #expect(try shop.kinds(of: prepaid) == [])
        try shop.pay(prepaid)
        try shop.pay(prepaid)
        #expect(try shop.kinds(of: prepaid) == [.orderPlaced])
    }

    @Test func `an order that cannot be placed is told of to nobody`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        shop.ai.answers("/serviceability", .answer(503, ""))
        #expect(try visitor.checkOut().status == 422 && shop.rows("message") == 0)
    }

    @Test func `a payment that fails, or never comes, cancels the order and is told of`() throws {
        let visitor = shop.visitor()
        let failed = try visitor.order(nil, payment: .prepaid)
        try shop.gateway.tells("pay_1", failed, "failed")
        let late = try visitor.order(nil, payment: .prepaid)
        shop.clock.advance(.minutes(16))
        _ = try Housekeeping(world: shop.world).run()
        for number in [failed, late] { #expect(try shop.kinds(of: number) == [.paymentFailed]) }
        let letters = try post.letters()
        #expect(letters.map(\.subject) == [failed, late].map { "Your order \($0) was not paid" })
        #expect(letters[1].words.contains("because the payment did not come within 15 minutes."))
    }

    @Test func `money that comes late places the order after all, and money that comes twice goes back`() throws {
        let number = try shop.visitor().order(nil, payment: .prepaid)
        try shop.gateway.tells("pay_1", number, "failed")
        try shop.gateway.tells("pay_2", number)
        try shop.gateway.tells("pay_3", number)
        #expect(try shop.kinds(of: number) == [.paymentFailed, .placedAfterAll, .refundDue])
        #expect(try post.letters().last?.words.contains("We received ₹899.00") == false)
    }

    @Test func `each parcel is one message with its link, whatever the number of its events`() throws {
        let number = try shop.visitor().order("M", quantity: 3)
        func tell(_ id: String, _ status: String, _ awb: String, _ minute: Int) {
            let parcel =
                #""courier":"Delhivery","awb":"\#(awb)","trackingUrl":"https://track.example/\#(awb)","quantity":1"#
            _ = shop.arvind.tells(id, number, status, at: noon + .minutes(minute), more: parcel)
        }
        tell("e1", "shipped", "111", 1)
        tell("e1", "shipped", "111", 1)
        tell("e2", "shipped", "222", 2)
        tell("e3", "out_for_delivery", "111", 3)
        #expect(try shop.kinds(of: number) == [.orderPlaced, .shipped, .shipped])
        tell("e4", "delivered", "111", 4)
        #expect(try shop.kinds(of: number).last == .delivered)
        let letters = try post.letters()
        let shipped = letters.filter { $0.subject.contains("on its way") }
        #expect(shipped.map { $0.words.contains("AWB: 111\n") } == [true, false])
        #expect(shipped[1].words.contains("\nhttps://track.example/222\n"))
        #expect(shipped[1].words.contains("- 1 × Polo (Size: M)"))
    }

    @Test func `items of a parcel that are reported one by one are one message`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let number = try visitor.order(nil)
        for line in 1...2 {
            let item = #"{"orderItemId":"\#(number)-\#(line)","status":"shipped","awb":"111","courier":"Delhivery"}"#
            _ = shop.arvind.post("/api/v1/webhooks/order-status", shop.arvind.event("e\(line)", number, item))
        }
        let shipped = try shop.messages(of: number).filter { $0.kind == .shipped }
        #expect(shipped.count == 1 && shipped[0].facts.contains("Belt") && shipped[0].facts.contains("Polo"))
    }

    @Test func `what happened days ago, and is replayed, is told to nobody`() throws {
        let number = try shop.visitor().order()
        shop.clock.advance(.days(10))
        _ = shop.arvind.tells("e1", number, "shipped", at: noon + .minutes(1))
        #expect(try shop.kinds(of: number) == [.orderPlaced])
        #expect(try shop.order(number).status == .shipped)
    }

    @Test func `a cancellation is told of once, whether it was asked for or the warehouse's own`() throws {
        let asha = try shop.asha
        let number = try asha.order("M", quantity: 2)
        _ = try asha.cancel(number)
        _ = shop.arvind.tells("e1", number, "cancelled", at: noon + .minutes(1))
        #expect(try shop.kinds(of: number) == [.orderPlaced, .cancelled])
        let other = try asha.order(nil)
        _ = shop.arvind.tells("e2", other, "cancelled", at: noon + .minutes(1))
        #expect(try shop.kinds(of: other) == [.orderPlaced, .cancelled])
    }

    @Test func `a refused return is told of with the reason in the customer's words, an accepted one with its items`()
        throws
    {
        let asha = try shop.asha
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers(
            "/orders/\(number)/returns",
            .answer(200, #"{"status":"FAILURE","code":"RETURN_WINDOW_PASSED","message":"Zu spät"}"#),
            .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#))
        _ = try post.letters()
        _ = try asha.requestReturn(number)
        let refused = try post.letter()
        #expect(refused.subject == "Your return \(number)-R1 was not accepted")
        #expect(refused.words.contains("The return window for this item has closed."))
        #expect(!refused.words.contains("Zu spät"))
        _ = try asha.requestReturn(number)
        let accepted = try post.letter()
        #expect(accepted.subject == "Your return \(number)-R2 is accepted" && accepted.words.contains("- 2 × Polo"))
    }

    @Test func `a refund is told of with its amount, by Arvind or by staff`() throws {
        let asha = try shop.asha
        let number = try asha.order(nil, payment: .prepaid)
        try shop.pay(number)
        _ = try asha.cancel(number)
        let staff = try shop.staff()
        let amount = staff.get("/admin/orders/\(number)").value(of: "amount") ?? ""
        try staff.post("/admin/orders/\(number)/refund", ["amount": amount])
        #expect(try shop.kinds(of: number) == [.orderPlaced, .cancelled, .refunded])
        #expect(try post.letters().last?.subject == "We have paid back ₹899.00 for order \(number)")
    }

    @Test func `an event that fails leaves no message behind`() throws {
        let number = try shop.visitor().order()
        try shop.database.refuse("INSERT ON webhook_event", saying: "full")
        _ = shop.arvind.tells("e1", number, "shipped")
        #expect(try shop.kinds(of: number) == [.orderPlaced])
    }
}
