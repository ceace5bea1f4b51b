import Domain
import Storage
import Testing

extension TestShop {
    /// Holds rows (ID, product, option, value, SKU, price, status) against the catalogue.
    func check(_ rows: [[String]]) throws -> CatalogCheck {
        let rows = rows.enumerated().compactMap { index, cells in
            CatalogRow(number: index + 2) { .success($0.rawValue < cells.count ? cells[$0.rawValue] : "") }
        }
        return try database.read { store in
            CatalogCheck(
                rows, places: try store.catalogPlaces(ofProducts: rows.map(\.productID), at: brand.id),
                carriers: try store.carriers(of: rows.compactMap(\.wantedSKU), in: brand.id))
        }
    }
}

/// A sheet's changes, made at once or not at all.
struct ApplySheetTests {
    private let shop: TestShop
    private let shirt: Product
    private let mug: Product

    init() throws {
        let shop = try TestShop()
        self.shop = shop
        shirt = try shop.addShirt([("POLO-M", 10), ("POLO-L", 4)])
        let id = try shop.database.write { tx in
            try tx.addProduct(websiteID: shop.brand.id, name: "Mug", description: "", price: Money(paise: 500))
        }
        mug = try shop.product(id)
    }

    private func apply(_ rows: [[String]]) throws {
        let check = try shop.check(rows)
        #expect(check.errors.isEmpty)
        let id = shop.brand.id
        try shop.database.write { try $0.applyCatalogChanges(check.changes, of: id, by: "asha", at: noon) }
    }

    private func row(_ value: Int, _ sku: String = "", name: String = "", price: String = "", status: String = "")
        -> [String]
    {
        ["\(shirt.id)", name, "Size", shirt.stockOption?.values[value].name ?? "", sku, price, status]
    }

    private func skus() throws -> [String?] {
        try shop.product(shirt.id).stockOption?.values.map { $0.sku?.code } ?? []
    }

    @Test func `name, price, status and SKUs are saved`() throws {
        try apply([
            row(0, "NEW", name: "Shirt", price: "120.50", status: "disabled"), row(1, "POLO-L"),
            ["\(mug.id)", "", "", "", "MUG"],
        ])
        let saved = try shop.product(shirt.id)
        #expect(saved.name == "Shirt" && saved.price == Money(paise: 12_050) && saved.isDisabledByHand)
        #expect(try skus() == ["NEW", "POLO-L"] && saved.available == 4)
        #expect(try shop.product(mug.id).sku?.code == "MUG")
    }

    @Test func `places exchange their SKUs, and stock and history go along`() throws {
        let before = try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 10) }
        try apply([row(0, "POLO-L"), row(1, "POLO-M")])
        let values = try #require(try shop.product(shirt.id).stockOption?.values)
        #expect(values.map { $0.sku?.available } == [4, 10] && values.map { $0.sku?.code } == ["POLO-L", "POLO-M"])
        let after = try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 10) }
        #expect(after.dropFirst(4).map(\.id) == before.map(\.id))
        #expect(after.prefix(4).map(\.source) == [.putOn, .putOn, .takenOff, .takenOff])
        #expect(
            after[0].reference == "Polo, Size: Size of POLO-L (asha)" && after[0].sku == "POLO-M"
                && after[0].count == 10)
    }

    @Test func `a SKU goes to another product, and both are added up anew`() throws {
        try apply([row(0, "(none)"), ["\(mug.id)", "", "", "", "POLO-M"]])
        #expect(try shop.product(shirt.id).available == 4 && shop.product(mug.id).available == 10)
        #expect(try skus() == [nil, "POLO-L"])
    }

    @Test func `a SKU that Arvind counted before it was mapped gets that count`() throws {
        try shop.take([aCount("EARLY", 7)])
        try apply([["\(mug.id)", "", "", "", "EARLY"]])
        #expect(try shop.product(mug.id).available == 7)
    }

    @Test func `the rows of a product change it once, whichever of them says so`() throws {
        try apply([row(0, price: "11"), row(1, "POLO-L", name: "Shirt")])
        let saved = try shop.product(shirt.id)
        #expect(saved.price == Money(paise: 1100) && saved.name == "Shirt")
    }

    /// What somebody else does between preview and apply, and whether it matters to a sheet with a price and a SKU.
    @Test(arguments: [
        ("UPDATE product SET price = 1 WHERE name = 'Polo'", true),
        ("UPDATE product SET name = 'Other' WHERE name = 'Polo'", false),
        ("UPDATE sku SET count = 1, available = 1, uncounted = 0 WHERE code = 'POLO-M'", false),
        ("UPDATE sku SET code = 'X' WHERE code = 'POLO-M'", true),
        ("UPDATE sku SET option_value_id = NULL, product_id = NULL WHERE code = 'POLO-M'", true),
        ("UPDATE sku SET option_value_id = NULL, product_id = NULL WHERE code = 'POLO-L'", false),
        ("INSERT INTO sku (website_id, code, product_id) SELECT 1, 'NEW', id FROM product WHERE name = 'Mug'", true),
        ("INSERT INTO sku (website_id, code) VALUES (1, 'NEW')", false),
        ("UPDATE product_option SET is_stock = 0", true),
    ])
    func `what was changed since matters when the sheet touches it, and then nothing is changed`(
        sql: String, matters: Bool
    ) throws {
        let changes = try shop.check([row(0, "NEW", price: "77")]).changes
        let id = shop.brand.id
        _ = try shop.database.write { try $0.execute(SQL(stringLiteral: sql)) }
        let price = try shop.product(shirt.id).price
        if matters {
            #expect(throws: CatalogMoved.self) {
                try shop.database.write { try $0.applyCatalogChanges(changes, of: id, by: "asha", at: noon) }
            }
            #expect(try shop.product(shirt.id).price == price)
        } else {
            try shop.database.write { try $0.applyCatalogChanges(changes, of: id, by: "asha", at: noon) }
            #expect(try skus().first == "NEW")
        }
    }

    @Test func `an import is found by its own staff member and website only, and applied once`() throws {
        let (brand, other) = (shop.brand.id, shop.other.id)
        try shop.database.write { tx in
            for name in ["a", "b"] { try tx.addStaff(username: name, passwordHash: "", role: .operations, at: noon) }
            try tx.addCatalogImport("t", fileName: "f.csv", of: 1, at: brand, now: noon)
            #expect(try !tx.startImport("t", silentSince: noon, now: noon))
            try tx.markImportChecked("t", changed: 1, unchanged: 2, failed: 3)
            #expect(try tx.catalogImport("t", of: 1, at: brand)?.failed == 3)
            #expect(
                try tx.catalogImport("t", of: 2, at: brand) == nil && tx.catalogImport("t", of: 1, at: other) == nil)
            #expect(try tx.startImport("t", silentSince: noon - .minutes(2), now: noon))
            #expect(try !tx.startImport("t", silentSince: noon - .minutes(2), now: noon))
            #expect(try tx.startImport("t", silentSince: noon + .minutes(1), now: noon))
            #expect(try tx.markImportApplied("t") && !tx.markImportApplied("t"))
            try tx.markImportRefused("t", "late")
            #expect(try tx.catalogImport("t", of: 1, at: brand)?.state == .applied)
            #expect(try tx.removeCatalogImports(createdBefore: noon) == [])
            #expect(try tx.removeCatalogImports(createdBefore: noon + .seconds(1)) == ["t"])
        }
    }
}
