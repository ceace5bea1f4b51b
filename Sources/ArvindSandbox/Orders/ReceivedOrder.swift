import Domain

/// The body of POST /orders.
struct ReceivedOrder: Decodable, Sendable {
    struct Totals: Decodable, Sendable { let items: Int, shipping: Int, discount: Int, total: Int }
    struct Customer: Decodable, Sendable { let name: String, email: String, phone: String }
    struct Place: Decodable, Sendable {
        let name: String, line1: String, line2: String?, city: String, state: String, pincode: String, country: String
        let phone: String
    }
    struct Item: Decodable, Sendable {
        let orderItemId: String, sku: String, name: String, option: String?, quantity: Int, unitPrice: Int, total: Int
    }

    let orderId: String, createdAt: String, currency: String
    let paymentMode: PaymentMode
    let totals: Totals
    let customer: Customer
    let shippingAddress: Place, billingAddress: Place
    let items: [Item]

    func check() throws(APIRefusal) {
        try require((1...64).contains(orderId.count), "/orderId must be 1 to 64 characters.")
        try require(Instant(rfc3339: createdAt) != nil, "/createdAt must be a time as in RFC 3339, with an offset.")
        try require(currency == "INR", "/currency must be INR.")
        try require(!customer.name.trimmed.isEmpty, "/customer/name must not be empty.")
        try require(
            EmailAddress(customer.email)?.text == customer.email.lowercased(),
            "/customer/email must be an e-mail address.")
        try require(Mobile(customer.phone)?.text == customer.phone, "/customer/phone must be a mobile number.")
        try shippingAddress.check("/shippingAddress")
        try billingAddress.check("/billingAddress")
        try checkItems()
        try checkTotals()
    }

    private func checkItems() throws(APIRefusal) {
        try require((1...1000).contains(items.count), "/items must be a list of 1 to 1000.")
        for (index, item) in items.enumerated() { try item.check("/items/\(index)") }
        try require(
            Set(items.map(\.orderItemId)).count == items.count, "/items must not have the same orderItemId twice.")
    }

    private func checkTotals() throws(APIRefusal) {
        let amounts = 0...1_000_000_000_000
        for amount in [totals.items, totals.shipping, totals.discount, totals.total] {
            try require(amounts.contains(amount), "/totals must be amounts in paise.")
        }
        try require(totals.items == items.reduce(0) { $0 + $1.total }, "/totals/items must be the sum of the items.")
        try require(
            totals.total == totals.items + totals.shipping - totals.discount,
            "/totals/total must be items plus shipping minus discount.")
    }
}

extension ReceivedOrder.Item {
    fileprivate func check(_ pointer: String) throws(APIRefusal) {
        try require((1...64).contains(orderItemId.count), "\(pointer)/orderItemId must be 1 to 64 characters.")
        try require(SKU(sku) != nil, "\(pointer)/sku must be 1 to 64 characters.")
        try require(!name.trimmed.isEmpty, "\(pointer)/name must not be empty.")
        try require((1...100_000).contains(quantity), "\(pointer)/quantity must be from 1 to 100000.")
        try require((0...10_000_000_000).contains(unitPrice), "\(pointer)/unitPrice must be an amount in paise.")
        try require(total == unitPrice * quantity, "\(pointer)/total must be quantity times unitPrice.")
    }
}

extension ReceivedOrder.Place {
    fileprivate func check(_ pointer: String) throws(APIRefusal) {
        for (field, text) in [("name", name), ("line1", line1), ("city", city), ("state", state), ("phone", phone)] {
            try require(!text.trimmed.isEmpty, "\(pointer)/\(field) must not be empty.")
        }
        try require(country == "IN", "\(pointer)/country must be IN.")
        try require(
            Pincode(pincode)?.text == pincode, "\(pointer)/pincode must be six digits that do not begin with 0.")
    }

    /// On one line.
    var text: String {
        [name, line1, line2 ?? "", city, "\(state) \(pincode)", phone].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension PaymentMode: Decodable {}
