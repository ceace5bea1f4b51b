import Domain
import Web

/// What a status asks of people, in one colour everywhere. The raw value is the style's name.
enum StatusTone: String, CaseIterable, Sendable {
    /// Not begun, or over without a result.
    case grey = "tone-grey"
    /// Moving.
    case blue = "tone-blue"
    /// Done well.
    case green = "tone-green"
    /// Waits, or is done in part.
    case amber = "tone-amber"
    /// Somebody must act.
    case red = "tone-red"
}

extension ItemStatus {
    var tone: StatusTone {
        switch self {
        case .awaitingPayment, .processing, .cancelled: .grey
        case .processed, .invoiced, .packed, .shipped, .outForDelivery: .blue
        case .delivered, .returned, .refunded: .green
        case .undelivered, .rto, .returnRequested, .returnPickedUp: .amber
        }
    }
}

struct ToneBadge: Page {
    static let template = "pages/badge.html"
    let words: String
    let tone: String

    init(_ words: String, _ tone: StatusTone) {
        self.words = words
        self.tone = tone.rawValue
    }
}

extension Order {
    /// The bar of its units: `1 Delivered`, `2 Shipped`; of one status alone, its name.
    var unitBadges: [ToneBadge] {
        let units = units
        return units.map {
            ToneBadge(units.count == 1 ? $0.status.title : "\($0.quantity) \($0.status.title)", $0.status.tone)
        }
    }

    func pushBadge(now: Instant) -> ToneBadge {
        ToneBadge(
            isStuck(now: now) && push.state == .waiting ? "Stuck: not pushed" : push.state.title(oms),
            pushTone(now: now))
    }

    private func pushTone(now: Instant) -> StatusTone {
        switch push.state {
        case .unpaid, .withdrawn: .grey
        case .waiting: isStuck(now: now) ? .red : .amber
        case .refused: .red
        case .pushed: .green
        }
    }
}
