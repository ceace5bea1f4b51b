import Domain
import Storage
import Testing

struct InventoryTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `each count has its own verdict, in the order they came`() throws {
        let shirt = try shop.addShirt([("A", 5), ("B", 5), ("C", 5)])
        let outcomes = try shop.take([
            aCount("C", 9), aCount("nowhere", 1), aCount("A", 5), aCount("B", 0, takenAt: noon - .days(2)),
        ])
        #expect(outcomes.map { $0?.verdict } == [.updated, nil, .unchanged, .stale])
        #expect(outcomes.map { $0?.count } == [9, nil, 5, 5])
        #expect(outcomes.map { $0?.available } == [9, nil, 5, 5])
        #expect(try shop.product(shirt.id).available == 19)
    }

    @Test func `an unchanged count moves the time it was taken, and is no movement`() throws {
        let shirt = try shop.addShirt([("A", 5)])
        let before = try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 99) }.count
        try shop.take([aCount("A", 5, takenAt: noon)])
        #expect(try shop.product(shirt.id).sku()?.countedAt == noon)
        #expect(try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 99) }.count == before)
        #expect(try shop.take([aCount("A", 9, takenAt: noon - Span(milliseconds: 1))])[0]?.verdict == .stale)
    }

    @Test func `the first count is a movement even when it is 0`() throws {
        let shirt = try shop.addShirt([("A", 0)])
        let movements = try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 99) }
        #expect(movements.map(\.count) == [0] && movements.map(\.reference) == ["request-1"])
    }

    @Test func `counts switch a product on and off`() throws {
        let shirt = try shop.addShirt([("A", 1), ("B", 0)])
        #expect(shirt.visibility == .enabled)
        try shop.take([aCount("A", 0), aCount("B", 0)])
        #expect(try shop.product(shirt.id).visibility == .disabledByStock)
        #expect(try shop.database.read { try $0.productsOnSale(of: shop.brand.id, limit: 9) }.isEmpty)
        try shop.take([aCount("B", 2)])
        #expect(try shop.product(shirt.id).visibility == .enabled)
        #expect(try shop.database.read { try $0.productsOnSale(of: shop.brand.id, limit: 9) }.map(\.id) == [shirt.id])
    }

    @Test func `a product that was disabled by hand stays disabled whatever AI counts`() throws {
        let shirt = try shop.addShirt([("A", 1)])
        try shop.database.write { tx in
            try tx.saveProduct(
                id: shirt.id, of: shirt.websiteID, name: "Polo", description: "", price: .zero, isDisabledByHand: true)
        }
        try shop.take([aCount("A", 9)])
        #expect(try shop.product(shirt.id).visibility == .disabledByHand)
        #expect(try shop.database.read { try $0.productsOnSale(of: shop.brand.id, limit: 9) }.isEmpty)
    }

    @Test func `a count leaves out what Arvind cannot have counted, until it can`() throws {
        let shirt = try shop.addShirt([("A", 10)])
        let order = try shop.place(aDraft(of: shirt, quantity: 4))
        #expect(try shop.take([aCount("A", 10, takenAt: noon + .minutes(1))])[0]?.available == 6)
        try shop.database.write { tx in
            try tx.markPushed(order, arvindOrderID: nil, actor: nil, now: noon + .minutes(5))
        }
        #expect(try shop.take([aCount("A", 10, takenAt: noon + .minutes(5))])[0]?.available == 6)
        #expect(try shop.take([aCount("A", 6, takenAt: noon + .minutes(6))])[0]?.available == 6)
    }

    @Test func `more sold than counted is nothing to sell, never less than nothing`() throws {
        let shirt = try shop.addShirt([("A", 10)])
        try shop.place(aDraft(of: shirt, quantity: 4))
        #expect(try shop.take([aCount("A", 3)])[0]?.available == 0)
        #expect(try shop.product(shirt.id).available == 0)
    }

    @Test func `a SKU that nothing carries is not counted, and keeps its stock until something does`() throws {
        let shirt = try shop.addShirt([("A", 5)])
        let place = SKUPlace(productID: shirt.id, optionValueID: shirt.stockOption?.values[0].id)
        try shop.database.write { tx in
            try tx.takeSKU(off: place)
            try tx.recount(products: [shirt.id])
        }
        #expect(try shop.product(shirt.id).available == 0)
        #expect(try shop.take([aCount("A", 7)])[0] == nil)
        try shop.database.write { tx in
            try tx.putSKU(try #require(SKU("A")), on: place, of: shop.brand.id)
            try tx.recount(products: [shirt.id])
        }
        #expect(try shop.product(shirt.id).sku()?.available == 5)
        #expect(try shop.product(shirt.id).available == 5)
    }

    @Test func `one place carries one SKU`() throws {
        let shirt = try shop.addShirt([("A", 5)])
        let place = SKUPlace(productID: shirt.id, optionValueID: shirt.stockOption?.values[0].id)
        #expect(throws: DatabaseError.self) {
            try shop.database.write { tx in try tx.putSKU(try #require(SKU("B")), on: place, of: shop.brand.id) }
        }
    }
}

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
    }

    @Test(arguments: 1...8)
    func `sales, cancellations, pushes and counts in any order keep what may be sold right`(seed: UInt64) throws {
        let shop = try TestShop()
        let shirt = try shop.addShirt([("POLO-M", 20)])
        var random = Seeded(seed)
        var model = Model()
        for step in 0..<120 {
            let now = noon + .minutes(step)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: try sell(Int.random(in: 1...4, using: &random), of: shirt, shop, &model, now)
            case 4..<6: try cancel(Int.random(in: 1...4, using: &random), shop, &model, now, &random)
            case 6..<8: try push(shop, &model, now, &random)
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

    private func push(_ shop: TestShop, _ model: inout Model, _ now: Instant, _ random: inout Seeded) throws {
        guard let index = model.sales.indices.randomElement(using: &random) else { return }
        let order = model.sales[index].order
        try shop.database.write { tx in try tx.markPushed(order, arvindOrderID: nil, actor: nil, now: now) }
        model.sales[index].acknowledgedAt = model.sales[index].acknowledgedAt ?? now
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
        for index in model.sales.indices {
            if let acknowledged = model.sales[index].acknowledgedAt, acknowledged < takenAt {
                model.sales[index].held = 0
            }
        }
    }
}
