/// A step of a delivery, in the customer's words.
package enum DeliveryStep: Int, CaseIterable, Sendable {
    case ordered, confirmed, packed, onItsWay, delivered

    /// nil for units that take another way.
    package init?(_ status: ItemStatus) {
        switch status {
        case .processing: self = .ordered
        case .processed, .invoiced: self = .confirmed
        case .packed: self = .packed
        case .shipped, .outForDelivery: self = .onItsWay
        case .delivered: self = .delivered
        default: return nil
        }
    }

    package var title: String {
        switch self {
        case .ordered: "Ordered"
        case .confirmed: "Confirmed"
        case .packed: "Packed"
        case .onItsWay: "On its way"
        case .delivered: "Delivered"
        }
    }
}

/// A step of a return, in the customer's words.
package enum ReturnStep: Int, CaseIterable, Sendable {
    case requested, pickedUp, received, refunded

    /// nil for units that do not come back.
    package init?(_ status: ItemStatus) {
        switch status {
        case .returnRequested: self = .requested
        case .returnPickedUp: self = .pickedUp
        case .returned: self = .received
        case .refunded: self = .refunded
        default: return nil
        }
    }

    package var title: String {
        switch self {
        case .requested: "Return requested"
        case .pickedUp: "Picked up"
        case .received: "Received"
        case .refunded: "Refunded"
        }
    }
}
