import Domain

/// A reported step of an item's units.
package struct ItemMove: Sendable {
    package let status: ItemStatus
    /// nil for the whole line.
    package let quantity: Int?
    /// The event's own time.
    package let at: Instant
    package let source: StatusSource
    /// The staff member, when it is one.
    package let actor: String?
    package let shipment: Shipment
    package let reason: String?

    /// A move of the whole line, unless a quantity is given.
    package init(
        to status: ItemStatus, quantity: Int? = nil, at: Instant, source: StatusSource, actor: String? = nil,
        shipment: Shipment = .none, reason: String? = nil
    ) {
        self.status = status
        self.quantity = quantity
        self.at = at
        self.source = source
        self.actor = actor
        self.shipment = shipment
        self.reason = reason
    }
}

extension Transaction {
    /// Moves units of a line and updates its history, its parcels and the order's status.
    ///
    /// A late move joins the history only; a duplicate moves nothing, and is recorded only if it says something new. Units that
    /// are cancelled are released.
    @discardableResult
    package func moveItem(
        _ line: OrderLine, of order: Order, _ move: ItemMove, now: Instant
    ) throws -> LineProgress.Outcome {
        let before = try progress(ofItem: line.id)
        var after = before
        let report = LineReport(
            move.status, quantity: move.quantity, at: move.at, shipment: move.shipment, isOurs: move.source != .webhook)
        let returns = try returnedUnits(ofItem: line.id)
        let (outcome, addsInformation) = after.take(
            report, after: try reports(ofItem: line.id, returnsSince: returns.first?.since),
            asked: returns.isEmpty ? nil : returns.reduce(0) { $0 + $1.quantity })
        try saveProgress(after, inPlaceOf: before, ofItem: line.id)
        if outcome == .duplicate && !addsInformation { return outcome }
        if outcome == .applied {
            let cancelled = after.count(in: .cancelled) - before.count(in: .cancelled)
            if cancelled > 0 {
                let source: MovementSource = move.source == .payment ? .paymentFailed : .cancellation
                try releaseUnits(cancelled, ofItem: line.id, source, order: order.number, at: now)
            }
            if move.status == .refunded { try closeRefundedReturns(ofOrder: order.id, now: now) }
            try refreshStatus(ofOrder: order.id)
        }
        let moved = after.count(in: move.status) - before.count(in: move.status)
        try insertItemEvent(
            ItemEvent(
                status: move.status, quantity: moved > 0 ? moved : min(move.quantity ?? line.quantity, line.quantity),
                at: move.at, receivedAt: now, source: move.source, actor: move.actor, isLate: outcome == .late,
                shipment: move.shipment, reason: move.reason),
            reported: move.quantity, ofItem: line.id)
        return outcome
    }

    /// The order's summary follows its items, and so do the tabs that it stands in.
    func refreshStatus(ofOrder orderID: ID<Order>) throws {
        guard let order = try order(id: orderID) else { return }
        let summary = LineProgress.summary(of: order.lines.map(\.progress))
        try execute(
            """
            UPDATE sales_order SET status = \(summary), is_partly_shipped = \(order.isPartlyShipped),
                has_undelivered = \(order.hasUndelivered)
            WHERE id = \(orderID) AND (status <> \(summary) OR is_partly_shipped <> \(order.isPartlyShipped)
                OR has_undelivered <> \(order.hasUndelivered))
            """)
    }
}
