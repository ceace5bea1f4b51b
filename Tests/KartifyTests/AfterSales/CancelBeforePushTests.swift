import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Cancelling what Arvind never got, or may have got.
struct CancelBeforePushTests {
    private let shop: TestShop
    private let asha: Browser

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
    }

    @Test func `an order that was never sent is cancelled here at once, and never sent afterwards`() throws {
        let number = try asha.order("M", quantity: 2)
        let answer = try asha.cancel(number)
        #expect(answer.location == "/account/orders/\(number)")
        let order = try shop.order(number)
        #expect(order.status == .cancelled && order.push.state == .withdrawn && order.push.attempts == 0)
        #expect(try shop.available("POLO-M") == 10)
        #expect(try shop.history(number).map(\.status) == [.processing, .cancelled])
        #expect(try shop.history(number).map(\.source) == [.checkout, .customer])
        let row = try #require(try shop.cancellations(number).first)
        #expect(row.state == .accepted && row.reference == "\(number)-C1" && row.answeredAt == noon)
        try shop.push()
        try shop.push(window: .days(30), isScheduled: false)
        let staff = try shop.staff()
        #expect(!staff.get("/admin/orders/\(number)").hasButton("Push now"))
        #expect(try staff.post("/admin/orders/\(number)/push").status == 409)
        #expect(shop.ai.received("/orders").isEmpty && shop.ai.received("/orders/\(number)/cancel").isEmpty)
        #expect(try shop.order(number).push.state == .withdrawn)
    }

    @Test func `cancelled while the module is disabled, it is cancelled all the same`() throws {
        let number = try asha.order("M")
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).push.state == .withdrawn)
    }

    @Test func `cancelled in part, the rest is pushed with its own units and totals`() throws {
        try asha.addToCart("S", quantity: 2)
        try asha.addToCart(nil, quantity: 1)
        let number = try asha.order("M", quantity: 3)
        let answer = try asha.cancel(number, lines: [1])
        #expect(answer.status == 303)
        #expect(try shop.order(number).status == .processing && shop.order(number).push.state == .waiting)
        #expect(try shop.available("POLO-S") == 5 && shop.available("BELT") == 2 && shop.available("POLO-M") == 7)
        try shop.push()
        let call = try #require(shop.ai.received("/orders").first)
        for part in [
            #""totals":{"items":479600,"shipping":0,"discount":0,"total":479600}"#,
            #""orderItemId":"\#(number)-2","sku":"BELT","name":"Belt","option":"","quantity":1,"#,
            #""orderItemId":"\#(number)-3","sku":"POLO-M","name":"Polo","option":"Size: M","quantity":3,"#,
        ] { #expect(call.body.contains(part), "\(call.body)") }
        #expect(!call.body.contains("\(number)-1") && !call.body.contains("POLO-S"))
        #expect(try shop.order(number).lines.map(\.progress.status) == [.cancelled, .processed, .processed])
        #expect(try asha.cancel(number, lines: [2, 3]).status == 422)
        #expect(shop.ai.received("/orders/\(number)/cancel").count == 1)
    }

    @Test func `cancelled line by line, the last one withdraws it`() throws {
        try asha.addToCart("S")
        let number = try asha.order("M")
        #expect(try asha.cancel(number, lines: [1]).status == 303)
        #expect(try shop.order(number).push.state == .waiting)
        #expect(try asha.cancel(number, lines: [2]).status == 303)
        #expect(try shop.order(number).push.state == .withdrawn)
        #expect(try shop.cancellations(number).map(\.reference) == ["\(number)-C2", "\(number)-C1"])
        try shop.push()
        #expect(shop.ai.received("/orders").isEmpty)
    }

    @Test func `an unpaid order is cancelled whole only, and can be paid no more`() throws {
        try asha.addToCart("S")
        let number = try asha.order("M", payment: .prepaid)
        let part = try asha.cancel(number, lines: [1])
        #expect(part.status == 422 && part.alert?.hasPrefix("This order is not paid yet.") == true)
        #expect(try shop.cancellations(number).isEmpty && shop.order(number).status == .awaitingPayment)
        #expect(try asha.cancel(number).status == 303)
        try shop.pay(number)
        let order = try shop.order(number)
        #expect(order.push.state == .withdrawn && order.status == .cancelled && !order.isPaid)
        #expect(try shop.available("POLO-M") == 10 && shop.available("POLO-S") == 5)
        shop.clock.advance(.hours(1))
        _ = try Housekeeping(world: shop.world).run()
        try shop.push(window: .days(30), isScheduled: false)
        #expect(try shop.history(number).map(\.status) == [.awaitingPayment, .cancelled])
        #expect(shop.ai.received("/orders").isEmpty)
    }

    @Test func `what Arvind has refused is cancelled here`() throws {
        let number = try asha.order("M")
        shop.ai.answers("/orders", .answer(422, ArvindSays.refusal("UNKNOWN_SKU", "No POLO-M")))
        try shop.push()
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).push.state == .withdrawn && shop.order(number).status == .cancelled)
        #expect(shop.ai.received("/orders").count == 1 && shop.ai.received("/orders/\(number)/cancel").isEmpty)
    }

    @Test func `a push without a clear answer is settled by the same push, and then Arvind is asked to cancel`() throws
    {
        let number = try asha.order("M")
        shop.ai.answers("/orders", .answer(503, ""), .answer(409, ArvindSays.refusal("DUPLICATE_ORDER", "Known")))
        try shop.push()
        #expect(try shop.order(number).push.state == .waiting)
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.cancel(number).status == 303)
        #expect(
            shop.ai.server.requests.suffix(3).map(\.idempotencyKey) == [number, number, "\(number)-C1"])
        let order = try shop.order(number)
        #expect(order.push.state == .pushed && order.status == .cancelled && order.push.attempts == 2)
        #expect(try shop.history(number).map(\.status) == [.processing, .processed, .cancelled])
        #expect(try shop.available("POLO-M") == 10)
    }

    @Test func `a push that stays without a clear answer changes nothing, and does not ask to cancel`() throws {
        let number = try asha.order("M")
        shop.ai.answers("/orders", .answer(503, ""))
        try shop.push()
        let answer = try asha.cancel(number)
        #expect(answer.status == 422)
        #expect(
            answer.alert
                == "We could not find out whether our warehouse has this order. Nothing was cancelled; try again in a few minutes."
        )
        let order = try shop.order(number)
        #expect(order.status == .processing && order.push.state == .waiting && order.push.attempts == 2)
        #expect(order.push.leaseUntil == nil)
        #expect(try shop.cancellations(number).isEmpty && shop.ai.received("/orders/\(number)/cancel").isEmpty)
        shop.ai.answers("/orders", .answer(200, #"{"status":"SUCCESS"}"#))
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).push.state == .pushed && shop.order(number).status == .cancelled)
    }

    @Test func `a push that turns out to be refused leaves Arvind to say that it knows nothing of the order`() throws {
        let number = try asha.order("M")
        shop.ai.answers("/orders", .answer(503, ""), .answer(422, ArvindSays.refusal("UNKNOWN_SKU", "No POLO-M")))
        shop.ai.answers("/orders/\(number)/cancel", .answer(404, ArvindSays.refusal("UNKNOWN_ORDER", "No such order")))
        try shop.push()
        #expect(try asha.cancel(number).status == 303)
        #expect(try shop.order(number).push.state == .withdrawn && shop.order(number).status == .cancelled)
        #expect(shop.ai.received("/orders/\(number)/cancel").count == 1)
    }

    @Test func `a push whose process died is settled, not taken for never sent`() throws {
        let number = try asha.order("M")
        let id = try shop.order(number).id, now = shop.now
        let isLeased = try shop.database.write { try $0.leaseOrderToPush(id, until: now + .minutes(2), now: now) }
        #expect(isLeased)
        let busy = try asha.cancel(number)
        #expect(busy.status == 422 && busy.alert?.contains("Try again in half a minute") == true)
        #expect(try shop.order(number).status == .processing && shop.cancellations(number).isEmpty)
        shop.clock.advance(.minutes(3))
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.cancel(number).status == 303)
        #expect(shop.ai.received("/orders").count == 1 && shop.ai.received("/orders/\(number)/cancel").count == 1)
        #expect(try shop.order(number).push.state == .pushed && shop.order(number).status == .cancelled)
    }

    @Test func `the reason is kept short, and what was typed stays`() throws {
        let number = try asha.order("M")
        let reason = String(repeating: "ж", count: 501)
        let answer = try asha.cancel(number, reason: reason)
        #expect(answer.status == 422 && answer.alert == "Keep the reason under 500 characters.")
        #expect(answer.text.contains(">\(reason)</textarea>"))
        #expect(try shop.order(number).status == .processing)
        #expect(try asha.cancel(number, reason: "  ").status == 303)
        #expect(try shop.history(number).last?.reason == nil)
    }
}
