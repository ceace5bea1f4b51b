import Domain

/// Can these be delivered there?
package struct ServiceabilityQuestion: Sendable {
    package let pincode: Pincode
    /// Couriers take cash at fewer doors.
    package let paymentMode: PaymentMode
    /// What and how many.
    package let items: [(sku: SKU, quantity: Int)]

    package init(pincode: Pincode, paymentMode: PaymentMode, items: [(sku: SKU, quantity: Int)]) {
        self.pincode = pincode
        self.paymentMode = paymentMode
        self.items = items
    }
}

package struct ServiceabilityAnswer: Sendable {
    /// One SKU of the question.
    package struct Item: Sendable {
        /// The code that was asked about.
        package let sku: String
        /// Whether it can go there.
        package let isServiceable: Bool
        /// nil when the OMS did not say.
        package let availableQuantity: Int?
        /// The OMS's words, when it cannot.
        package let reason: String?
    }

    /// All items, at once.
    package let isServiceable: Bool
    /// The OMS's words when not.
    package let reason: String?
    /// Per SKU, as far as the OMS said.
    package let items: [Item]
}

/// An order that the OMS has.
package struct AcceptedOrder: Sendable {
    /// The OMS's own id for it; nil when the OMS had it already and did not say.
    package let omsOrderID: String?
}
