/// An option value, or a product without options, that can have a SKU: one row of the sheet.
package struct CatalogPlace: Sendable {
    package let productID: ID<Product>
    package let product: String
    /// Its price, before the options' differences.
    package let price: Money
    package let isDisabledByHand: Bool
    /// Its stock option; nil when it has none.
    package let option: String?
    /// The option value's row; nil for the product itself, and where the stock option has no values yet.
    package let valueID: ID<OptionValue>?
    package let value: String?
    package let sku: SKU?
    /// The OMS's last count for it.
    package let count: Int?
    package let largestReduction: Money

    package init(
        productID: ID<Product>, product: String, price: Money, isDisabledByHand: Bool, option: String?,
        valueID: ID<OptionValue>?,
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

    package var title: String {
        guard let option, let value else { return "“\(product)”" }
        return "“\(product)”, \(option): \(value)"
    }

    static let enabledWord = "Enabled"
    static let disabledWord = "Disabled"

    /// The status column: the switch that staff set, whatever the stock.
    package var status: String { isDisabledByHand ? Self.disabledWord : Self.enabledWord }
}
