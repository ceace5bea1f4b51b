import Domain

extension Transaction {
    /// Writes down that a customer wants to give units back; the caller is about to ask the OMS.
    ///
    /// - Parameter seal: seals the bank details for this reference.
    package func addReturn(
        of order: Order, _ items: [ReturnRow.Item], bank: BankDetails?, actor: String?, lease: Instant, now: Instant,
        seal: (BankDetails, String) -> [UInt8]
    ) throws -> ReturnRow {
        let reference = "\(order.number)-R\(try returns(ofOrder: order.id).count + 1)"
        let id = try insert(
            """
            INSERT INTO return_request (website_id, order_id, reference, state, actor, requested_at, lease_until,
                bank_sealed, account_last_four)
            VALUES (\(order.websiteID), \(order.id), \(reference), \(RequestState.open), \(actor), \(now), \(lease),
                \(bank.map { seal($0, reference) }), \(bank?.lastFour))
            RETURNING id
            """)
        for item in items {
            try execute(
                """
                INSERT INTO return_item (return_id, item_id, quantity, reason, comment)
                VALUES (\(id), \(item.itemID), \(item.quantity), \(item.reason), \(item.comment))
                """)
        }
        guard let row = try customerReturn(reference, of: order.websiteID) else { throw Refusal.notFound("return") }
        return row
    }

    /// Takes an open return to ask the OMS again.
    ///
    /// - Returns: false when somebody else is asking at this moment, or it is not open any more.
    package func leaseReturn(_ id: Int, until end: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE return_request SET lease_until = \(end)
            WHERE id = \(id) AND state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """) == 1
    }

    /// What the OMS said. A refused return is closed: its bank details have no further use.
    ///
    /// - Parameter wasCalled: false when the OMS was not asked at all: that is no attempt.
    /// - Returns: whether it was still open.
    package func answerReturn(
        _ id: Int, _ state: RequestState, code: String?, answer: String?, omsReturnID: String?,
        wasCalled: Bool = true, now: Instant
    ) throws -> Bool {
        let closedAt: Instant? = state == .refused || state == .withdrawn ? now : nil
        return try execute(
            """
            UPDATE return_request SET state = \(state), code = \(code), answer = \(answer), answered_at = \(now),
                attempts = attempts + \(wasCalled), lease_until = NULL, oms_return_id = \(omsReturnID), closed_at = \(closedAt)
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    /// Units are asked back: their lines say so. What is on its way by now, as the OMS's webhooks said, is not asked back again; when
    /// all of it is refunded by now, the return is closed.
    package func requestReturn(
        _ row: ReturnRow, of order: Order, source: StatusSource, actor: String?, now: Instant
    ) throws {
        for line in try self.order(id: order.id)?.lines ?? [] {
            guard let item = row.items.first(where: { $0.itemID == line.id }) else { continue }
            let onTheirWay = line.progress.unitsOnTheirWay(since: row.requestedAt)
            guard item.quantity > onTheirWay else { continue }
            let move = ItemMove(
                to: .returnRequested, quantity: item.quantity - onTheirWay, at: now, source: source, actor: actor,
                reason: item.reason.title)
            try moveItem(line, of: order, move, now: now)
        }
        try closeRefundedReturns(ofOrder: order.id, now: now)
    }

    /// Returns of an order whose units are all refunded are closed.
    func closeRefundedReturns(ofOrder orderID: Int, now: Instant) throws {
        try execute(
            """
            UPDATE return_request SET closed_at = \(now)
            WHERE order_id = \(orderID) AND state = 'accepted' AND closed_at IS NULL AND NOT EXISTS (
                SELECT 1 FROM return_item i JOIN item_progress p ON p.item_id = i.item_id
                WHERE i.return_id = return_request.id
                    AND p.status IN ('return_requested', 'return_picked_up', 'returned'))
            """)
    }

    /// Erases bank details whose time is over, leaving the last four digits: each website's own number of days after the
    /// return was closed, and half a year after it was asked for in any case.
    ///
    /// - Returns: how many were erased.
    package func eraseBankDetails(now: Instant) throws -> Int {
        try execute(
            """
            UPDATE return_request SET bank_sealed = NULL
            WHERE bank_sealed IS NOT NULL AND (requested_at < \(now - .days(180)) OR closed_at < \(now) -
                (SELECT bank_days FROM module m WHERE m.website_id = return_request.website_id) * 86400000)
            """)
    }
}
