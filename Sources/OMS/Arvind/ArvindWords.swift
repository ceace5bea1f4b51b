import Domain

extension PaymentMode {
    var arvindWord: String {
        switch self {
        case .cod: "COD"
        case .prepaid: "PREPAID"
        }
    }
}

extension ReturnReason {
    var arvindWord: String {
        switch self {
        case .damaged: "DAMAGED"
        case .wrongItem: "WRONG_ITEM"
        case .doesNotFit: "DOES_NOT_FIT"
        case .notAsDescribed: "NOT_AS_DESCRIBED"
        case .changedMind: "CHANGED_MIND"
        case .other: "OTHER"
        }
    }
}

extension ItemStatus {
    /// The words Arvind may send, matched without regard to case, spaces, `-` and `_`; nil for any other.
    init?(arvindWord word: String) {
        guard let status = Self.sendable[Self.folded(word)] else { return nil }
        self = status
    }

    private static let sendable: [String: ItemStatus] = {
        let statuses: [ItemStatus] = [
            .invoiced, .packed, .shipped, .outForDelivery, .delivered, .cancelled, .undelivered, .rto, .returnPickedUp,
            .returned, .refunded,
        ]
        return Dictionary(uniqueKeysWithValues: statuses.map { (folded($0.arvindWord), $0) })
    }()

    private static func folded(_ word: String) -> String { word.lowercased().filter { !" -_".contains($0) } }

    var arvindWord: String {
        switch self {
        case .awaitingPayment: "awaiting_payment"
        case .processing: "processing"
        case .processed: "processed"
        case .invoiced: "invoiced"
        case .packed: "packed"
        case .shipped: "shipped"
        case .outForDelivery: "out_for_delivery"
        case .delivered: "delivered"
        case .cancelled: "cancelled"
        case .undelivered: "undelivered"
        case .rto: "rto"
        case .returnRequested: "return_requested"
        case .returnPickedUp: "return_picked_up"
        case .returned: "returned"
        case .refunded: "refunded"
        }
    }
}

extension EventItemOutcome {
    var arvindWord: String {
        switch self {
        case .applied: "applied"
        case .late: "late"
        case .duplicate: "duplicate"
        case .unchanged: "unchanged"
        // An event whose order is unknown is refused as a whole.
        case .unknownOrder, .unknownItem: "unknown_item"
        case .unknownStatus: "unknown_status"
        case .invalidItem: "invalid_item"
        }
    }
}

extension StockLevel.Verdict {
    var arvindWord: String {
        switch self {
        case .updated: "updated"
        case .unchanged: "unchanged"
        case .stale: "stale"
        }
    }
}

extension InventoryRule.Rejection {
    var arvindWord: String {
        switch self {
        case .unknownSKU: "unknown_sku"
        case .invalidSKU: "invalid_sku"
        case .invalidQuantity: "invalid_quantity"
        case .invalidUpdatedAt, .clockAhead: "invalid_updated_at"
        case .duplicateSKU: "duplicate_sku"
        }
    }
}
