import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// What Kartify shows, against what Arvind could really serve, however orders, answers and counts overtake each other.
///
/// Arvind counts for itself here: what came in and went out elsewhere, less the units of every order it has taken. Kartify hears of
/// orders taken, refused, cancelled and counted late, twice or never, by answers and by events, over the real store.
struct StockTruthTests {
    /// A life takes a server five times as long.
    private static let lives = TestEngine.isSQLite ? 250 : 50

    @Test(arguments: 1...10)
    func `Kartify never shows more than Arvind could serve, and both agree when everything has settled`(seed: UInt64)
        throws
    {
        let shop = try TestShop()
        var random = Seeded(seed)
        for life in 0..<Self.lives {
            let shirt = try shop.addShirt([("LIFE-\(life)", 0)])
            let stream = random.next()
            try shop.database.write { tx in
                var life = StockLife(of: shirt, code: "LIFE-\(life)", at: shop.brand, random: Seeded(stream))
                try life.begin(tx)
                for _ in 0..<40 { try life.step(tx) }
                try life.settle(tx)
            }
        }
        #expect(try shop.database.problems() == [])
    }
}

/// One SKU from its first count until everything has settled.
private struct StockLife {
    /// An order as both sides know it.
    struct Sale {
        var order: Order
        let quantity: Int
        /// Cancelled at Arvind; then, a little later, at Kartify.
        var cancelledAtArvind = 0
        var cancelledHere = 0
        var isAtArvind = false
        /// Arvind's answer, on its way: when Kartify will say that it has read it.
        var answerReadAt: Instant?
        var isAcknowledged = false

        var live: Int { quantity - cancelledHere }
    }

    /// A number that Arvind took, on its way.
    struct Sent {
        let count: Int
        let takenAt: Instant
        /// What had come in and gone out elsewhere by then.
        let stock: Int
    }

    let shirt: Product
    let code: String
    let website: Website
    var random: Seeded
    var now = noon
    var events = 0
    var sales: [Sale] = []
    var sent: [Sent] = []
    /// What Arvind would have without any order of Kartify's.
    var stock: Int
    /// That, when it took the number that Kartify holds.
    var stockCounted = 0
    var countedAt = noon - .days(2)

    init(of shirt: Product, code: String, at website: Website, random: Seeded) {
        (self.shirt, self.code, self.website) = (shirt, code, website)
        self.random = random
        stock = self.random.next(12)
    }

    /// Arvind's own number: never below nothing, whatever it has promised.
    var arvindsCount: Int {
        max(0, stock - sales.reduce(0) { $0 + ($1.isAtArvind ? $1.quantity - $1.cancelledAtArvind : 0) })
    }

    /// What Arvind could serve of the stock that Kartify has heard of, once every order has reached it.
    var servable: Int {
        max(
            0,
            stockCounted
                - sales.reduce(0) { $0 + $1.quantity - ($1.isAtArvind ? $1.cancelledAtArvind : $1.cancelledHere) })
    }

    mutating func begin(_ tx: borrowing Transaction) throws {
        takeNumber()
        try deliver(0, tx)
    }

    mutating func step(_ tx: borrowing Transaction) throws {
        // Half of the steps come in the same moment as the one before, the others after a while.
        now = now + Span(milliseconds: [0, 0, 0, 1, 7, 400][random.next(6)])
        switch random.next(23) {
        case 0..<5: try sell(tx)
        case 5..<8: arvindTakesAnOrder()
        case 8..<11: try readAnswer(tx)
        case 11: try answerIsLost(tx)
        case 12..<14: try cancel(tx)
        case 14: stock = max(0, stock + random.next(9) - 4)
        case 15..<17: takeNumber()
        case 20..<22: try arvindTells(tx)
        case 22: try pushIsRefused(tx)
        case 17..<19: if !sent.isEmpty { try deliver(random.next(sent.count), tx) }
        default: try countNow(tx)
        }
        try check(tx)
    }

