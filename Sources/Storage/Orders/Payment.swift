import Domain

extension Transaction {
    /// Marks an order paid, so that it may be pushed. A second report changes nothing.
    package func markPaid(_ order: Order, now: Instant) throws {
        let changed = try execute(
            """
            UPDATE sales_order SET is_paid = 1, push_state = 'waiting', push_next_at = \(now)
            WHERE id = \(order.id) AND push_state = 'unpaid'
            """)
        guard changed == 1 else { return }
        for line in order.lines {
            try moveItem(line, of: order, ItemMove(to: .processing, at: now, source: .payment), now: now)
        }
    }

    /// The payment failed, or never came: cancels the order and releases its units.
    package func markUnpaid(_ order: Order, reason: String, now: Instant) throws {
        let changed = try execute(
            "UPDATE sales_order SET push_state = 'withdrawn' WHERE id = \(order.id) AND push_state = 'unpaid'")
        guard changed == 1 else { return }
        for line in order.lines where line.progress.status == .awaitingPayment {
            try moveItem(line, of: order, ItemMove(to: .cancelled, at: now, source: .payment, reason: reason), now: now)
        }
    }
}

extension Reader where Self: ~Copyable {
    package func unpaidOrders(placedBefore time: Instant, limit: Int) throws -> [ID<Order>] {
        try all(
            """
            SELECT id FROM sales_order WHERE push_state = 'unpaid' AND placed_at < \(time)
            ORDER BY placed_at LIMIT \(limit)
            """
        ) { try $0.next() }
    }
}
