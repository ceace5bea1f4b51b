import Domain

extension Transaction {
    /// Takes orders to push, oldest first, and holds them until `leaseEnd`: nobody else gets them before.
    ///
    /// Orders that the run has dealt with already, and those of websites whose module is disabled, are left out.
    ///
    /// - Parameter isScheduled: leaves out the ones whose next attempt is not due.
    public func leaseOrdersToPush(
        inRun runID: Int, placedSince start: Instant, isScheduled: Bool, limit: Int, until leaseEnd: Instant,
        now: Instant
    ) throws -> [Int] {
        let due = isScheduled ? now : Instant(milliseconds: .max)
        let ids = try all(
            """
            SELECT id FROM sales_order o
            WHERE push_state = 'waiting' AND placed_at >= \(start) AND push_next_at <= \(due)
                AND (push_lease_until IS NULL OR push_lease_until <= \(now))
                AND EXISTS (SELECT 1 FROM module m WHERE m.website_id = o.website_id AND m.is_enabled = 1)
                AND NOT EXISTS (SELECT 1 FROM job_run_order r WHERE r.run_id = \(runID) AND r.order_id = o.id)
            ORDER BY placed_at, id LIMIT \(limit)
            """
        ) { try $0[0] as Int }
        for id in ids {
            try execute("UPDATE sales_order SET \(interrupted), push_lease_until = \(leaseEnd) WHERE id = \(id)")
        }
        return ids
    }

    /// Takes one order to push, whatever its age, also when AI has refused it before.
    ///
    /// - Returns: false when somebody else is pushing it, or it is not to be pushed.
    public func leaseOrderToPush(_ orderID: Int, until leaseEnd: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE sales_order SET \(interrupted), push_lease_until = \(leaseEnd), push_state = 'waiting'
            WHERE id = \(orderID) AND push_state IN ('waiting', 'refused')
                AND (push_lease_until IS NULL OR push_lease_until <= \(now))
            """) == 1
    }

    /// A lease that ran out was a push that died, nobody knows where: it counts as an attempt without a clear answer.
    private var interrupted: SQL {
        "push_attempts = push_attempts + CASE WHEN push_lease_until IS NULL THEN 0 ELSE 1 END"
    }

    /// AI has the order: its items are processed. Told twice, it changes nothing the second time.
    public func markPushed(_ order: Order, arvindOrderID: String?, actor: String?, now: Instant) throws {
        let changed = try execute(
            """
            UPDATE sales_order SET push_state = 'pushed', push_attempts = push_attempts + 1, push_reason = NULL,
                push_lease_until = NULL, acknowledged_at = \(now), arvind_order_id = \(arvindOrderID)
            WHERE id = \(order.id) AND push_state = 'waiting'
            """)
        guard changed == 1 else { return }
        try acknowledgeUnits(ofOrder: order.id, at: now)
        for line in order.lines where line.progress.wanted > 0 {
            try move(line, of: order, ItemMove(to: .processed, at: now, source: .push, actor: actor), now: now)
        }
    }

    /// AI, or a check of ours, has said no.
    public func markPushRefused(_ orderID: Int, reason: String) throws {
        try execute(
            """
            UPDATE sales_order SET push_state = 'refused', push_attempts = push_attempts + 1, push_reason = \(reason),
                push_lease_until = NULL
            WHERE id = \(orderID) AND push_state = 'waiting'
            """)
    }

    /// No clear answer: the order stays `processing`, and is tried again.
    ///
    /// - Parameter wasCalled: false when Arvind was not asked at all: that is no attempt.
    public func markPushUnknown(_ order: Order, reason: String, wasCalled: Bool, now: Instant) throws {
        let attempts = order.push.attempts + (wasCalled ? 1 : 0)
        let next = now + PushWindow.pause(afterAttempts: attempts)
        try execute(
            """
            UPDATE sales_order SET push_attempts = \(attempts), push_reason = \(reason), push_next_at = \(next),
                push_lease_until = NULL
            WHERE id = \(order.id) AND push_state = 'waiting'
            """)
    }

    /// Lets an order go that was taken and not called for.
    public func releaseLease(ofOrder orderID: Int) throws {
        try execute("UPDATE sales_order SET push_lease_until = NULL WHERE id = \(orderID)")
    }
}

/// What waits for AI, over one website.
public struct PushBacklog: Sendable {
    /// Orders to be pushed.
    public let waiting: Int
    /// When the oldest of them was placed; nil when there is none.
    public let oldestPlacedAt: Instant?
    /// Refused, or older than the scheduled window: nothing happens to them by itself.
    public let stuck: Int
}

extension Reader where Self: ~Copyable {
    /// What waits for AI.
    public func pushBacklog(of websiteID: Int, now: Instant) throws -> PushBacklog {
        let start = now - PushWindow.scheduled
        let waiting = try first(
            """
            SELECT count(*), min(placed_at), coalesce(sum(placed_at < \(start)), 0) FROM sales_order
            WHERE website_id = \(websiteID) AND push_state = 'waiting'
            """
        ) { (count: try $0[0] as Int, oldest: try $0[1] as Instant?, late: try $0[2] as Int) }
        let refused = try number(
            "SELECT count(*) FROM sales_order WHERE website_id = \(websiteID) AND push_state = 'refused'")
        return PushBacklog(
            waiting: waiting?.count ?? 0, oldestPlacedAt: waiting?.oldest, stuck: refused + (waiting?.late ?? 0))
    }
}
