/// What the gateway says of one attempt to pay for an order.
package struct PaymentNews: Equatable, Sendable {
    package enum Outcome: String, CaseIterable, Sendable {
        case paid, failed
    }

    /// The gateway's own id: the same id is the same news.
    package let eventID: String
    package let outcome: Outcome
    package let amount: Money
    package let at: Instant

    package init(eventID: String, outcome: Outcome, amount: Money, at: Instant) {
        self.eventID = eventID
        self.outcome = outcome
        self.amount = amount
        self.at = at
    }
}
