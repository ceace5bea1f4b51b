/// An order's amounts, computed from its items. Pages, slips, mails and exports show these and compute nothing.
///
/// Shipping is refunded only when nothing of the order was ever delivered. A discount stays with what
/// the customer keeps, as far as that costs as much.
package struct OrderMoney: Equatable, Sendable {
    package enum RefundState: Sendable {
        case none
        /// The items have to come back first.
        case waitsForItems
        case due, partlyPaid, paid
    }

    /// What was ordered, shipping and discount included.
    package private(set) var ordered = Money.zero
    /// Cancelled before it was shipped.
    package private(set) var cancelled = Money.zero
    /// Shipped but not delivered: it returned to origin.
    package private(set) var notDelivered = Money.zero
    /// Returned by the customer, or on its way back.
    package private(set) var returned = Money.zero
    /// What the customer has paid, online or on delivery.
    package private(set) var paid = Money.zero
    /// What the customer still has to pay, on delivery or online.
    package private(set) var toCollect = Money.zero
    package private(set) var refunded = Money.zero
    /// Due now.
    package private(set) var refundDue = Money.zero
    /// Due once the items have come back.
    package private(set) var refundWaiting = Money.zero

    package var refund: Money { refunded + refundDue + refundWaiting }

    package var refundState: RefundState {
        if refund == .zero { return .none }
        if refunded > .zero { return refunded == refund ? .paid : .partlyPaid }
        return refundDue > .zero ? .due : .waitsForItems
    }

    /// - Parameters:
    ///   - returning: units of each line in open and accepted returns. Other units that came back were never delivered.
    ///   - paidBack: cancelled units of each line whose refund we have paid ourselves.
    package init(of order: Order, returning: [ID<OrderLine>: Int] = [:], paidBack: [ID<OrderLine>: Int] = [:]) {
        let lines = order.lines.map {
            LineUnits($0, returning: returning[$0.id] ?? 0, paidBack: paidBack[$0.id] ?? 0)
        }
        let wasDelivered = lines.contains { $0.delivered > 0 }
        // The price of some units: shipping is due once something was delivered, or as long as something is on its way.
        func price(_ units: (LineUnits) -> Int) -> Money {
            let items = lines.reduce(Money.zero) { $0 + $1.unitPrice * units($1) }
            let shipping = wasDelivered || items > .zero ? order.totals.shipping : .zero
            return items + shipping - min(order.totals.discount, items)
        }
        let hasPaid = order.paymentMode == .prepaid && order.isPaid
        let wasPaid = order.paymentMode == .cod || order.isPaid
        var left = LineUnits.Parts()
        ordered = price { $0.count(left) }
        for part in LineUnits.Part.allCases {
            // What was collected on delivery is the price of what was delivered, and only that can be paid back.
            if part == .kept || part == .onTheWay && order.paymentMode == .prepaid { continue }
            guard lines.contains(where: { $0.has(part) }) else { continue }
            let before = price { $0.count(left) }
            left.remove(part)
            let amount = before - price { $0.count(left) }
            switch part {
            case .cancelled, .cancelledAndRefunded: cancelled = cancelled + amount
            case .atOrigin: notDelivered = notDelivered + amount
            case .comingBack, .cameBack, .cameBackAndRefunded: returned = returned + amount
            case .onTheWay, .kept: break
            }
            switch part {
            case .cancelled, .atOrigin: if hasPaid { refundDue = refundDue + amount }
            case .cancelledAndRefunded: if hasPaid { refunded = refunded + amount }
            case .cameBackAndRefunded: if wasPaid { refunded = refunded + amount }
            case .cameBack: if wasPaid { refundDue = refundDue + amount }
            case .comingBack: if wasPaid { refundWaiting = refundWaiting + amount }
            case .onTheWay, .kept: break
            }
        }
        let charge = ordered - cancelled - notDelivered
        if order.paymentMode == .cod {
            paid = wasDelivered ? price(\.delivered) : .zero
        } else {
            paid = order.isPaid ? ordered : .zero
        }
        toCollect = hasPaid ? .zero : charge - paid
        // What came too late or twice is the customer's, whatever becomes of the items.
        paid = paid + order.surplus.paid
        refunded = refunded + order.surplus.refunded
        refundDue = refundDue + (order.surplus.paid - order.surplus.refunded)
    }
}

/// A line's units by what happened to them.
private struct LineUnits {
    /// In the order in which they are taken off the price.
    enum Part: Int, CaseIterable {
        case cancelledAndRefunded, cancelled, atOrigin, onTheWay, cameBackAndRefunded, cameBack, comingBack, kept
    }

    /// Parts that count for a price: all at first.
    struct Parts {
        private var bits = UInt8.max

        func contains(_ index: Int) -> Bool { bits & 1 << index != 0 }

        mutating func remove(_ part: Part) { bits &= ~(1 << part.rawValue) }
    }

    let unitPrice: Money
    /// The units of each part, in the parts' order.
    private let units: [Int]
    /// Units that were delivered, even if returned later.
    let delivered: Int

    init(_ line: OrderLine, returning: Int, paidBack: Int) {
        unitPrice = line.unitPrice
        let (refunded, returned) = (line.progress.count(in: .refunded), line.progress.count(in: .returned))
        let comingBack = line.progress.count(in: .returnRequested) + line.progress.count(in: .returnPickedUp)
        let cameBackAndRefunded = min(refunded, max(0, returning - comingBack))
        let cameBack = min(returned, max(0, returning - comingBack - cameBackAndRefunded))
        let cancelled = line.progress.count(in: .cancelled)
        let paidBack = min(paidBack, cancelled)
        let atOrigin = line.progress.count(in: .rto) + returned - cameBack
        let gone =
            line.progress.count(in: .delivered) + comingBack + refunded + returned + cancelled
            + line.progress.count(in: .rto)
        units = [
            refunded - cameBackAndRefunded + paidBack, cancelled - paidBack, atOrigin, line.quantity - gone,
            cameBackAndRefunded, cameBack, comingBack, line.progress.count(in: .delivered),
        ]
        delivered = line.progress.count(in: .delivered) + comingBack + cameBack + cameBackAndRefunded
    }

    func has(_ part: Part) -> Bool { units[part.rawValue] != 0 }

    func count(_ wanted: Parts) -> Int {
        units.indices.reduce(0) { wanted.contains($1) ? $0 + units[$1] : $0 }
    }
}
