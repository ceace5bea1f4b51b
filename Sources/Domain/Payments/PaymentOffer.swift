/// How a cart may be paid.
package struct PaymentOffer: Equatable, Sendable {
    /// How the website lets its customers pay.
    package let modes: [PaymentMode]
    /// Why Cash on Delivery is not one of them for this cart; nil where it is.
    package let codObjection: String?

    private init(modes: [PaymentMode], codObjection: String?) {
        self.modes = modes
        self.codObjection = codObjection
    }

    /// - Parameters:
    ///   - limit: the most that the website takes in cash; nil for no limit.
    ///   - isBlocked: whether staff take no cash from the customer's phone number.
    package init(_ modes: [PaymentMode], for total: Money, codLimit limit: Money?, isBlocked: Bool) {
        var objection: String?
        if isBlocked { objection = "Cash on Delivery is not available for this phone number." }
        if let limit, total > limit { objection = "Cash on Delivery is available up to \(limit.text)." }
        self.init(modes: modes, codObjection: modes.contains(.cod) ? objection : nil)
    }

    /// What the customer may choose.
    package var open: [PaymentMode] { modes.filter { $0 != .cod || codObjection == nil } }

    /// The same where no courier takes cash.
    package func withoutCash(at pincode: Pincode) -> PaymentOffer {
        guard codObjection == nil, modes.contains(.cod) else { return self }
        return PaymentOffer(modes: modes, codObjection: "Cash on Delivery is not available at \(pincode.text).")
    }
}
