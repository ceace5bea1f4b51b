import Domain
import Storage
import TestSupport
import Testing

/// The number beside each product agrees with the list of the places that have no SKU.
struct MissingSKUTests {
    @Test(arguments: 1...4)
    func `however a catalogue changes, the places without a SKU are counted right`(seed: UInt64) throws {
        let shop = try TestShop()
        var random = Seeded(seed)
        for step in 0..<60 {
            try change(shop, "\(step)", &random)
            let (counted, listed) = try shop.database.read { store in
                (
                    try store.products(of: shop.brand.id, .all, search: "", limit: 99)
                        .reduce(into: [:]) { $0[$1.id] = $1.missingSKUs == 0 ? nil : $1.missingSKUs },
                    try store.missingSKUs(of: shop.brand.id, limit: 999)
                        .reduce(into: [:]) { $0[$1.productID, default: 0] += 1 }
                )
            }
            #expect(counted == listed, "step \(step)")
            let health = try shop.database.read { try $0.stockHealth(of: shop.brand.id) }
            #expect(health.missingSKUs == listed.values.reduce(0, +), "step \(step)")
        }
        #expect(try shop.database.problems() == [])
    }

    /// One change, named so that no two collide.
    private func change(_ shop: TestShop, _ name: String, _ random: inout Seeded) throws {
        let products = try shop.database.read { try $0.products(of: shop.brand.id, .all, search: "", limit: 99) }
        guard let any = products.randomElement(using: &random), Int.random(in: 0..<5, using: &random) > 0 else {
            return try shop.database.write { tx in
                _ = try tx.addProduct(websiteID: shop.brand.id, name: name, description: "", price: .zero)
            }
        }
        let product = try shop.product(any.id)
        let option = product.options.randomElement(using: &random)
        let value = product.stockOption?.values.randomElement(using: &random)
        let place = SKUCarrier(productID: product.id, optionValueID: value?.id)
        let isFree =
            product.stockOption.map { option in option.values.allSatisfy { $0.sku == nil } } ?? (product.sku == nil)
        let turn = Int.random(in: 0..<8, using: &random)
        let sku = try #require(SKU("SKU-\(name)"))
        try shop.database.write { tx in
            switch turn {
            case 0:
                _ = try tx.addOption(productID: product.id, name: name, isStock: isFree && product.stockOption == nil)
            case 1, 2:
                if let option { _ = try tx.addOptionValue(optionID: option.id, ofProduct: product.id, name: name) }
            case 3: if isFree { try tx.setStockOption(option?.id, ofProduct: product.id) }
            case 4: if let option, isFree { try tx.deleteOption(option.id, ofProduct: product.id) }
            case 5: if let value { try tx.deleteOptionValue(value.id, ofProduct: product.id, by: "asha", at: noon) }
            case 6: try tx.takeSKU(off: place, by: "asha", at: noon)
            default:
                if product.stockOption == nil ? product.sku == nil : value != nil && value?.sku == nil {
                    try tx.putSKU(sku, on: place, of: shop.brand.id, by: "asha", at: noon)
                }
            }
        }
    }
}
