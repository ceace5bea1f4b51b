import Domain

extension Reader where Self: ~Copyable {
    /// How many orders that a run might push are held by somebody else.
    ///
    /// - Parameter isScheduled: counts only those whose next attempt is due.
    package func heldOrders(placedSince start: Instant, isScheduled: Bool, now: Instant) throws -> Int {
        let due = isScheduled ? now : Instant(milliseconds: .max)
        return try number(
            """
            SELECT count(*) FROM module m CROSS JOIN sales_order o ON o.website_id = m.website_id
            WHERE m.is_enabled = 1 AND o.push_state = 'waiting' AND o.placed_at >= \(start)
                AND o.push_next_at <= \(due) AND o.push_lease_until > \(now)
            """)
    }
}
