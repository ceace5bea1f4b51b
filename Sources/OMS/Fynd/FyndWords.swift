import Domain

extension PaymentMode {
    var fyndWord: String {
        switch self {
        case .cod: "COD"
        case .prepaid: "PREPAID"
        }
    }
}

extension ReturnReason {
    var fyndWord: String {
        switch self {
        case .damaged: "damaged"
        case .wrongItem: "wrong_item"
        case .doesNotFit: "does_not_fit"
        case .notAsDescribed: "not_as_described"
        case .changedMind: "changed_mind"
        case .other: "other"
        }
    }
}

extension RefusalCode {
    init(fynd code: String) {
        self =
            switch code {
            case "bag_not_returnable": .notReturnable
            case "pickup_not_serviceable": .noPickUp
            case "return_window_over": .returnWindowPassed
            case "bag_in_transit": .alreadyShipped
            case "bag_cancelled": .alreadyCancelled
            case "invalid_bank_account": .invalidAccount
            case "order_not_found": .unknownOrder
            case "sku_not_found": .unknownSKU
            case "out_of_stock": .outOfStock
            default: .other(code)
            }
    }
}

extension ItemStatus {
    /// FYND's states of a bag, and what they mean here. It has more of them: several are one step of ours.
    private static let fyndStates: [String: ItemStatus] = [
        "placed": .processed, "bag_confirmed": .processed,
        "bag_invoiced": .invoiced,
        "bag_packed": .packed, "dp_assigned": .packed,
        "bag_picked": .shipped, "bag_in_transit": .shipped,
        "out_for_delivery": .outForDelivery,
        "delivery_done": .delivered,
        "delivery_failed": .undelivered,
        "bag_not_confirmed": .cancelled, "cancelled_store": .cancelled, "cancelled_customer": .cancelled,
        "rto_initiated": .rto, "rto_bag_delivered": .rto,
        "return_bag_picked": .returnPickedUp, "return_bag_in_transit": .returnPickedUp,
        "return_bag_delivered": .returned,
        "refund_done": .refunded,
    ]

    /// nil for a state that FYND may not send.
    init?(fyndState word: String) {
        guard let status = Self.fyndStates[word.trimmed.lowercased()] else { return nil }
        self = status
    }
}

extension EventItemOutcome {
    var fyndWord: String {
        switch self {
        case .applied: "applied"
        case .late: "late"
        case .duplicate: "duplicate"
        case .unchanged: "unchanged"
        // An event whose order is unknown is refused as a whole.
        case .unknownOrder, .unknownItem: "unknown_bag"
        case .unknownStatus: "unknown_state"
        case .invalidItem: "invalid_bag"
        }
    }
}
