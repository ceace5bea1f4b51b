import Domain

/// Can these be delivered there?
public struct ServiceabilityQuestion: Sendable {
    /// Where to.
    public let pincode: Pincode
    /// Couriers take cash at fewer doors.
    public let paymentMode: PaymentMode
    /// What and how many.
    public let items: [(sku: SKU, quantity: Int)]

    /// A question about one delivery.
    public init(pincode: Pincode, paymentMode: PaymentMode, items: [(sku: SKU, quantity: Int)]) {
        self.pincode = pincode
        self.paymentMode = paymentMode
        self.items = items
    }
}

/// AI's answer.
public struct ServiceabilityAnswer: Sendable {
    /// One SKU of the question.
    public struct Item: Sendable {
        /// The code that was asked about.
        public let sku: String
        /// Whether it can go there.
        public let isServiceable: Bool
        /// nil when AI did not say.
        public let availableQuantity: Int?
        /// AI's words, when it cannot.
        public let reason: String?
    }

    /// All items, at once.
    public let isServiceable: Bool
    /// AI's words when not.
    public let reason: String?
    /// Per SKU, as far as AI said.
    public let items: [Item]
}

/// An order that AI has.
public struct AcceptedOrder: Sendable {
    /// AI's own id for it; nil when AI had it already and did not say.
    public let arvindOrderID: String?
}
