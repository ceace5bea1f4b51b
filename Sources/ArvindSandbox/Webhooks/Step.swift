import Domain

/// A button of the order page: a status that Arvind sends to Kartify.
struct Step: Sendable {
    let status: ItemStatus
    let title: String

    static let all = [
        Step(status: .invoiced, title: "Invoice"), Step(status: .packed, title: "Pack"),
        Step(status: .shipped, title: "Ship"), Step(status: .outForDelivery, title: "Out for delivery"),
        Step(status: .delivered, title: "Deliver"), Step(status: .undelivered, title: "Undelivered"),
        Step(status: .cancelled, title: "Cancel"), Step(status: .rto, title: "RTO"),
        Step(status: .returnPickedUp, title: "Return picked up"), Step(status: .returned, title: "Returned"),
        Step(status: .refunded, title: "Refunded"),
    ]

    /// The previous step with a webhook status, which arrives late when webhooks come out of order.
    var previous: ItemStatus? {
        switch status {
        case .packed: .invoiced
        case .shipped: .packed
        case .outForDelivery: .shipped
        case .delivered, .undelivered, .rto: .outForDelivery
        case .returnPickedUp: .delivered
        case .returned: .returnPickedUp
        case .refunded: .returned
        default: nil
        }
    }
}
