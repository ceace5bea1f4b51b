import Domain

package struct CancellationRequest: Sendable {
    /// The OMS's `cancellationId`, and the idempotency key of every attempt.
    package let reference: String
    package let orderNumber: String
    /// Why, in the customer's words.
    package let reason: String
    package let items: [RequestedUnits]
    /// Whether an earlier attempt had no clear answer.
    package let isRepeated: Bool
    /// Whether the OMS may not have the order: then its "unknown order" is success.
    package let presence: Presence

    package init(
        reference: String, orderNumber: String, reason: String, items: [RequestedUnits], isRepeated: Bool,
        presence: Presence
    ) {
        self.reference = reference
        self.orderNumber = orderNumber
        self.reason = reason
        self.items = items
        self.isRepeated = isRepeated
        self.presence = presence
    }

    /// Whether a refusal says that nothing is left to do.
    func isDone(despite code: RefusalCode) -> Bool {
        switch code {
        // The same request had no clear answer before: what is cancelled now is what we asked for.
        case .alreadyCancelled: isRepeated
        case .unknownOrder: presence != .certainly
        default: false
        }
    }
}

package struct ReturnRequest: Sendable {
    package struct Item: Sendable {
        package let units: RequestedUnits
        package let reason: ReturnReason
        /// In the customer's words; may be empty.
        package let comment: String

        package init(units: RequestedUnits, reason: ReturnReason, comment: String) {
            self.units = units
            self.reason = reason
            self.comment = comment
        }
    }

    /// The OMS's `returnId`, and the idempotency key of every attempt.
    package let reference: String
    package let orderNumber: String
    package let paymentMode: PaymentMode
    package let items: [Item]
    /// Where a COD order's money goes; nil for a prepaid one.
    package let account: RefundAccount?

    package init(
        reference: String, orderNumber: String, paymentMode: PaymentMode, items: [Item], account: RefundAccount?
    ) {
        self.reference = reference
        self.orderNumber = orderNumber
        self.paymentMode = paymentMode
        self.items = items
        self.account = account
    }
}
