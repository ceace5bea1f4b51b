import Domain

extension Transaction {
    /// - Parameter seal: seals the account for this reference.
    package func addReturn(
        of order: Order, _ items: [ReturnRow.Item], account: RefundAccount?, photographs: [Photograph] = [],
        actor: String?, lease: Instant, now: Instant, seal: (RefundAccount, String) -> [UInt8]
    ) throws -> ReturnRow {
        let reference = try nextReference(.return, of: order)
        let id: ID<RequestRow> = try insert(
            """
            INSERT INTO return_request (website_id, order_id, reference, state, actor, requested_at, lease_until,
                bank_sealed, account_last_four, refund_route)
            VALUES (\(order.websiteID), \(order.id), \(reference), \(RequestState.open), \(actor), \(now), \(lease),
                \(account.map { seal($0, reference) }), \(account?.end), \(account?.route))
            RETURNING id
            """)
        for item in items {
            try execute(
                """
                INSERT INTO return_item (return_id, item_id, quantity, reason, comment)
                VALUES (\(id), \(item.itemID), \(item.quantity), \(item.reason), \(item.comment))
                """)
        }
        if !photographs.isEmpty { try addPhotographs(photographs, toReturn: id) }
        guard let row = try customerReturn(reference, of: order.websiteID) else { throw Refusal.notFound("return") }
        return row
    }

    /// Marks units as return requested, except those that events have moved further by now. When all of them are refunded, closes
    /// the return.
    package func requestReturn(
        _ row: ReturnRow, of order: Order, source: StatusSource, actor: String?, now: Instant
    ) throws {
        for item in row.items {
            guard let line = order.lines.first(where: { $0.id == item.itemID }) else { continue }
            let move = ItemMove(
                to: .returnRequested, quantity: item.quantity, at: now, source: source, actor: actor,
                reason: item.reason.title)
            try moveItem(line, of: order, move, now: now)
        }
        try closeRefundedReturns(ofOrder: order.id, now: now)
    }

    /// Closes the returns of an order whose units are all refunded. Nobody knows which of a line's units belong to which return:
    /// what is still on its way counts for the latest ones.
    func closeRefundedReturns(ofOrder orderID: ID<Order>, now: Instant) throws {
        try execute(
            """
            UPDATE return_request SET closed_at = \(now)
            WHERE order_id = \(orderID) AND state = 'accepted' AND closed_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM return_item i WHERE i.return_id = return_request.id AND
                    (SELECT coalesce(sum(p.quantity), 0) FROM item_progress p WHERE p.item_id = i.item_id
                        AND p.status IN ('return_requested', 'return_picked_up', 'returned'))
                    > (SELECT coalesce(sum(j.quantity), 0) FROM return_item j JOIN return_request r ON r.id = j.return_id
                        WHERE j.item_id = i.item_id AND r.state = 'accepted' AND r.id > return_request.id))
            """)
    }

    /// Erases photographs, and bank details but the last four digits: each website's own number of days after the
    /// return was closed, and half a year after it was requested in any case.
    ///
    /// - Returns: how many bank details were erased.
    package func eraseBankDetails(now: Instant) throws -> Int {
        let isDue: SQL = """
            requested_at < \(now - .days(180)) OR closed_at < \(now) -
                (SELECT CAST(bank_days AS BIGINT) * 86400000 FROM website w WHERE w.id = return_request.website_id)
            """
        try erasePhotographs(ofReturns: isDue)
        return try execute(
            "UPDATE return_request SET bank_sealed = NULL WHERE bank_sealed IS NOT NULL AND (\(isDue))")
    }
}
