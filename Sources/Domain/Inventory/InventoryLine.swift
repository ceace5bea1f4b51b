/// One SKU as the OMS can read it back.
package struct InventoryLine: Sendable {
    package let code: String
    /// The OMS's last count.
    package let count: Int
    package let available: Int
    /// When the OMS counted; nil before the first count.
    package let countedAt: Instant?
    package let productID: ID<Product>
    package let product: String
    /// The product's stock option; nil when it has none.
    package let option: String?
    /// The option value that has the SKU.
    package let value: String?

    package init(
        code: String, count: Int, available: Int, countedAt: Instant?, productID: ID<Product>, product: String,
        option: String?,
        value: String?
    ) {
        self.code = code
        self.count = count
        self.available = available
        self.countedAt = countedAt
        self.productID = productID
        self.product = product
        self.option = option
        self.value = value
    }
}
