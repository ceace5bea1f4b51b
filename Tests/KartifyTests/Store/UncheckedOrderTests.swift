import Domain
import TestSupport
import Testing

@testable import Kartify

/// Orders that were taken while the OMS could not be asked: it is asked before the push.
struct UncheckedOrderTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
        try shop.rule(.takeAll)
        try shop.set(MessageSettings(sendsMail: true))
        shop.ai.answers("/serviceability", .answer(503, ""), .answer(200, #"{"serviceable":true,"items":[]}"#))
    }

    private func refuse() {
        shop.ai.answers("/serviceability", .answer(503, ""), .answer(200, #"{"serviceable":false}"#))
    }

    @Test func `what can be delivered is pushed, and the pincode is known from then on`() throws {
        let asha = try shop.asha
        let number = try asha.order("M", quantity: 2)
        #expect(asha.get("/account/orders/\(number)").words.contains("We could not ask yet"))
        try shop.push()
        let order = try shop.order(number)
        #expect(order.push.state == .pushed && order.unchecked == .takeAll && order.push.attempts == 1)
        let question = try #require(shop.ai.received("/serviceability").last)
        #expect(question.body.contains(#"{"sku":"POLO-M","quantity":2}"#))
        #expect(try shop.rows("serviceable_pincode") == 1)
        #expect(try shop.kinds(of: number) == [.orderPlaced])
        #expect(!asha.get("/account/orders/\(number)").words.contains("We could not ask yet"))
        #expect(try shop.rows("exchange", where: "order_number = '\(number)' AND kind = 'serviceability'") == 2)
    }

    @Test func `what cannot be delivered is not pushed; the customer is told once, and can cancel`() throws {
        refuse()
        let asha = try shop.asha
        let number = try asha.order("M")
        try shop.push()
        let order = try shop.order(number)
        #expect(order.push.state == .refused && order.cannotBeDelivered)
        #expect(order.push.reason == "It does not deliver this order to 560001 with Cash on Delivery.")
        #expect(shop.ai.received("/orders").isEmpty)
        #expect(try shop.kinds(of: number) == [.orderPlaced, .cannotDeliver])
        try shop.staff().post("/admin/orders/\(number)/push")
        #expect(try shop.kinds(of: number) == [.orderPlaced, .cannotDeliver], "asked again, told once")
        let page = asha.get("/account/orders/\(number)")
        #expect(page.alert?.contains("We have asked now, and we cannot.") == true)
        #expect(page.text.contains(#"href="/account/orders/\#(number)/cancellation">Cancel the order</a>"#))
        _ = try asha.cancel(number)
        #expect(try shop.order(number).status == .cancelled && shop.available("POLO-M") == 10)
        #expect(!asha.get("/account/orders/\(number)").words.contains("we cannot"))
    }

    @Test func `a push that is refused tells the customer too; an order like any other does not`() throws {
        shop.ai.answers("/orders", .answer(422, #"{"status":"FAILURE","code":"UNKNOWN_SKU","message":"No"}"#))
        let unchecked = try shop.visitor().order("M"), checked = try shop.visitor().order("M")
        try shop.push()
        #expect(try shop.kinds(of: unchecked).last == .cannotDeliver && shop.kinds(of: checked) == [.orderPlaced])
    }

    @Test func `while it stays down the order waits, and is asked about again before it is pushed`() throws {
        shop.ai.answers("/serviceability", .answer(503, ""))
        let number = try shop.visitor().order("M")
        for attempt in 1...2 {
            try shop.push()
            let push = try shop.order(number).push
            #expect(push.state == .waiting && push.attempts == attempt && !push.wasUnclear)
            shop.clock.advance(.minutes(5))
        }
        #expect(shop.ai.received("/orders").isEmpty)
        shop.ai.answers("/serviceability", .answer(200, #"{"serviceable":false,"reason":"OUT_OF_STOCK"}"#))
        try shop.push()
        #expect(try shop.order(number).push.reason?.hasPrefix("It has 0 of an item") == true)
    }

    @Test func `an order that it may have already is not asked about: the answer would count it twice`() throws {
        shop.ai.answers("/orders", .answer(500, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        let number = try shop.visitor().order("M")
        try shop.push()
        #expect(try shop.order(number).push.wasUnclear)
        refuse()
        shop.clock.advance(.minutes(5))
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed)
    }

    @Test func `a guest who is told finds whom to turn to`() throws {
        refuse()
        let guest = shop.visitor()
        let number = try guest.order("M")
        try shop.push()
        let words = try #require(guest.get("/orders/\(number)").alert)
        #expect(words.contains("Please contact us, and we cancel it for you."))
    }

    @Test func `staff see which orders were taken so, and how many`() throws {
        let number = try shop.visitor().order("M")
        try shop.push()
        let checked = try shop.visitor().order("M")
        let staff = try shop.staff()
        let page = staff.get("/admin/orders/\(number)").words
        #expect(page.contains("Taken unchecked Taken while Arvind could not be asked."))
        #expect(!staff.get("/admin/orders/\(checked)").words.contains("Taken unchecked"))
        let list = staff.get("/admin/orders?check=unchecked&day=today").text
        #expect(list.contains(number) && !list.contains(checked))
        let dashboard = staff.get("/admin").words
        #expect(dashboard.contains("Taken unchecked today 1") && dashboard.contains("Checkouts turned away 0"))
        let metrics = shop.send("GET", "/metrics").text
        #expect(metrics.contains(#"kartify_orders_taken_unchecked{website="KFY"} 1"#))
        let log = staff.get("/admin/tools/logs?kind=serviceability&outcome=unknown&order=none").words
        #expect(!log.contains(number))
    }
}
