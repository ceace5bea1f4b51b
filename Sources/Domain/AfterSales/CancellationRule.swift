/// Which units of an order may be cancelled. The page, the POST and the tests all ask here.
package enum CancellationRule {
    static let last = ItemStatus.packed
    package static let reasonLength = 0...500

    package static func units(of line: OrderLine) -> Int {
        line.progress.groups.filter { isBeforeShipping($0.status) }.reduce(0) { $0 + $1.quantity }
    }

    /// Why a line cannot be cancelled, for a customer; nil when it can.
    package static func refusal(of line: OrderLine) -> String? {
        guard units(of: line) == 0 else { return nil }
        switch line.progress.status {
        case .cancelled: return "“\(line.name)” is cancelled already."
        case .shipped, .outForDelivery:
            return "“\(line.name)” is already on its way. You can return it once it is delivered."
        case .undelivered, .rto: return "“\(line.name)” could not be delivered and is on its way back to us."
        case .returnRequested, .returnPickedUp: return "“\(line.name)” is on its way back to us already."
        case .returned: return "“\(line.name)” has come back to us already."
        case .refunded: return "“\(line.name)” is refunded already."
        default: return "“\(line.name)” has been delivered and cannot be cancelled any more."
        }
    }

    /// The units that a cancellation of these lines covers.
    ///
    /// - Throws: a `Refusal` when no line is chosen, or one cannot be cancelled.
    package static func units(of order: Order, lines ids: Set<ID<OrderLine>>) throws(Refusal) -> [RequestedUnits] {
        let lines = order.lines.filter { ids.contains($0.id) }
        guard !lines.isEmpty, lines.count == ids.count else {
            throw Refusal(.invalid, "Choose the items to cancel.")
        }
        for line in lines {
            if let sentence = refusal(of: line) { throw Refusal(.invalid, sentence) }
        }
        let isWhole = order.lines.allSatisfy { line in lines.contains { $0.id == line.id } || units(of: line) == 0 }
        if order.push.state == .unpaid && !isWhole {
            throw Refusal(
                .invalid,
                "This order is not paid yet. Cancel the whole order, or pay first and then cancel single items.")
        }
        return lines.map { RequestedUnits(line: $0, quantity: units(of: $0)) }
    }

    /// The units left to cancel of an accepted cancellation, without those that the OMS's events have cancelled meanwhile.
    package static func unitsLeft(of items: [ID<OrderLine>: Int], in order: Order) -> [RequestedUnits] {
        order.lines.compactMap { line in
            let wanted = items[line.id, default: 0]
            let left = min(wanted, max(units(of: line), wanted - line.progress.count(in: .cancelled)))
            return left > 0 ? RequestedUnits(line: line, quantity: left) : nil
        }
    }

    private static func isBeforeShipping(_ status: ItemStatus) -> Bool {
        status == .awaitingPayment
            || ItemStatus.steps.prefix(through: ItemStatus.steps.firstIndex(of: last) ?? 0).contains(status)
    }
}
