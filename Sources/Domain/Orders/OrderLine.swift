/// One line of an order: the OMS's order item.
package struct OrderLine: Sendable {
    package let id: Int
    /// Its place in the order, from 1.
    package let line: Int
    package let productID: Int
    /// The code the OMS knows it by; nil when the product had none: such an order cannot be pushed.
    package let sku: String?
    /// The product's name when it was bought.
    package let name: String
    /// `Size: M, Gift wrap: Yes`; may be empty.
    package let optionText: String
    package let quantity: Int
    /// What one unit cost.
    package let unitPrice: Money
    /// Who carries it, under which number, and where to look.
    package let shipment: Shipment
    /// Which units are where.
    package let progress: LineProgress

    package init(
        id: Int, line: Int, productID: Int, sku: String?, name: String, optionText: String, quantity: Int,
        unitPrice: Money, shipment: Shipment, progress: LineProgress
    ) {
        self.id = id
        self.line = line
        self.productID = productID
        self.sku = sku
        self.name = name
        self.optionText = optionText
        self.quantity = quantity
        self.unitPrice = unitPrice
        self.shipment = shipment
        self.progress = progress
    }

    /// What the line costs.
    package var total: Money { unitPrice * quantity }

    package func itemID(in orderNumber: String) -> String { "\(orderNumber)-\(line)" }
}

package struct Shipment: Equatable, Sendable {
    package let courier: String?
    /// The air waybill number.
    package let awb: String?
    /// Where the customer can follow it.
    package let trackingURL: String?

    package init(courier: String? = nil, awb: String? = nil, trackingURL: String? = nil) {
        self.courier = courier
        self.awb = awb
        self.trackingURL = trackingURL
    }

    /// Nothing is known yet.
    package static let none = Shipment()

    /// What is new, and what was known where there is nothing new.
    package func updated(by news: Shipment) -> Shipment {
        Shipment(
            courier: news.courier ?? courier, awb: news.awb ?? awb, trackingURL: news.trackingURL ?? trackingURL)
    }
}
