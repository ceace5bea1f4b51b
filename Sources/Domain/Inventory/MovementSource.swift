/// Why a stock level changed; every movement says.
public enum MovementSource: String, Sendable {
    case inventory, checkout
    case paymentFailed = "payment_failed"
    case cancellation

    /// The words staff read.
    public var title: String {
        switch self {
        case .inventory: "Arvind's count"
        case .checkout: "Order placed"
        case .paymentFailed: "Payment failed"
        case .cancellation: "Order cancelled"
        }
    }
}
