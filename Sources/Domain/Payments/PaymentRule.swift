/// What news of a payment has done. The raw value is the word in the database and in the answer to the gateway.
package enum PaymentEffect: String, Sendable {
    /// The order is paid and placed, in time or late.
    case placed
    /// The attempt failed, and the order is cancelled.
    case cancelled
    /// The money came too late, or twice: it goes back to the customer.
    case toRefund = "to_refund"
    /// An attempt failed that no order waited for.
    case nothing = "none"
}

/// What news of a payment does to its order, which may have been paid or given up before.
package enum PaymentRule {
    /// - Parameter isInStock: whether all units of an order that was given up could be had again.
    package static func effect(
        of outcome: PaymentNews.Outcome, on order: Order, histories: [ID<OrderLine>: [ItemEvent]], isInStock: Bool
    ) -> PaymentEffect {
        let isAwaited = order.push.state == .unpaid
        if outcome == .failed { return isAwaited ? .cancelled : .nothing }
        return isAwaited || isInStock && wasGivenUp(order, histories) ? .placed : .toRefund
    }

    /// Whether an order was cancelled because it was not paid, and not at anybody's request.
    package static func wasGivenUp(_ order: Order, _ histories: [ID<OrderLine>: [ItemEvent]]) -> Bool {
        order.paymentMode == .prepaid && !order.isPaid && order.push.state == .withdrawn
            && order.lines.allSatisfy { line in
                line.progress.wanted == 0
                    && histories[line.id, default: []].last { $0.status == .cancelled }?.source == .payment
            }
    }
}
