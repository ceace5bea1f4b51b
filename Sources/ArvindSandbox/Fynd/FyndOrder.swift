import Domain
import JSON
import Web

/// The body of POST /fynd/orders. Amounts are rupees.
struct FyndOrder: Decodable, Sendable {
    struct Bag: Decodable, Sendable {
        let itemId: String, sku: String, quantity: Int, priceMarked: Rupees, priceEffective: Rupees
        let affiliateStoreId: String
    }
    struct Address: Decodable, Sendable {
        let firstName: String, lastName: String, email: String, phone: String, address1: String, address2: String
        let city: String, state: String, country: String, pincode: String
    }

    let affiliateId: String, affiliateOrderId: String, createdAt: String
    let paymentMode: PaymentMode
    let bags: [Bag]
    let shippingAddress: Address
    let deliveryCharges: Rupees, codCharges: Rupees, discount: Rupees, total: Rupees

    func check() throws(APIRefusal) {
        try require((1...64).contains(affiliateOrderId.count), "/affiliateOrderId must be 1 to 64 characters.")
        try require(Instant(rfc3339: createdAt) != nil, "/createdAt must be a time as in RFC 3339, with an offset.")
        try require((1...1000).contains(bags.count), "/bags must be a list of 1 to 1000.")
        try require(Set(bags.map(\.itemId)).count == bags.count, "/bags must not have the same itemId twice.")
        for (index, bag) in bags.enumerated() {
            try require((1...64).contains(bag.itemId.count), "/bags/\(index)/itemId must be 1 to 64 characters.")
            try require(SKU(bag.sku) != nil, "/bags/\(index)/sku must be 1 to 64 characters.")
            try require((1...100_000).contains(bag.quantity), "/bags/\(index)/quantity must be from 1 to 100000.")
            try require(
                (0...max(0, bag.priceMarked.paise)).contains(bag.priceEffective.paise),
                "/bags/\(index)/priceEffective must be from 0 to priceMarked.")
        }
        let sum = bags.reduce(0) { $0 + $1.priceEffective.paise * $1.quantity }
        try require(
            total.paise == sum + deliveryCharges.paise + codCharges.paise - discount.paise,
            "/total must be the bags and the charges without the discount.")
        try shippingAddress.check()
    }

    /// The same as every order is kept here. FYND gets no names of products.
    var received: ReceivedOrder {
        let items = bags.map { bag in
            ReceivedOrder.Item(
                orderItemId: bag.itemId, sku: bag.sku, name: bag.sku, option: nil, quantity: bag.quantity,
                unitPrice: bag.priceEffective.paise, total: bag.priceEffective.paise * bag.quantity)
        }
        let place = shippingAddress.received
        return ReceivedOrder(
            orderId: affiliateOrderId, createdAt: createdAt, currency: "INR", paymentMode: paymentMode,
            totals: .init(
                items: items.reduce(0) { $0 + $1.total }, shipping: deliveryCharges.paise, discount: discount.paise,
                total: total.paise),
            customer: .init(name: place.name, email: shippingAddress.email, phone: place.phone), shippingAddress: place,
            billingAddress: place, items: items)
    }
}

extension FyndOrder.Address {
    fileprivate func check() throws(APIRefusal) {
        for (field, text) in [
            ("firstName", firstName), ("email", email), ("phone", phone), ("address1", address1), ("city", city),
            ("state", state),
        ] { try require(!text.trimmed.isEmpty, "/shippingAddress/\(field) must not be empty.") }
        try require(country == "India", "/shippingAddress/country must be India.")
        try require(Pincode(pincode)?.text == pincode, "/shippingAddress/pincode must be six digits.")
    }

    fileprivate var received: ReceivedOrder.Place {
        .init(
            name: "\(firstName) \(lastName)".trimmed, line1: address1, line2: address2, city: city, state: state,
            pincode: pincode, country: "IN", phone: phone)
    }
}

/// An amount, such as `1299.50`: read as it is written, since a binary fraction would not hold it.
struct Rupees: Decodable, Sendable {
    let paise: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text: String? =
            switch try container.decode(JSONValue.self) {
            case .integer(let whole): String(whole)
            case .number(let text): text
            default: nil
            }
        guard let amount = text.flatMap(Money.init(text:)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no amount in rupees")
        }
        paise = amount.paise
    }
}

/// POST /fynd/orders
@Sendable func receiveFyndOrder(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let order = try request.body(FyndOrder.self)
    try partner.require(affiliate: order.affiliateId)
    try order.check()
    try request.requireKey(order.affiliateOrderId)
    let id = try world.database.write { try $0.accept(order.received, from: partner, at: request.now) }
    return .fynd(["fyndOrderId": .text("FY\(100_000 + id.number)")])
}
