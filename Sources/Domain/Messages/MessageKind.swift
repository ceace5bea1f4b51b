/// What customers are written about. The raw value is stored, and is the name of its template in `templates/mail`.
package enum MessageKind: String, CaseIterable, Sendable {
    case orderPlaced = "order_placed"
    /// The payment came late, and the items were still there.
    case placedAfterAll = "placed_after_all"
    case paymentFailed = "payment_failed"
    /// A payment came too late or twice.
    case refundDue = "refund_due"
    case shipped, delivered, cancelled, refunded
    /// A cancellation or a return.
    case requestRefused = "request_refused"
    case returnAccepted = "return_accepted"

    package var title: String {
        switch self {
        case .orderPlaced: "Order placed"
        case .placedAfterAll: "Placed after all"
        case .paymentFailed: "Payment failed"
        case .refundDue: "Refund due"
        case .shipped: "Shipped"
        case .delivered: "Delivered"
        case .cancelled: "Cancelled"
        case .refunded: "Refunded"
        case .requestRefused: "Request refused"
        case .returnAccepted: "Return accepted"
        }
    }
}

package enum MessageChannel: String, CaseIterable, Sendable {
    case mail, sms

    package var title: String { self == .mail ? "Mail" : "SMS" }
}

package enum MessageState: String, Sendable {
    /// Before its first try, and between two.
    case waiting
    case sent
    /// Refused for good by whoever was to deliver it, such as for an address that does not exist.
    case failed
    /// It was tried until it had become old, or its website sends nothing any more.
    case givenUp = "given_up"
}
