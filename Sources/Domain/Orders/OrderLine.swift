/// One line of an order: the OMS's order item.
package struct OrderLine: Sendable {
    package let id: ID<OrderLine>
    /// Its position in the order, from 1.
    package let line: Int
    package let productID: ID<Product>
    /// The code the OMS knows it by. An order with a line without one cannot be pushed.
    package let sku: String?
    /// The product's name when it was bought.
    package let name: String
    /// `Size: M, Gift wrap: Yes`; may be empty.
    package let optionText: String
    package let quantity: Int
    package let unitPrice: Money
    package let progress: LineProgress

    package init(
        id: ID<OrderLine>, line: Int, productID: ID<Product>, sku: String?, name: String, optionText: String,
        quantity: Int,
        unitPrice: Money, progress: LineProgress
    ) {
        self.id = id
        self.line = line
        self.productID = productID
        self.sku = sku
        self.name = name
        self.optionText = optionText
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.progress = progress
    }

    package var total: Money { unitPrice * quantity }

    package func itemID(in orderNumber: String) -> String { "\(orderNumber)-\(line)" }
}
