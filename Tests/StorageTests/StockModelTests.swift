import Domain
import Storage
import TestSupport
import Testing

/// Whatever happens to one SKU, the store agrees with a model of a few lines.
struct StockModelTests {
    private struct Model {
        struct Sale {
            let order: Order
            var live: Int
            var held: Int
            var acknowledgedAt: Instant?
        }

        var count = 20
        var countedAt = noon - .days(1)
        var sales: [Sale] = []

        var held: Int { sales.reduce(0) { $0 + $1.held } }
        var available: Int { max(0, count - held) }

        mutating func release(acknowledgedBefore time: Instant) {
            for index in sales.indices {
                if let acknowledged = sales[index].acknowledgedAt, acknowledged < time { sales[index].held = 0 }
            }
        }
    }

    @Test(arguments: 1...8)
    func `sales, cancellations, pushes, events and counts in any order keep what may be sold right`(seed: UInt64) throws
    {
        let shop = try TestShop()
        let shirt = try shop.addShirt([("POLO-M", 20)])
        var random = Seeded(seed)
        var model = Model()
        for step in 0..<120 {
            let now = noon + .minutes(step)
            switch Int.random(in: 0..<12, using: &random) {
            case 0..<4: try sell(Int.random(in: 1...4, using: &random), of: shirt, shop, &model, now)
            case 4..<6: try cancel(Int.random(in: 1...4, using: &random), shop, &model, now, &random)
            case 6..<8: try push(shop, &model, now, &random)
            case 8: try countByHand(Int.random(in: 0...30, using: &random), shop, &model, now)
            case 9: try poison(shop, &model, now)
            default: try count(shop, &model, now - .minutes(Int.random(in: 0...20, using: &random)), now, &random)
            }
            let product = try shop.product(shirt.id)
            #expect(product.available == model.available, "step \(step)")
            #expect(product.sku()?.available == model.available && product.sku()?.count == model.count)
            let held = try shop.database.read { snapshot in
                (
                    try snapshot.number("SELECT uncounted FROM sku WHERE code = 'POLO-M'"),
                    try snapshot.number("SELECT coalesce(sum(quantity), 0) FROM uncounted_units")
                )
            }
            #expect(held == (model.held, model.held), "step \(step)")
        }
        #expect(try shop.database.problems() == [])
    }

    private func sell(_ quantity: Int, of shirt: Product, _ shop: TestShop, _ model: inout Model, _ now: Instant) throws
    {
        let isEnough = model.available >= quantity
        do {
            let order = try shop.place(aDraft(of: shirt, quantity: quantity), now: now)
            #expect(isEnough)
            model.sales.append(Model.Sale(order: order, live: quantity, held: quantity))
        } catch let shortage as StockShortage {
            #expect(!isEnough && shortage.left == model.available)
        }
    }

    private func cancel(
        _ quantity: Int, _ shop: TestShop, _ model: inout Model, _ now: Instant, _ random: inout Seeded
    ) throws {
        guard let index = model.sales.indices.randomElement(using: &random) else { return }
        let move = ItemMove(to: .cancelled, quantity: quantity, at: now, source: .staff)
        let outcome = try shop.move(model.sales[index].order, move, now: now)
        let cancelled = min(quantity, model.sales[index].live)
        #expect((outcome == .applied) == (cancelled > 0))
        model.sales[index].live -= cancelled
        model.sales[index].held -= min(cancelled, model.sales[index].held)
    }

    /// A push is accepted, refused or has no clear answer, or an event proves that Arvind has the order: in any order, and again.
    private func push(_ shop: TestShop, _ model: inout Model, _ now: Instant, _ random: inout Seeded) throws {
        guard let index = model.sales.indices.randomElement(using: &random) else { return }
        let order = model.sales[index].order
        let turn = Int.random(in: 0..<4, using: &random)
        try shop.database.write { tx in
            if turn > 0 { _ = try tx.leaseOrderToPush(order.id, until: now + .minutes(1), now: now) }
            switch turn {
            case 0: try tx.markPushed(byEventOf: order, now: now)
            case 1: try tx.markPushed(order, omsOrderID: nil, actor: nil, now: now)
            case 2: try tx.markPushRefused(order.id, reason: "UNKNOWN_SKU")
            default: try tx.markPushUnknown(order, reason: "time-out", wasCalled: true, jitter: 0, now: now)
            }
        }
        guard turn < 2 else { return }
        model.sales[index].acknowledgedAt = model.sales[index].acknowledgedAt ?? now
        // A count of the next minutes, which a clock set back leaves behind, is newer.
        if now < model.countedAt { model.sales[index].held = 0 }
    }

    /// A clock that runs ahead a little, and is set right: the OMS's counts are older for a while. A person's is not.
    private func poison(_ shop: TestShop, _ model: inout Model, _ now: Instant) throws {
        let ahead = now + .minutes(3)
        _ = try shop.database.write { try $0.execute("UPDATE sku SET counted_at = \(ahead)") }
        model.countedAt = ahead
    }

    private func countByHand(_ number: Int, _ shop: TestShop, _ model: inout Model, _ now: Instant) throws {
        let id: ID<StockedSKU> = try #require(
            try shop.database.read { try $0.first("SELECT id FROM sku WHERE code = 'POLO-M'") { try $0.next() } })
        try shop.database.write { try $0.countByHand(number, ofSKU: id, reason: "Stock take", by: "ravi", at: now) }
        (model.count, model.countedAt) = (number, now)
        model.release(acknowledgedBefore: now)
    }

    private func count(
        _ shop: TestShop, _ model: inout Model, _ takenAt: Instant, _ now: Instant, _ random: inout Seeded
    ) throws {
        let number = Int.random(in: 0...30, using: &random)
        let outcome = try #require(try shop.take([aCount("POLO-M", number, takenAt: takenAt)], now: now)[0])
        #expect((outcome.verdict == .stale) == (takenAt < model.countedAt))
        guard takenAt >= model.countedAt else { return }
        model.count = number
        model.countedAt = takenAt
        model.release(acknowledgedBefore: takenAt)
    }
}
