import Domain

/// Items of an order that are to be cancelled.
public struct CancellationRequest: Sendable {
    /// AI's `cancellationId`, and the idempotency key of every try.
    public let reference: String
    /// The order.
    public let orderNumber: String
    /// Why, in the customer's words.
    public let reason: String
    /// What.
    public let items: [RequestedUnits]
    /// Whether the same was asked before without a clear answer.
    public let isRepeated: Bool
    /// Whether AI may have nothing of the order: then its "unknown order" is success.
    public let mayBeUnknown: Bool

    /// A cancellation to ask for.
    public init(
        reference: String, orderNumber: String, reason: String, items: [RequestedUnits], isRepeated: Bool,
        mayBeUnknown: Bool = false
    ) {
        self.reference = reference
        self.orderNumber = orderNumber
        self.reason = reason
        self.items = items
        self.isRepeated = isRepeated
        self.mayBeUnknown = mayBeUnknown
    }
}

/// Items of an order that a customer wants to give back.
public struct ReturnRequest: Sendable {
    /// Units of one line, and why they come back.
    public struct Item: Sendable {
        /// What and how many.
        public let units: RequestedUnits
        /// Why.
        public let reason: ReturnReason
        /// In the customer's words; may be empty.
        public let comment: String

        /// Units with their reason.
        public init(units: RequestedUnits, reason: ReturnReason, comment: String) {
            self.units = units
            self.reason = reason
            self.comment = comment
        }
    }

    /// AI's `returnId`, and the idempotency key of every try.
    public let reference: String
    /// The order.
    public let orderNumber: String
    /// How it was paid.
    public let paymentMode: PaymentMode
    /// What comes back.
    public let items: [Item]
    /// Where a COD order's money goes; nil for a prepaid one.
    public let bank: BankDetails?

    /// A return to ask for.
    public init(reference: String, orderNumber: String, paymentMode: PaymentMode, items: [Item], bank: BankDetails?) {
        self.reference = reference
        self.orderNumber = orderNumber
        self.paymentMode = paymentMode
        self.items = items
        self.bank = bank
    }
}

/// AI has cancelled the items.
public struct AcceptedCancellation: Sendable {}

/// AI takes the items back.
public struct AcceptedReturn: Sendable {
    /// AI's own id for it.
    public let arvindReturnID: String?
}
