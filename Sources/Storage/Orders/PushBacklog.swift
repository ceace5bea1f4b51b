import Domain

/// A website's orders that wait for the OMS.
package struct PushBacklog: Sendable {
    package let waiting: Int
    /// When the oldest of them was placed; nil when there is none.
    package let oldestPlacedAt: Instant?
    /// Refused, or older than the scheduled window: they need staff.
    package let stuck: Int
}

extension Reader where Self: ~Copyable {
    /// How many orders of each website wait to be pushed; websites whose module is disabled are left out.
    ///
    /// - Parameter isScheduled: counts only those whose next attempt is due.
    package func ordersToPush(placedSince start: Instant, isScheduled: Bool, now: Instant) throws -> [ID<Website>: Int]
    {
        try waitingOrders(placedSince: start, isScheduled: isScheduled, now: now)
    }

    /// How many orders that a run might push are leased by others.
    ///
    /// - Parameter isScheduled: counts only those whose next attempt is due.
    package func heldOrders(placedSince start: Instant, isScheduled: Bool, now: Instant) throws -> Int {
        try waitingOrders(
            placedSince: start, isScheduled: isScheduled,
            and: "AND NOT \(SQL.isOver("push_lease_until", at: now, atMost: Lease.push.span))", now: now
        ).values.reduce(0, +)
    }

    /// How many orders stand refused that a run has not tried: it leaves them out until somebody has changed something.
    package func refusedOrders(placedSince start: Instant, notTriedBy runID: ID<JobRun>) throws -> Int {
        try enabledModules().reduce(0) { sum, module in
            sum
                + (try number(
                    """
                    SELECT count(*) FROM sales_order o
                    WHERE o.website_id = \(module.websiteID) AND o.oms = \(module.oms) AND o.push_state = 'refused'
                        AND o.placed_at >= \(start)
                        AND NOT EXISTS (SELECT 1 FROM job_run_order r WHERE r.run_id = \(runID) AND r.order_id = o.id)
                    """))
        }
    }

    fileprivate func enabledModules() throws -> [(websiteID: ID<Website>, oms: OMSKind)] {
        try all("SELECT website_id, oms FROM module WHERE is_enabled = 1") {
            (websiteID: try $0.next(), oms: try $0.next())
        }
    }

    /// The next attempt of an order is due; each pause has its own length.
    func isDue(at now: Instant) -> SQL {
        let longest: SQL = (0...PushWindow.longestPauseAfter).reduce("") { cases, attempts in
            let pause = PushWindow.pause(afterAttempts: attempts, jitter: 100)
            return "\(cases) WHEN \(attempts) THEN CAST(\(Instant.latestBelieved(at: now, atMost: pause)) AS BIGINT)"
        }
        let last = Instant.latestBelieved(at: now, atMost: PushWindow.pause(afterAttempts: .max, jitter: 100))
        return
            "AND (push_next_at <= \(now) OR push_next_at > CASE push_attempts \(longest) ELSE CAST(\(last) AS BIGINT) END)"
    }

    /// One query per module: an index leads straight to the waiting orders.
    private func waitingOrders(
        placedSince start: Instant, isScheduled: Bool, and condition: SQL = "", now: Instant
    ) throws -> [ID<Website>: Int] {
        let dueOnly: SQL = isScheduled ? isDue(at: now) : ""
        return try enabledModules().reduce(into: [:]) { counts, module in
            let count = try number(
                """
                SELECT count(*) FROM sales_order
                WHERE website_id = \(module.websiteID) AND oms = \(module.oms) AND push_state = 'waiting'
                    AND placed_at >= \(start) \(dueOnly) \(condition)
                """)
            if count > 0 { counts[module.websiteID, default: 0] += count }
        }
    }

    /// How many orders of a website an OMS has, or is to get, that are not at their end.
    package func openOrders(of websiteID: ID<Website>, with oms: OMSKind) throws -> Int {
        try number(
            """
            SELECT count(*) FROM sales_order
            WHERE website_id = \(websiteID) AND oms = \(oms)
                AND status IN (\(SQL.list(ItemStatus.underWay)))
            """)
    }

    package func pushBacklog(of websiteID: ID<Website>, now: Instant) throws -> PushBacklog {
        let start = now - PushWindow.scheduled
        let waiting = try first(
            """
            SELECT count(*), min(placed_at), count(*) FILTER (WHERE placed_at < \(start)) FROM sales_order
            WHERE website_id = \(websiteID) AND push_state = 'waiting'
            """
        ) { (count: try $0.next() as Int, oldest: try $0.next() as Instant?, late: try $0.next() as Int) }
        let refused = try number(
            "SELECT count(*) FROM sales_order WHERE website_id = \(websiteID) AND push_state = 'refused'")
        return PushBacklog(
            waiting: waiting?.count ?? 0, oldestPlacedAt: waiting?.oldest, stuck: refused + (waiting?.late ?? 0))
    }
}

extension Transaction {
    /// Releases the refused orders of every website whose module is enabled, so that a run tries them, too.
    package func retryRefusedOrders(placedSince start: Instant, now: Instant) throws {
        for module in try enabledModules() {
            try retryRefusedOrders(
                of: module.websiteID, having: "AND oms = \(module.oms)", placedSince: start, now: now)
        }
    }
}
