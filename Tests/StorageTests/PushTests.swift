import Domain
import Storage
import TestSupport
import Testing

struct PushTests {
    private let shop: TestShop
    private let shirt: Product
    private let run: ID<JobRun>

    init() throws {
        shop = try TestShop()
        try shop.enableModule(of: shop.brand)
        shirt = try shop.addShirt([("POLO-M", 100)])
        run = try shop.database.write { tx in
            try tx.startRun("push-orders", by: "schedule", windowHours: 6, total: 0, at: noon)
        }
    }

    @Test func `orders are leased oldest first, within the window`() throws {
        let draft = try aDraft(of: shirt)
        let old = try shop.place(draft, now: noon - .hours(7))
        let second = try shop.place(draft, now: noon - .hours(1))
        let first = try shop.place(draft, now: noon - .hours(5))
        let third = try shop.place(draft, now: noon)
        #expect(try lease(limit: 2) == [first.id, second.id])
        #expect(try lease(limit: 9) == [third.id])
        #expect(try lease(since: noon - .days(30), limit: 9) == [old.id])
    }

    @Test func `two runs never lease the same order`() throws {
        let shop = shop, run = run
        let draft = try aDraft(of: shirt)
        let placed = try (0..<30).map { try shop.place(draft, now: noon - .minutes($0)).id }
        let leased = try inParallel(4) { _ in
            var mine: [ID<Order>] = []
            while true {
                let found = try shop.database.write { tx in
                    try tx.leaseOrderToPush(
                        of: shop.brand.id, inRun: run, after: PushCursor(placedAt: noon - .hours(6), orderID: 0),
                        isScheduled: true, until: noon + .minutes(1), now: noon)
                }
                guard let found else { return mine }
                mine.append(found.orderID)
            }
        }.flatMap { $0 }
        #expect(leased.sorted() == placed.sorted())
    }

    @Test func `the lease of a dead process expires`() throws {
        let order = try shop.place(aDraft(of: shirt))
        #expect(try lease() == [order.id])
        #expect(try lease(now: noon + .seconds(59)) == [])
        #expect(try !leaseOne(order, now: noon + .seconds(59)))
        #expect(try lease(now: noon + .minutes(1)) == [order.id])
    }

    @Test func `an order that is pushed is processed, once`() throws {
        let order = try shop.place(aDraft(of: shirt, quantity: 2))
        #expect(try lease() == [order.id])
        for minute in 1...2 {
            try shop.database.write { tx in
                try tx.markPushed(order, omsOrderID: "AI-\(minute)", actor: "admin", now: noon + .minutes(minute))
            }
        }
        let pushed = try shop.order(order)
        #expect(pushed.status == .processed && pushed.push.state == .pushed && pushed.push.attempts == 1)
        #expect(pushed.push.omsOrderID == "AI-1" && pushed.push.acknowledgedAt == noon + .minutes(1))
        let history = try shop.history(of: order)
        #expect(history.map(\.status) == [.processing, .processed] && history.last?.actor == "admin")
        #expect(try lease(now: noon + .hours(1)) == [])
    }

    @Test func `no clear answer keeps the order processing, and tries again later`() throws {
        let order = try shop.place(aDraft(of: shirt))
        _ = try lease()
        try shop.database.write { tx in
            try tx.markPushUnknown(order, reason: "time-out", wasCalled: true, jitter: 0, now: noon)
        }
        let waiting = try shop.order(order)
        #expect(waiting.status == .processing && waiting.push.state == .waiting)
        #expect(waiting.push.attempts == 1 && waiting.push.reason == "time-out")
        let run = try startRun()
        #expect(try lease(inRun: run) == [])
        #expect(try lease(inRun: run, isScheduled: false) == [order.id])
        #expect(try lease(inRun: startRun(), now: noon + .hours(1)) == [order.id])
    }

    @Test func `a push without a call is no attempt`() throws {
        let order = try shop.place(aDraft(of: shirt))
        try shop.database.write { tx in
            try tx.markPushUnknown(order, reason: "circuit open", wasCalled: false, jitter: 0, now: noon)
        }
        #expect(try shop.order(order).push.attempts == 0)
    }

    @Test func `a refused order waits for a person`() throws {
        let order = try shop.place(aDraft(of: shirt))
        _ = try lease()
        _ = try shop.database.write { tx in try tx.markPushRefused(order.id, reason: "UNKNOWN_SKU") }
        #expect(try shop.order(order).push.state == .refused && shop.order(order).status == .processing)
        #expect(try lease(now: noon + .hours(1)) == [])
        #expect(try leaseOne(order, now: noon))
        #expect(try shop.order(order).push.state == .waiting)
    }

