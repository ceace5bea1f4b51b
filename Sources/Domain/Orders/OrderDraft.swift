/// An order that is about to be placed.
public struct OrderDraft: Sendable {
    /// One line of it.
    public struct Line: Sendable {
        /// What is bought.
        public let offer: Offer
        /// How many.
        public let quantity: Int

        /// A line of a draft.
        public init(offer: Offer, quantity: Int) {
            self.offer = offer
            self.quantity = quantity
        }

        /// What the line costs.
        public var total: Money { offer.unitPrice * quantity }
    }

    /// What is bought.
    public let lines: [Line]
    /// How it will be paid.
    public let paymentMode: PaymentMode
    /// Where news of it goes.
    public let email: EmailAddress
    /// Where it goes.
    public let address: Address
    /// nil for a guest.
    public let customerID: Int?
    /// The browser that orders.
    public let owner: [UInt8]

    /// A draft from its parts.
    public init(
        lines: [Line], paymentMode: PaymentMode, email: EmailAddress, address: Address, customerID: Int?, owner: [UInt8]
    ) {
        self.lines = lines
        self.paymentMode = paymentMode
        self.email = email
        self.address = address
        self.customerID = customerID
        self.owner = owner
    }

    /// What it costs. Delivery is free.
    public var totals: Totals { Totals(items: lines.reduce(.zero) { $0 + $1.total }) }
}
