package enum MovementSource: String, Sendable {
    case inventory, checkout
    case paymentFailed = "payment_failed"
    case cancellation
    /// Staff have counted themselves.
    case byHand = "by_hand"
    /// Staff gave the SKU to a product, or removed it; its stock goes with it.
    case putOn = "put_on", takenOff = "taken_off"

    package func title(_ oms: OMSKind) -> String {
        switch self {
        case .inventory: "\(oms.title)'s count"
        case .checkout: "Order placed"
        case .paymentFailed: "Payment failed"
        case .cancellation: "Order cancelled"
        case .byHand: "By hand"
        case .putOn: "SKU added"
        case .takenOff: "SKU removed"
        }
    }
}
