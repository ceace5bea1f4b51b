/// How far the units of an order are, over all its lines.
extension Order {
    /// How many units are in which status, the most advanced first.
    package var units: [LineProgress.Group] {
        LineProgress(
            lines.flatMap { line in
                line.progress.statuses.map { .init($0.status, quantity: $0.quantity, since: $0.since) }
            }
        ).groups
    }

    /// Whether some units have left the warehouse and others are still to leave it.
    package var isPartlyShipped: Bool {
        has(ItemStatus.beforeShipping) && has(ItemStatus.onTheWayAndAfter)
    }

    /// Whether a courier could not deliver some units, or brings them back.
    package var hasUndelivered: Bool { has(ItemStatus.notDelivered) }

    private func has(_ statuses: Set<ItemStatus>) -> Bool {
        lines.contains { $0.progress.groups.contains { statuses.contains($0.status) } }
    }
}

extension ItemStatus {
    /// Units that the warehouse still has. The order's summary says so as soon as one unit is among them.
    package static let toPack: [ItemStatus] = [.processing, .processed, .invoiced]

    /// Units that are not at their end: the OMS, a courier or the customer still has something to do with them.
    package static let underWay: [ItemStatus] =
        [.awaitingPayment] + toPack + [
            .packed, .shipped, .outForDelivery, .undelivered, .returnRequested, .returnPickedUp,
        ]

    static let beforeShipping = Set(toPack + [.packed])

    static let onTheWayAndAfter: Set<ItemStatus> = [
        .shipped, .outForDelivery, .delivered, .undelivered, .rto, .returnRequested, .returnPickedUp, .returned,
    ]

    static let notDelivered: Set<ItemStatus> = [.undelivered, .rto]
}
