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

    @Test func `a SKU may have signs in it that mean something to an engine`() throws {
        // The last two look the same, and are two.
        let codes = [
            "NULL", "a,b", "{}", "\"", "\\", "'; DROP TABLE sku; --", "\"\u{301},\"x", "%_", " ", "\u{e9}", "e\u{301}",
        ]
        let shirt = try shop.addShirt(codes.enumerated().map { (code: $1, count: $0 + 1) })
        let unmapped = codes.map { $0 + "?" }
        let outcomes = try shop.take(try (unmapped + codes.reversed()).map { try aCount($0, 7) })
        #expect(outcomes.map { $0?.count } == unmapped.map { _ in nil } + codes.map { _ in 7 })
        #expect(try shop.product(shirt.id).available == 7 * codes.count)
        let remembered = try shop.database.read { try $0.unmappedSKUs(of: shop.brand.id, limit: 99) }
        #expect(Set(remembered.map { Array($0.code.utf8) }) == Set(unmapped.map { Array($0.utf8) }))
        #expect(remembered.allSatisfy { $0.count == 7 && $0.countedAt == noon })
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
        #expect(movements.map(\.count) == [0, 0] && movements.map(\.source) == [.inventory, .putOn])
    }

    private func onSale() throws -> [ID<Product>] {
        try shop.database.read { try $0.shopProducts(of: shop.brand.id, limit: 9) }.filter { $0.available > 0 }.map(
            \.id)
    }

    @Test func `counts switch a product on and off`() throws {
        let shirt = try shop.addShirt([("A", 1), ("B", 0)])
        #expect(shirt.visibility == .enabled)
        try shop.take([aCount("A", 0), aCount("B", 0)])
        #expect(try shop.product(shirt.id).visibility == .disabledByStock)
        #expect(try onSale().isEmpty)
        try shop.take([aCount("B", 2)])
        #expect(try shop.product(shirt.id).visibility == .enabled)
        #expect(try onSale() == [shirt.id])
    }

    @Test func `a product that was disabled by hand stays disabled whatever Arvind counts`() throws {
        let shirt = try shop.addShirt([("A", 1)])
        try shop.database.write { tx in
            try tx.saveProduct(id: shirt.id, of: shirt.websiteID, price: .zero, isDisabledByHand: true)
        }
        try shop.take([aCount("A", 9)])
        #expect(try shop.product(shirt.id).visibility == .disabledByHand)
        #expect(try onSale().isEmpty)
    }

    @Test func `a count leaves out what Arvind cannot have counted, until it can`() throws {
        let shirt = try shop.addShirt([("A", 10)])
        let order = try shop.place(aDraft(of: shirt, quantity: 4))
        #expect(try shop.take([aCount("A", 10, takenAt: noon + .minutes(1))])[0]?.available == 6)
        try shop.database.write { tx in
            try tx.markPushed(order, omsOrderID: nil, actor: nil, now: noon + .minutes(5))
        }
        #expect(try shop.take([aCount("A", 10, takenAt: noon + .minutes(5))])[0]?.available == 6)
        #expect(try shop.take([aCount("A", 6, takenAt: noon + .minutes(6))])[0]?.available == 6)
    }

    @Test func `more sold than counted leaves 0 available, never less`() throws {
        let shirt = try shop.addShirt([("A", 10)])
        try shop.place(aDraft(of: shirt, quantity: 4))
        #expect(try shop.take([aCount("A", 3)])[0]?.available == 0)
        #expect(try shop.product(shirt.id).available == 0)
    }

    @Test func `a count that Arvind took between its answer and our writing it down has the units in it`() throws {
        let shirt = try shop.addShirt([("A", 10)])
        let order = try shop.place(aDraft(of: shirt, quantity: 4))
        #expect(
            try shop.take([aCount("A", 6, takenAt: noon + .seconds(2))], now: noon + .seconds(2))[0]?.available == 2)
        try shop.database.write { tx in
            try tx.markPushed(order, omsOrderID: nil, actor: nil, now: noon + .seconds(1))
        }
        #expect(try shop.product(shirt.id).available == 6)
        #expect(try shop.database.read { try $0.number("SELECT count(*) FROM uncounted_units") } == 0)
        let movement = try #require(try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 1) }.first)
        #expect(movement.source == .inventory && movement.reference == order.number && movement.available == 6)
    }

    @Test func `one place has one SKU`() throws {
        let shirt = try shop.addShirt([("A", 5)])
        let place = SKUCarrier(productID: shirt.id, optionValueID: shirt.stockOption?.values[0].id)
        #expect(throws: DatabaseError.self) {
            try shop.database.write { tx in
                try tx.putSKU(try #require(SKU("B")), on: place, of: shop.brand.id, by: "asha", at: noon)
            }
        }
    }
}
