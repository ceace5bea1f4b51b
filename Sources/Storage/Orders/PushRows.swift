import Domain

/// A position among a website's orders, oldest first.
package struct PushCursor: Comparable, Sendable {
    package let placedAt: Instant
    package let orderID: ID<Order>

    /// The position of an order; id 0 is before every order of that time.
    package init(placedAt: Instant, orderID: ID<Order>) {
        self.placedAt = placedAt
        self.orderID = orderID
    }

    package static func < (left: PushCursor, right: PushCursor) -> Bool {
        (left.placedAt, left.orderID) < (right.placedAt, right.orderID)
    }
}

extension Transaction {
    /// Leases a website's oldest order to push until `leaseEnd`.
    ///
    /// Returns nil after the run was cancelled.
    ///
    /// - Parameters:
    ///   - cursor: the run's position: it goes from the oldest order to the newest and never back.
    ///   - isScheduled: leaves out the ones whose next attempt is not due.
    package func leaseOrderToPush(
        of websiteID: ID<Website>, inRun runID: ID<JobRun>, after cursor: PushCursor, isScheduled: Bool,
        until leaseEnd: Instant,
        now: Instant
    ) throws -> PushCursor? {
        let found = try first(
            """
            SELECT placed_at, id FROM sales_order o
            WHERE website_id = \(websiteID) AND push_state = 'waiting'
                AND (placed_at, id) > (\(cursor.placedAt), \(cursor.orderID))
                \(isScheduled ? isDue(at: now) : "") AND \(SQL.isOver("push_lease_until", at: now, atMost: leaseEnd - now))
                AND EXISTS (SELECT 1 FROM job_run WHERE id = \(runID) AND cancelled_by IS NULL)
                AND EXISTS (SELECT 1 FROM module m WHERE m.website_id = o.website_id AND m.oms = o.oms AND m.is_enabled = 1)
            ORDER BY placed_at, id LIMIT 1 \(skippingLocked)
            """
        ) { PushCursor(placedAt: try $0.next(), orderID: try $0.next()) }
        guard let found else { return nil }
        try execute(
            "UPDATE sales_order SET \(interrupted), push_lease_until = \(leaseEnd) WHERE id = \(found.orderID)")
        return found
    }

    /// Leases one order to push, whatever its age, even if the OMS refused it before.
    ///
    /// - Returns: false when it is being pushed, or must not be.
    package func leaseOrderToPush(_ orderID: ID<Order>, until leaseEnd: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE sales_order SET \(interrupted), push_lease_until = \(leaseEnd), push_state = 'waiting'
            WHERE id = \(orderID) AND push_state IN ('waiting', 'refused')
                AND \(SQL.isOver("push_lease_until", at: now, atMost: leaseEnd - now))
            """) == 1
    }

    /// A lease that ran out is a push that died at an unknown point: it counts as an attempt without a clear answer.
    private var interrupted: SQL {
        """
        push_attempts = push_attempts + CASE WHEN push_lease_until IS NULL THEN 0 ELSE 1 END,
        push_was_unclear = CASE WHEN push_lease_until IS NULL THEN push_was_unclear ELSE 1 END
        """
    }

    /// The OMS has the order: its items become processed. A second report changes nothing.
    package func markPushed(_ order: Order, omsOrderID: String?, actor: String?, now: Instant) throws {
        let changed = try execute(
            """
            UPDATE sales_order SET push_state = 'pushed', push_attempts = push_attempts + 1, push_reason = NULL,
                push_lease_until = NULL, acknowledged_at = \(now), oms_order_id = \(omsOrderID)
            WHERE id = \(order.id) AND push_state = 'waiting'
            """)
        if changed == 1 {
            try acknowledgeUnits(of: order, at: now)
        } else {
            // An event has proved it meanwhile; only this answer has the id, and speaks of all items.
            let isPushed =
                try execute(
                    """
                    UPDATE sales_order SET oms_order_id = coalesce(oms_order_id, \(omsOrderID))
                    WHERE id = \(order.id) AND push_state = 'pushed'
                    """) == 1
            guard isPushed else { return }
        }
        for line in try self.order(id: order.id)?.lines ?? [] where line.progress.count(in: .processing) > 0 {
            try moveItem(line, of: order, ItemMove(to: .processed, at: now, source: .push, actor: actor), now: now)
        }
    }

    /// An event about an order proves that the OMS has it, whatever became of the push: it is done, and counts as acknowledged from
    /// the receipt of the event on. A push in progress, or refused afterwards, no longer changes anything.
    /// Its items go where the event says.
    package func markPushed(byEventOf order: Order, now: Instant) throws {
        let changed = try execute(
            """
            UPDATE sales_order SET push_state = 'pushed', push_reason = NULL, push_lease_until = NULL, acknowledged_at = \(now)
            WHERE id = \(order.id) AND push_state IN ('waiting', 'refused')
            """)
        if changed == 1 { try acknowledgeUnits(of: order, at: now) }
    }

    /// Records that the OMS, or a check of ours, refused the order.
    ///
    /// - Returns: false when it had been accepted or withdrawn meanwhile.
    @discardableResult
    package func markPushRefused(_ orderID: ID<Order>, reason: String) throws -> Bool {
        try execute(
            """
            UPDATE sales_order SET push_state = 'refused', push_attempts = push_attempts + 1, push_reason = \(reason),
                push_lease_until = NULL
            WHERE id = \(orderID) AND push_state = 'waiting'
            """) == 1
    }

    /// Records an unclear answer: the order stays `processing` and is tried again.
    ///
    /// - Parameters:
    ///   - wasCalled: false when the OMS was not called, which is no attempt.
    ///   - wasSent: whether the OMS may have the order now; nil for whether it was called.
    ///   - jitter: 0 to 99; spreads the next tries of many orders.
    package func markPushUnknown(
        _ order: Order, reason: String, wasCalled: Bool, wasSent: Bool? = nil, jitter: Int, now: Instant
    ) throws {
        let attempts = order.push.attempts + (wasCalled ? 1 : 0)
        let wasUnclear: SQL = wasSent ?? wasCalled ? "1" : "push_was_unclear"
        let next = now + PushWindow.pause(afterAttempts: attempts, jitter: jitter)
        try execute(
            """
            UPDATE sales_order SET push_attempts = \(attempts), push_reason = \(reason), push_next_at = \(next),
                push_lease_until = NULL, push_was_unclear = \(wasUnclear)
            WHERE id = \(order.id) AND push_state = 'waiting'
            """)
    }

    /// Staff changed something that the OMS may have refused orders for: orders of the last 30 days are tried again.
    ///
    /// - Parameter productID: only orders with this product; nil for all of the website.
    package func retryRefusedOrders(of websiteID: ID<Website>, withProduct productID: ID<Product>?, now: Instant) throws
    {
        let only: SQL =
            productID.map {
                "AND EXISTS (SELECT 1 FROM order_item i WHERE i.order_id = sales_order.id AND i.product_id = \($0))"
            } ?? ""
        try retryRefusedOrders(
            of: websiteID, having: only, placedSince: now - .days(PushWindow.manualDays), now: now)
    }

    /// - Parameter condition: on the order, beginning with AND.
    func retryRefusedOrders(of websiteID: ID<Website>, having condition: SQL, placedSince start: Instant, now: Instant)
        throws
    {
        try execute(
            """
            UPDATE sales_order SET push_state = 'waiting', push_next_at = \(now)
            WHERE website_id = \(websiteID) AND push_state = 'refused' AND push_lease_until IS NULL
                AND placed_at >= \(start) \(condition)
            """)
    }
}
