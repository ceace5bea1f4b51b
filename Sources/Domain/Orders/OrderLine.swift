/// One line of an order: AI's order item.
public struct OrderLine: Sendable {
    /// Its row.
    public let id: Int
    /// Its place in the order, from 1.
    public let line: Int
    /// What was bought.
    public let productID: Int
    /// The code AI knows it by; nil when the product had none: such an order cannot be pushed.
    public let sku: String?
    /// The product's name when it was bought.
    public let name: String
    /// `Size: M, Gift wrap: Yes`; may be empty.
    public let optionText: String
    /// How many units.
    public let quantity: Int
    /// What one unit cost.
    public let unitPrice: Money
    /// Who carries it, under which number, and where to look.
    public let shipment: Shipment
    /// Which units are where.
    public let progress: LineProgress

    /// A line from its parts.
    public init(
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
    public var total: Money { unitPrice * quantity }

    /// AI's `orderItemId`: `KFY-100023-1`.
    public func itemID(in orderNumber: String) -> String { "\(orderNumber)-\(line)" }
}

/// A courier's parcel.
public struct Shipment: Equatable, Sendable {
    /// The courier's name.
    public let courier: String?
    /// The air waybill number.
    public let awb: String?
    /// Where the customer can follow it.
    public let trackingURL: String?

    /// What AI said of the parcel.
    public init(courier: String? = nil, awb: String? = nil, trackingURL: String? = nil) {
        self.courier = courier
        self.awb = awb
        self.trackingURL = trackingURL
    }

    /// Nothing is known yet.
    public static let none = Shipment()

    /// What is new, and what was known where there is nothing new.
    public func updated(by news: Shipment) -> Shipment {
        Shipment(
            courier: news.courier ?? courier, awb: news.awb ?? awb, trackingURL: news.trackingURL ?? trackingURL)
    }
}
