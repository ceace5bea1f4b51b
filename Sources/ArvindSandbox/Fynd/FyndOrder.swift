import Domain
import Web

/// The body of POST /fynd/orders. Amounts are rupees.
struct FyndOrder: Decodable, Sendable {
    struct Bag: Decodable, Sendable {
        let itemId: String, sku: String, quantity: Int, priceMarked: Double, priceEffective: Double
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
    let deliveryCharges: Double, codCharges: Double, discount: Double, total: Double

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
                0 <= bag.priceEffective && bag.priceEffective <= bag.priceMarked,
                "/bags/\(index)/priceEffective must be from 0 to priceMarked.")
        }
        let sum = bags.reduce(0) { $0 + paise($1.priceEffective) * $1.quantity }
        try require(
            paise(total) == sum + paise(deliveryCharges) + paise(codCharges) - paise(discount),
            "/total must be the bags and the charges without the discount.")
        try shippingAddress.check()
    }

    /// The same as every order is kept here. FYND gets no names of products.
    var received: ReceivedOrder {
        let items = bags.map { bag in
            ReceivedOrder.Item(
                orderItemId: bag.itemId, sku: bag.sku, name: bag.sku, option: nil, quantity: bag.quantity,
                unitPrice: paise(bag.priceEffective), total: paise(bag.priceEffective) * bag.quantity)
        }
        let place = shippingAddress.received
        return ReceivedOrder(
            orderId: affiliateOrderId, createdAt: createdAt, currency: "INR", paymentMode: paymentMode,
            totals: .init(
                items: items.reduce(0) { $0 + $1.total }, shipping: paise(deliveryCharges), discount: paise(discount),
                total: paise(total)),
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

private func paise(_ rupees: Double) -> Int { Int((rupees * 100).rounded()) }

/// POST /fynd/orders
@Sendable func receiveFyndOrder(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let order = try request.body(FyndOrder.self)
    try partner.require(affiliate: order.affiliateId)
    try order.check()
    try request.requireKey(order.affiliateOrderId)
    let id = try world.database.write { try $0.accept(order.received, from: partner, at: request.now) }
    return .fynd(["fyndOrderId": .text("FY\(100_000 + id.number)")])
}
