import Domain
import Storage
import Testing

/// SKUs that Arvind counts and nothing carries.
struct UnmappedSKUTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func unmapped(at website: Website? = nil) throws -> [UnmappedSKU] {
        let id = (website ?? shop.brand).id
        return try shop.database.read { try $0.unmappedSKUs(of: id, limit: 20_000) }
    }

    @Test func `the count of an unmapped SKU is remembered, with how often and when it came`() throws {
        for minute in 1...3 {
            let time = noon + .minutes(minute)
            #expect(try shop.take([aCount("NEW", minute, takenAt: time)], now: time)[0] == nil)
        }
        #expect(try shop.take([aCount("NEW", 99, takenAt: noon)], now: noon + .minutes(4))[0] == nil)
        let row = try #require(try unmapped().first)
        #expect(row.code == "NEW" && row.count == 3 && row.countedAt == noon + .minutes(3))
        #expect(row.times == 4 && row.lastAt == noon + .minutes(4))
        #expect(try unmapped(at: shop.other).isEmpty)
    }

    @Test func `who maps a SKU finds the stock that Arvind has told`() throws {
        try shop.take([aCount("NEW", 7, takenAt: noon - .hours(1))])
        let id = try shop.database.write { tx in
            let id = try tx.addProduct(websiteID: shop.brand.id, name: "Mug", description: "", price: .zero)
            try tx.putSKU(
                try #require(SKU("NEW")), on: SKUCarrier(productID: id, optionValueID: nil), of: shop.brand.id,
                by: "asha", at: noon)
            return id
        }
        let mug = try shop.product(id)
        #expect(mug.available == 7 && mug.sku?.count == 7 && mug.sku?.countedAt == noon - .hours(1))
        let movement = try #require(try shop.database.read { try $0.movements(ofProduct: id, limit: 9) }.first)
        #expect(movement.source == .inventory && movement.reference == "request-1" && movement.count == 7)
        #expect(try unmapped().isEmpty)
        #expect(try shop.take([aCount("NEW", 9, takenAt: noon - .hours(2))])[0]?.verdict == .stale)
    }

    @Test func `a SKU that was unmapped for a while gets the counts that came in between`() throws {
        let shirt = try shop.addShirt([("A", 5)])
        let place = SKUCarrier(productID: shirt.id, optionValueID: shirt.stockOption?.values[0].id)
        try shop.database.write { tx in
            try tx.takeSKU(off: place, by: "asha", at: noon)
            try tx.recountProducts([shirt.id])
        }
        #expect(try shop.product(shirt.id).available == 0)
        #expect(try shop.take([aCount("A", 1)])[0] == nil)
        try shop.database.write { tx in
            try tx.putSKU(try #require(SKU("A")), on: place, of: shop.brand.id, by: "asha", at: noon)
            try tx.recountProducts([shirt.id])
        }
        #expect(try shop.product(shirt.id).sku()?.available == 1)
        #expect(try shop.product(shirt.id).available == 1)
    }

    @Test func `a website remembers the last ten thousand unmapped SKUs`() throws {
        for batch in 0..<21 {
            let counts = try (0..<500).map { try aCount("S-\(batch)-\($0)", 1) }
            try shop.take(counts, now: noon + .minutes(batch))
        }
        let codes = try unmapped().map(\.code)
        #expect(codes.count == 10_000)
        #expect(!codes.contains { $0.hasPrefix("S-0-") } && codes.contains("S-1-0") && codes.contains("S-20-499"))
    }
}