    @Test func `an order that is unpaid, withdrawn or pushed is never leased`() throws {
        let unpaid = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        let withdrawn = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        let pushed = try shop.place(aDraft(of: shirt))
        try shop.database.write { tx in
            try tx.markUnpaid(withdrawn, reason: "declined", now: noon)
            try tx.markPushed(pushed, omsOrderID: nil, actor: nil, now: noon)
            try tx.markPushed(withdrawn, omsOrderID: nil, actor: nil, now: noon)
            try tx.markPushRefused(withdrawn.id, reason: "no")
        }
        #expect(try lease(since: noon - .days(30), isScheduled: false) == [])
        for order in [unpaid, withdrawn, pushed] { #expect(try !leaseOne(order, now: noon)) }
        #expect(try shop.order(withdrawn).push.state == .withdrawn && shop.order(withdrawn).status == .cancelled)
    }

    @Test func `a website whose module is disabled has nothing to push`() throws {
        let otherShirt = try shop.addShirt([("POLO-M", 1)], at: shop.other)
        let order = try shop.place(aDraft(of: otherShirt), at: shop.other)
        let counts = {
            try self.shop.database.read { try $0.ordersToPush(placedSince: noon, isScheduled: true, now: noon) }
        }
        #expect(try counts() == [:])
        #expect(try lease(of: shop.other) == [])
        try shop.enableModule(of: shop.other)
        #expect(try counts() == [shop.other.id: 1])
        #expect(try lease(of: shop.other) == [order.id])
    }

    @Test func `a cancelled run leases no more orders`() throws {
        try shop.place(aDraft(of: shirt))
        try shop.database.write { [run] in try $0.cancelRun(run, by: "admin") }
        #expect(try lease() == [])
        #expect(try lease(inRun: startRun()).count == 1)
    }

    @Test func `the backlog counts what waits and what is stuck, of one website`() throws {
        let otherShirt = try shop.addShirt([("POLO-M", 1)], at: shop.other)
        try shop.place(aDraft(of: otherShirt), at: shop.other)
        let draft = try aDraft(of: shirt)
        try shop.place(draft, now: noon)
        let old = try shop.place(draft, now: noon - .hours(8))
        let refused = try shop.place(draft, now: noon)
        _ = try shop.database.write { tx in try tx.markPushRefused(refused.id, reason: "no") }
        let backlog = try shop.database.read { try $0.pushBacklog(of: shop.brand.id, now: noon) }
        #expect(backlog.waiting == 2 && backlog.oldestPlacedAt == noon - .hours(8) && backlog.stuck == 2)
        let stuck = try shop.database.read {
            try $0.orders(in: [shop.brand], OrderFilter(now: noon).of(.stuck), limit: 9)
        }
        #expect(stuck.map(\.id) == [refused.id, old.id])
    }

    @Test func `a run records the outcomes of its orders`() throws {
        let order = try shop.place(aDraft(of: shirt)), run = run
        try shop.database.write { tx in
            try tx.recordPush(.unknown, reason: "time-out", ofOrder: order.id, inRun: run, at: noon)
            try tx.recordPush(.accepted, reason: nil, ofOrder: order.id, inRun: run, at: noon + .minutes(1))
            try tx.finishRun(run, fault: nil, at: noon + .minutes(2))
        }
        let found = try #require(try shop.database.read { try $0.runs(of: "push-orders", limit: 9) }.first)
        #expect(found.counts.accepted == 1 && found.counts.unknown == 0 && found.aliveAt == noon + .minutes(1))
        #expect(found.finishedAt == noon + .minutes(2))
        let orders = try shop.database.read { try $0.orders(ofRun: run, limit: 9) }
        #expect(orders.map(\.number) == [order.number] && orders.map(\.websiteName) == ["Brand"])
    }

    private func startRun() throws -> ID<JobRun> {
        try shop.database.write { tx in
            try tx.startRun("push-orders", by: "admin", windowHours: 720, total: 0, at: noon)
        }
    }

    private func lease(
        of website: Website? = nil, inRun run: ID<JobRun>? = nil, since start: Instant = noon - PushWindow.scheduled,
        isScheduled: Bool = true,
        limit: Int = 9, now: Instant = noon
    ) throws -> [ID<Order>] {
        let run = run ?? self.run
        let websiteID = (website ?? shop.brand).id
        return try shop.database.write { tx in
            var place = PushCursor(placedAt: start, orderID: 0)
            var leased: [ID<Order>] = []
            while leased.count < limit,
                let found = try tx.leaseOrderToPush(
                    of: websiteID, inRun: run, after: place, isScheduled: isScheduled, until: now + .minutes(1),
                    now: now)
            {
                leased.append(found.orderID)
                place = found
            }
            return leased
        }
    }

    private func leaseOne(_ order: Order, now: Instant) throws -> Bool {
        try shop.database.write { tx in try tx.leaseOrderToPush(order.id, until: now + .minutes(1), now: now) }
    }
}
