import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Handing orders to an OMS, one at a time.
@Suite(.onEveryOMS)
struct PushTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `success makes the order processed, here and for the customer`() throws {
        let asha = try shop.asha
        let number = try asha.order("M", quantity: 2)
        shop.clock.advance(.minutes(3))
        let run = try shop.push()
        let order = try shop.order(number)
        #expect(order.status == .processed && order.push.state == .pushed && order.push.attempts == 1)
        #expect(order.push.acknowledgedAt == noon + .minutes(3) && order.push.omsOrderID == shop.ai.orderID())
        #expect(try shop.history(number).map(\.source) == [.checkout, .push])
        #expect(run.counts.accepted == 1 && run.counts.refused == 0 && run.counts.unknown == 0)
        #expect(asha.get("/account/orders/\(number)").words.contains("Processed"))
        let call = try #require(shop.ai.received("/orders").first)
        #expect(call.headers.contains("Idempotency-Key: \(number)"))
        #expect(call.headers.contains(shop.ai.proof))
        #expect(call.body.contains(number) && call.body.contains(shop.ai.channelID))
        #expect(
            try shop.rows("exchange", where: "kind = 'order' AND order_number = '\(number)' AND outcome = 'accepted'")
                == 1)
        try shop.push()
        #expect(shop.ai.received("/orders").count == 1)
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(503, ""), .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
        .refusal,
    ])
    func `an event proves that the OMS has the order, whatever the push was answered`(turn: LoopbackServer.Turn) throws
    {
        try shop.count(["POLO-M": 10])
        let number = try shop.visitor().order("M")
        shop.ai.answers("/orders", turn)
        try shop.push()
        shop.clock.advance(.minutes(2))
        shop.omsReports("evt_1", number, .packed, at: noon + .minutes(1))
        let order = try shop.order(number)
        #expect(order.status == .packed && order.push.state == .pushed && order.push.reason == nil)
        #expect(order.push.acknowledgedAt == noon + .minutes(2))
        shop.clock.advance(.minutes(1))
        let counted = StockCount(sku: try #require(SKU("POLO-M")), count: 9, takenAt: noon + .minutes(3))
        let websiteID = shop.brand.id
        _ = try shop.database.write {
            try $0.applyCounts([counted], of: websiteID, reference: "later", at: noon + .minutes(3))
        }
        #expect(try shop.available("POLO-M") == 9)
        try shop.push()
        #expect(shop.ai.received("/orders").count == 1)
    }

    @Test func `“already there” is success`() throws {
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", shop.ai.knowingTheOrder)
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed && shop.order(number).status == .processed)
    }

    @Test func `a refusal stays on the order with its reason, and is not tried again by itself`() throws {
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", shop.ai.refusing("UNKNOWN_SKU", "No POLO-M here"))
        let run = try shop.push()
        let order = try shop.order(number)
        #expect(order.status == .processing && order.push.state == .refused && order.push.attempts == 1)
        #expect(order.push.reason == "UNKNOWN_SKU: No POLO-M here")
        #expect(run.counts.refused == 1)
        let staff = try shop.staff()
        #expect(staff.get("/admin/orders/\(number)").words.contains("Last reason UNKNOWN_SKU: No POLO-M here"))
        #expect(staff.get("/admin/tools/cron/runs/\(run.id)").words.contains("\(number) Brand Refused UNKNOWN_SKU"))
        try shop.push()
        try shop.push(window: .days(30), isScheduled: false)
        #expect(shop.ai.received("/orders").count == 1)
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(500, ""), .answer(429, "{}"), .answer(200, "<html>"), .answer(400, "{}"),
        .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
    ])
    func `no clear answer leaves it processing, with the attempt and the next time`(turn: LoopbackServer.Turn) throws {
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", turn, shop.ai.accepting(2))
        let run = try shop.push()
        let order = try shop.order(number)
        #expect(order.status == .processing && order.push.state == .waiting && order.push.attempts == 1)
        #expect(order.push.reason?.isEmpty == false && order.push.nextAt == noon + .minutes(1))
        #expect(run.counts.unknown == 1)
        #expect(try shop.rows("exchange", where: "kind = 'order' AND outcome = 'unknown'") == 1)
        try shop.push()
        #expect(shop.ai.received("/orders").count == 1)
        shop.clock.advance(.minutes(1))
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed && shop.order(number).push.attempts == 2)
        let keys = shop.ai.received("/orders").map { $0.headers.filter { $0.hasPrefix("Idempotency-Key") } }
        #expect(keys == [["Idempotency-Key: \(number)"], ["Idempotency-Key: \(number)"]])
    }

    @Test func `the waits grow, and a run by hand does not wait`() throws {
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", .answer(500, ""))
        for minutes in [1, 1, 1, 1, 5, 10, 20, 40, 60, 60] {
            // The circuit opens after five failures; time closes it for one try.
            shop.clock.advance(.minutes(60))
            try shop.push(window: .days(30), isScheduled: false)
            #expect(try shop.order(number).push.nextAt == shop.now + .minutes(minutes))
        }
        #expect(try shop.order(number).push.attempts == 10)
        #expect(shop.ai.received("/orders").count == 10)
    }

    @Test func `while the circuit is open nobody is called and no attempt is counted`() throws {
        let numbers = try (1...6).map { _ in try shop.visitor().order("M") }
        shop.ai.answers("/orders", .answer(500, ""))
        let run = try shop.push()
        #expect(run.counts.unknown == 6)
        #expect(shop.ai.received("/orders").count >= 5)
        let attempts = try numbers.map { try shop.order($0).push.attempts }.reduce(0, +)
        #expect(attempts == shop.ai.received("/orders").count)
    }

    @Test func `an item without a SKU is a clear error on the order, and nobody is called`() throws {
        let number = try shop.visitor().order("M")
        try shop.change("UPDATE order_item SET sku = NULL, sku_id = NULL")
        let run = try shop.push()
        let order = try shop.order(number)
        #expect(order.push.state == .refused && run.counts.refused == 1)
        #expect(order.push.reason?.contains("“Polo” Size: M has no SKU.") == true)
        #expect(shop.ai.received("/orders").isEmpty)
        #expect(try shop.staff().get("/admin/orders/\(number)").words.contains("SKU missing"))
    }

    @Test func `orders that nobody paid, or that were cancelled first, are never pushed`() throws {
        let visitor = shop.visitor()
        let unpaid = try visitor.order("M", payment: .prepaid), failed = try visitor.order("M", payment: .prepaid)
        let paid = try visitor.order("M", payment: .prepaid)
        try shop.gateway.tells("failed", failed, "failed")
        try shop.pay(paid)
        let staff = try shop.staff()
        for number in [unpaid, failed] {
            #expect(!staff.get("/admin/orders/\(number)").hasButton("Push now"))
            #expect(try staff.post("/admin/orders/\(number)/push").status == 409)
        }
        try shop.push(window: .days(30), isScheduled: false)
        #expect(shop.ai.received("/orders").map(\.body).allSatisfy { $0.contains(paid) })
        #expect(shop.ai.received("/orders").count == 1)
        #expect(try shop.order(unpaid).status == .awaitingPayment && shop.order(failed).status == .cancelled)
    }
}