    /// Every order reaches Arvind, every answer and number arrives, and Arvind counts once more.
    mutating func settle(_ tx: borrowing Transaction) throws {
        for index in sales.indices where !sales[index].isAcknowledged && sales[index].live > 0 {
            arvindTakes(index)
            now = now + .seconds(1)
            try acknowledge(index, at: now, tx)
        }
        while !sent.isEmpty { try deliver(random.next(sent.count), tx) }
        now = now + .seconds(1)
        takeNumber()
        now = now + .seconds(1)
        try deliver(0, tx)
        try check(tx)
        let level = try level(tx)
        #expect(level.available == arvindsCount && level.uncounted == 0, "\(code) has not settled")
    }

    // MARK: What happens

    private mutating func sell(_ tx: borrowing Transaction) throws {
        let available = try level(tx).available
        let quantity = 1 + random.next(3)
        guard quantity <= available else { return }
        let draft = try aDraft(of: shirt, quantity: quantity)
        sales.append(Sale(order: try tx.placeOrder(draft, at: website, now: now), quantity: quantity))
    }

    /// The push arrives; Arvind may answer at once, and the answer is read later, or never.
    private mutating func arvindTakesAnOrder() {
        let waiting = sales.indices.filter { !sales[$0].isAcknowledged && sales[$0].live > 0 }
        if let index = waiting.randomElement(using: &random) { arvindTakes(index) }
    }

    /// What was cancelled here before is not pushed at all. Pushed a second time, Arvind has it already.
    private mutating func arvindTakes(_ index: Int) {
        if !sales[index].isAtArvind {
            sales[index].isAtArvind = true
            sales[index].cancelledAtArvind = sales[index].cancelledHere
        }
        sales[index].answerReadAt = now
    }

    /// Kartify reads the clock when the answer comes; it is written a little later.
    private mutating func readAnswer(_ tx: borrowing Transaction) throws {
        let answered = sales.indices.filter { sales[$0].answerReadAt != nil && !sales[$0].isAcknowledged }
        guard let index = answered.randomElement(using: &random), let arrived = sales[index].answerReadAt else {
            return
        }
        let read = random.next(2) == 0 ? now : arrived
        try acknowledge(index, at: read, tx)
    }

    private mutating func acknowledge(_ index: Int, at time: Instant, _ tx: borrowing Transaction) throws {
        sales[index].isAcknowledged = true
        let order = try current(sales[index], tx)
        #expect(try tx.leaseOrderToPush(order.id, until: now + .minutes(1), now: now))
        try tx.markPushed(order, omsOrderID: nil, actor: nil, now: time)
    }

    /// Arvind has the order, and nobody here knows.
    private mutating func answerIsLost(_ tx: borrowing Transaction) throws {
        guard let index = sales.indices.filter({ sales[$0].answerReadAt != nil && !sales[$0].isAcknowledged }).first
        else {
            return
        }
        sales[index].answerReadAt = nil
        let order = try current(sales[index], tx)
        try tx.markPushUnknown(order, reason: "time-out", wasCalled: true, jitter: 0, now: now)
    }

    /// An event of an order whose answer is still out, lost, or was read long ago. What the push says afterwards changes nothing.
    private mutating func arvindTells(_ tx: borrowing Transaction) throws {
        guard let index = sales.indices.filter({ sales[$0].isAtArvind }).randomElement(using: &random) else { return }
        let order = try current(sales[index], tx)
        if random.next(2) == 0 { _ = try tx.leaseOrderToPush(order.id, until: now + .minutes(1), now: now) }
        try tell(.packed, of: order, units: nil, tx)
        sales[index].isAcknowledged = true
        switch random.next(4) {
        case 0: try tx.markPushed(order, omsOrderID: "AR-1", actor: nil, now: now)
        case 1: try tx.markPushRefused(order.id, reason: "DUPLICATE_ORDER")
        case 2: try tx.markPushUnknown(order, reason: "time-out", wasCalled: true, jitter: 0, now: now)
        default: break
        }
    }

    /// An event as the webhook applies it; each has a time of its own, or it would be the same report.
    private mutating func tell(
        _ status: ItemStatus, of order: Order, units: Int?, _ tx: borrowing Transaction
    ) throws {
        events += 1
        try tx.markPushed(byEventOf: order, now: now)
        let move = ItemMove(to: status, quantity: units, at: noon + .seconds(events), source: .webhook)
        try tx.moveItem(order.lines[0], of: order, move, now: now)
    }

