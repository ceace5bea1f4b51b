/// A place of the catalogue that may carry a SKU, with its product: one row of the sheet.
package struct CatalogPlace: Sendable {
    package let productID: Int
    package let product: String
    /// Its price, before the options' differences.
    package let price: Money
    /// Switched off by staff.
    package let isDisabledByHand: Bool
    /// Its stock option; nil when it has none.
    package let option: String?
    /// The option value's row; nil for the product itself, and where the stock option has no values yet.
    package let valueID: Int?
    package let value: String?
    /// The SKU it carries.
    package let sku: SKU?
    /// The OMS's last number for it.
    package let count: Int?
    /// What the product's options may take off its price altogether.
    package let largestReduction: Money

    /// A place as it was read from the store.
    package init(
        productID: Int, product: String, price: Money, isDisabledByHand: Bool, option: String?, valueID: Int?,
        value: String?, sku: SKU?, count: Int?, largestReduction: Money = .zero
    ) {
        self.productID = productID
        self.product = product
        self.price = price
        self.isDisabledByHand = isDisabledByHand
        self.option = option
        self.valueID = valueID
        self.value = value
        self.sku = sku
        self.count = count
        self.largestReduction = largestReduction
    }

    /// Whether a SKU may be put here: not on a product whose stock option carries them.
    package var carriesSKU: Bool { option == nil || valueID != nil }

    package var title: String {
        guard let option, let value else { return "“\(product)”" }
        return "“\(product)”, \(option): \(value)"
    }

    static let enabledWord = "Enabled"
    static let disabledWord = "Disabled"

    /// What the status column says: the switch that staff have. Whether there is stock is another matter.
    package var status: String { isDisabledByHand ? Self.disabledWord : Self.enabledWord }
}