/// **Push now** on an order's page.
@Suite(.onEveryOMS)
struct PushNowTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    @Test func `pushes at once, whatever the age, and is written into the history with the name`() throws {
        let number = try shop.visitor().order()
        shop.clock.advance(.days(400))
        // Nobody is signed in that long.
        let colleague = try shop.staff(.operations)
        #expect(colleague.get("/admin/orders/\(number)").hasButton("Push now"))
        #expect(try colleague.post("/admin/orders/\(number)/push").location == "/admin/orders/\(number)#push")
        #expect(try shop.order(number).push.state == .pushed)
        #expect(try shop.history(number).last?.actor == "operations")
        #expect(colleague.get("/admin/orders/\(number)").words.contains("Push to \(shop.ai.kind.title) (operations)"))
    }

    @Test func `tries again what was refused, and shows the new reason`() throws {
        let number = try shop.visitor().order()
        shop.ai.answers(
            "/orders", shop.ai.refusing("A", "First", status: 200), shop.ai.refusing("B", "Second", status: 200),
            shop.ai.accepting())
        try shop.push()
        try staff.post("/admin/orders/\(number)/push")
        #expect(try shop.order(number).push.reason == "B: Second" && shop.order(number).push.attempts == 2)
        let page = staff.get("/admin/orders/\(number)")
        #expect(page.words.contains("B: Second") && page.hasButton("Push now"))
        try staff.post("/admin/orders/\(number)/push")
        #expect(try shop.order(number).push.state == .pushed && shop.order(number).push.reason == nil)
    }

    @Test func `an order that the OMS has is not pushed again`() throws {
        let number = try shop.visitor().order()
        try staff.post("/admin/orders/\(number)/push")
        #expect(try staff.post("/admin/orders/\(number)/push").status == 409)
        #expect(shop.ai.received("/orders").count == 1)
    }

    @Test func `an order that is being pushed at this moment is left alone`() throws {
        let number = try shop.visitor().order()
        let until = shop.now + .minutes(2)
        try shop.change("UPDATE sales_order SET push_lease_until = \(until)")
        #expect(try staff.post("/admin/orders/\(number)/push").status == 409)
        try shop.push()
        #expect(shop.ai.received("/orders").isEmpty)
        shop.clock.advance(.minutes(2))
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed)
    }

    @Test func `with the module disabled it says so, calls nobody and counts no attempt`() throws {
        let number = try shop.visitor().order()
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        try staff.post("/admin/orders/\(number)/push")
        let order = try shop.order(number)
        #expect(order.push.state == .waiting && order.push.attempts == 0)
        #expect(order.push.reason?.contains("module of this website is disabled") == true)
        #expect(shop.ai.received("/orders").isEmpty)
    }

    @Test func `support may not push`() throws {
        let number = try shop.visitor().order()
        let support = try shop.staff(.support)
        #expect(!support.get("/admin/orders/\(number)").hasButton("Push now"))
        #expect(try support.post("/admin/orders/\(number)/push").status == 403)
        #expect(try shop.order(number).push.state == .waiting && shop.ai.received("/orders").isEmpty)
    }
}
