import Domain

@dynamicMemberLookup
package struct CancellationRow: Sendable {
    package let request: RequestRow
    /// Why, in the customer's words.
    package let reason: String
    package let items: [ID<OrderLine>: Int]
    /// Whether its refund is ours to pay, because the OMS never got what was cancelled.
    package let isRefundOurs: Bool
    /// When staff said that it is paid back, and who; nil before.
    package let refund: (at: Instant, by: String)?

    package subscript<Value>(dynamicMember path: KeyPath<RequestRow, Value>) -> Value { request[keyPath: path] }
}

extension Reader where Self: ~Copyable {
    /// An order's cancellations, newest first.
    package func cancellations(ofOrder orderID: ID<Order>) throws -> [CancellationRow] {
        try cancellations(where: "order_id = \(orderID)", limit: 1000)
    }

    package func cancellations(
        of websiteID: ID<Website>, _ state: RequestState?, at place: ListPlace<ID<RequestRow>>, limit: Int
    ) throws -> [CancellationRow] {
        try cancellations(where: requests(of: websiteID, state), at: place, limit: limit)
    }

    private func cancellations(
        where condition: SQL, at place: ListPlace<ID<RequestRow>> = .first, limit: Int
    ) throws -> [CancellationRow] {
        let page = place.page(by: ["id"]) { ["\($0)"] }
        let ids: [ID<RequestRow>] = try all(
            "SELECT id FROM cancellation WHERE \(condition) \(page.condition) \(page.order) LIMIT \(limit)"
        ) { try $0.next() }
        guard !ids.isEmpty else { return [] }
        let items = try all(
            """
            SELECT cancellation_id, item_id, quantity FROM cancellation_item WHERE cancellation_id IN (\(SQL.list(ids)))
            """
        ) { row in
            (
                id: try row.next() as ID<RequestRow>, item: try row.next() as ID<OrderLine>,
                quantity: try row.next() as Int
            )
        }
        let byID = Dictionary(grouping: items, by: \.id)
        return try all(
            """
            SELECT \(RequestRow.columns), reason, is_refund_ours, refunded_at, refunded_by FROM cancellation
            WHERE id IN (\(SQL.list(ids))) ORDER BY id DESC
            """
        ) { row in
            let request = try RequestRow(.cancellation, &row)
            let units = byID[request.id, default: []].map { ($0.item, $0.quantity) }
            let (reason, isOurs) = (try row.next() as String, try row.next() as Bool)
            let (at, by) = (try row.next() as Instant?, try row.next() as String?)
            return CancellationRow(
                request: request, reason: reason, items: Dictionary(uniqueKeysWithValues: units), isRefundOurs: isOurs,
                refund: at.flatMap { at in by.map { (at, $0) } })
        }
    }

    /// How many cancellations of a website have a refund that is ours to pay, and not paid yet.
    package func cancellationsToRefund(of websiteID: ID<Website>) throws -> Int {
        try number(
            """
            SELECT count(*) FROM cancellation
            WHERE website_id = \(websiteID) AND is_refund_ours = 1 AND refunded_at IS NULL
            """)
    }
}

extension Transaction {
    /// - Parameter lease: until when the caller asks the OMS; nil when it need not be asked.
    package func addCancellation(
        of order: Order, _ units: [RequestedUnits], reason: String, actor: String?, lease: Instant?, now: Instant
    ) throws -> CancellationRow {
        let reference = try nextReference(.cancellation, of: order)
        let state: RequestState = lease == nil ? .accepted : .open
        let id: ID<RequestRow> = try insert(
            """
            INSERT INTO cancellation (website_id, order_id, reference, state, reason, actor, requested_at, lease_until,
                answered_at)
            VALUES (\(order.websiteID), \(order.id), \(reference), \(state), \(reason), \(actor), \(now), \(lease),
                \(lease == nil ? now : nil))
            RETURNING id
            """)
        for unit in units {
            try execute(
                """
                INSERT INTO cancellation_item (cancellation_id, item_id, quantity)
                VALUES (\(id), \(unit.line.id), \(unit.quantity))
                """)
        }
        guard let row = try cancellations(ofOrder: order.id).first else { throw Refusal.notFound("cancellation") }
        return row
    }

    /// Cancels units on their lines and releases their stock.
    package func cancel(
        _ units: [ID<OrderLine>: Int], of order: Order, source: StatusSource, actor: String?, reason: String,
        now: Instant
    ) throws {
        guard let order = try self.order(id: order.id) else { return }
        for units in CancellationRule.unitsLeft(of: units, in: order) {
            let move = ItemMove(
                to: .cancelled, quantity: units.quantity, at: now, source: source, actor: actor,
                reason: reason.isEmpty ? nil : reason)
            try moveItem(units.line, of: order, move, now: now)
        }
    }

    /// A fully cancelled order that the OMS never got is never pushed.
    package func withdrawIfEmpty(orderID: ID<Order>) throws {
        guard let order = try order(id: orderID), order.lines.allSatisfy({ $0.progress.wanted == 0 }) else { return }
        try execute(
            """
            UPDATE sales_order SET push_state = 'withdrawn', push_lease_until = NULL
            WHERE id = \(orderID) AND push_state <> 'pushed'
            """)
    }

    /// Marks the refund of a cancellation as ours, where the order was paid for and the OMS did not get it.
    package func noteRefund(ofCancellation id: ID<RequestRow>) throws {
        try execute(
            """
            UPDATE cancellation SET is_refund_ours = 1
            WHERE id = \(id) AND EXISTS (
                SELECT 1 FROM sales_order o WHERE o.id = cancellation.order_id AND o.payment_mode = 'PREPAID'
                    AND o.is_paid = 1 AND o.push_state <> 'pushed')
            """)
    }

    /// Staff have paid back what was cancelled before the OMS got it.
    package func markCancelledRefunded(ofOrder orderID: ID<Order>, by staff: String, now: Instant) throws {
        try execute(
            """
            UPDATE cancellation SET refunded_at = \(now), refunded_by = \(staff)
            WHERE order_id = \(orderID) AND is_refund_ours = 1 AND refunded_at IS NULL
            """)
    }
}