    /// Arvind refuses an order that it has not, or that it has and did not report; it is pushed again later.
    private mutating func pushIsRefused(_ tx: borrowing Transaction) throws {
        let open = sales.indices.filter { !sales[$0].isAcknowledged && sales[$0].live > 0 }
        guard let index = open.randomElement(using: &random) else { return }
        let order = try current(sales[index], tx)
        guard !sales[index].isAtArvind || order.push.wasUnclear else { return }
        #expect(try tx.leaseOrderToPush(order.id, until: now + .minutes(1), now: now))
        try tx.markPushRefused(order.id, reason: "UNKNOWN_SKU")
    }

    /// Cancelled here when Arvind certainly has nothing of it; else Arvind is asked first, and its answer may come a little later.
    private mutating func cancel(_ tx: borrowing Transaction) throws {
        guard let index = sales.indices.randomElement(using: &random) else { return }
        let order = try current(sales[index], tx)
        let units = min(1 + random.next(3), sales[index].live)
        guard units > 0 else { return }
        if !sales[index].isAtArvind && order.push.presence == .never {
            sales[index].cancelledHere += units
            try tx.cancel(
                [order.lines[0].id: units], of: order, source: .customer, actor: nil, reason: "", now: now)
            try tx.withdrawIfEmpty(orderID: order.id)
        } else if sales[index].isAtArvind {
            // Asked for by the customer, or, while the answer to the push is still out, Arvind's own doing, reported by webhook.
            sales[index].cancelledAtArvind += units
            // The answer is on its way: Arvind may count, and its number arrive, before Kartify knows.
            if random.next(2) == 0 { takeNumber() }
            if random.next(2) == 0, !sent.isEmpty { try deliver(random.next(sent.count), tx) }
            try check(tx)
            now = now + Span(milliseconds: Int64(random.next(3)))
            sales[index].cancelledHere += units
            if random.next(2) == 0 {
                sales[index].isAcknowledged = true
                return try tell(.cancelled, of: order, units: units, tx)
            }
            try tx.cancel(
                [order.lines[0].id: units], of: order, source: .customer, actor: nil, reason: "", now: now)
        }
    }

    // MARK: Arvind's numbers

    private mutating func takeNumber() {
        sent.append(Sent(count: arvindsCount, takenAt: now, stock: stock))
    }

    /// A number arrives, with the time at which it was taken: at once or late, in any order, sometimes twice.
    private mutating func deliver(_ index: Int, _ tx: borrowing Transaction) throws {
        let number = random.next(8) == 0 ? sent[index] : sent.remove(at: index)
        try take(number, at: number.takenAt, tx)
    }

    /// A number without its time, which comes the moment it is taken: the time of receipt stands for it.
    private mutating func countNow(_ tx: borrowing Transaction) throws {
        try take(Sent(count: arvindsCount, takenAt: now, stock: stock), at: now, tx)
    }

    private mutating func take(_ number: Sent, at time: Instant, _ tx: borrowing Transaction) throws {
        let count = try aCount(code, number.count, takenAt: time)
        let outcome = try #require(try tx.applyCounts([count], of: website.id, reference: "request", at: now)[0])
        #expect((outcome.verdict == .stale) == (time < countedAt))
        guard outcome.verdict != .stale else { return }
        (countedAt, stockCounted) = (time, number.stock)
    }

    // MARK: What is shown

    private func check(_ tx: borrowing Transaction) throws {
        let level = try level(tx)
        #expect(level.available >= 0 && level.available <= servable, "\(code) shows \(level.available) of \(servable)")
        let product = try #require(try tx.product(id: shirt.id, of: website.id))
        #expect(product.available == level.available)
    }

    private func level(_ tx: borrowing Transaction) throws -> (available: Int, uncounted: Int) {
        try #require(
            try tx.first("SELECT available, uncounted FROM sku WHERE website_id = \(website.id) AND code = \(code)") {
                (available: try $0.next(), uncounted: try $0.next())
            })
    }

    private func current(_ sale: Sale, _ tx: borrowing Transaction) throws -> Order {
        try #require(try tx.order(id: sale.order.id))
    }
}

extension Seeded {
    /// A number from 0 to below a limit.
    fileprivate mutating func next(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}
