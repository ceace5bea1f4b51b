import Domain

@dynamicMemberLookup
package struct CancellationRow: Sendable {
    package let request: RequestRow
    /// Why, in the customer's words.
    package let reason: String
    /// Units by item.
    package let items: [ID<OrderLine>: Int]

    package subscript<Value>(dynamicMember path: KeyPath<RequestRow, Value>) -> Value { request[keyPath: path] }
}

extension Reader where Self: ~Copyable {
    /// An order's cancellations, newest first.
    package func cancellations(ofOrder orderID: ID<Order>) throws -> [CancellationRow] {
        let items = try all(
            """
            SELECT i.cancellation_id, i.item_id, i.quantity FROM cancellation c
            JOIN cancellation_item i ON i.cancellation_id = c.id WHERE c.order_id = \(orderID)
            """
        ) { row in
            (
                id: try row.next() as ID<RequestRow>, item: try row.next() as ID<OrderLine>,
                quantity: try row.next() as Int
            )
        }
        let byID = Dictionary(grouping: items, by: \.id)
        return try all(
            "SELECT \(RequestRow.columns), reason FROM cancellation WHERE order_id = \(orderID) ORDER BY id DESC"
        ) { row in
            let request = try RequestRow(.cancellation, &row)
            let units = byID[request.id, default: []].map { ($0.item, $0.quantity) }
            return CancellationRow(
                request: request, reason: try row.next(), items: Dictionary(uniqueKeysWithValues: units))
        }
    }
}

extension Transaction {
    /// Adds a cancellation.
    ///
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
}
