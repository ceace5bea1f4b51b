import Domain
import Storage

/// A place for a SKU, and its fields in the form.
struct SKUSlot {
    let carrier: SKUCarrier
    let title: String
    let sku: StockedSKU?

    var code: SKU? { sku.flatMap { SKU($0.code) } }
    var field: String { "sku-\(place)" }
    private var place: String { carrier.optionValueID.map(String.init) ?? "product" }

    /// Its count, as a form shows it; nil without a SKU.
    var shownCount: ShownField? {
        sku.map {
            ShownField(
                "count-\(place)", "the count of \(title)", "\($0.count)", words: "\($0.count)",
                auditName: "count of \(title): ")
        }
    }

    var shown: ShownField {
        ShownField(
            field, "the SKU of \(title)", sku?.code ?? "", words: sku?.code ?? "no SKU", auditName: "SKU of \(title): ")
    }
}

extension Product {
    /// The product's places for SKUs: each value of its stock option, or the product itself.
    var skuSlots: [SKUSlot] {
        guard let option = stockOption else {
            return [SKUSlot(carrier: SKUCarrier(productID: id, optionValueID: nil), title: "This product", sku: sku)]
        }
        return option.values.map { value in
            SKUSlot(
                carrier: SKUCarrier(productID: id, optionValueID: value.id), title: "\(option.name): \(value.name)",
                sku: value.sku)
        }
    }
}
