import Domain

extension RequestState: SQLBindable, SQLReadable {}

/// A cancellation as the store has it.
package struct CancellationRow: Sendable {
    package let id: Int
    /// What the customer may quote; the OMS's `cancellationId`.
    package let reference: String
    package let state: RequestState
    /// Why, in the customer's words.
    package let reason: String
    /// The staff member who asked for the customer.
    package let actor: String?
    /// When it was asked for first.
    package let requestedAt: Instant
    /// Calls made so far.
    package let attempts: Int
    /// A call is under way until then.
    package let leaseUntil: Instant?
    package let code: String?
    /// The sentence for the customer.
    package let answer: String?
    /// When the last answer came.
    package let answeredAt: Instant?
    package let items: [Int: Int]
}

extension Reader where Self: ~Copyable {
    /// An order's cancellations, newest first.
    package func cancellations(ofOrder orderID: Int) throws -> [CancellationRow] {
        let items = try all(
            """
            SELECT i.cancellation_id, i.item_id, i.quantity FROM cancellation c
            JOIN cancellation_item i ON i.cancellation_id = c.id WHERE c.order_id = \(orderID)
            """
        ) { row in (id: try row[0] as Int, item: try row[1] as Int, quantity: try row[2] as Int) }
        let byID = Dictionary(grouping: items, by: \.id)
        return try all(
            """
            SELECT id, reference, state, reason, actor, requested_at, attempts, lease_until, code, answer, answered_at
            FROM cancellation WHERE order_id = \(orderID) ORDER BY id DESC
            """
        ) { row in
            let id: Int = try row[0]
            return CancellationRow(
                id: id, reference: try row[1], state: try row[2], reason: try row[3], actor: try row[4],
                requestedAt: try row[5], attempts: try row[6], leaseUntil: try row[7], code: try row[8],
                answer: try row[9], answeredAt: try row[10],
                items: Dictionary(uniqueKeysWithValues: byID[id, default: []].map { ($0.item, $0.quantity) }))
        }
    }

    /// Cancellations that the OMS has refused since a time.
    package func refusedCancellations(of websiteID: Int, since time: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) FROM cancellation
            WHERE website_id = \(websiteID) AND state = 'refused' AND answered_at >= \(time)
            """)
    }
}

extension Transaction {
    /// Writes down that units are to be cancelled.
    ///
    /// - Parameter lease: until when the caller is about to ask the OMS; nil when nobody has to be asked.
    package func addCancellation(
        of order: Order, _ units: [RequestedUnits], reason: String, actor: String?, lease: Instant?, now: Instant
    ) throws -> CancellationRow {
        let reference = "\(order.number)-C\(try cancellations(ofOrder: order.id).count + 1)"
        let state: RequestState = lease == nil ? .accepted : .open
        let id = try insert(
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
        return CancellationRow(
            id: id, reference: reference, state: state, reason: reason, actor: actor, requestedAt: now, attempts: 0,
            leaseUntil: lease, code: nil, answer: nil, answeredAt: nil,
            items: Dictionary(uniqueKeysWithValues: units.map { ($0.line.id, $0.quantity) }))
    }

    /// Takes an open cancellation to ask the OMS again. A lease that ran out was a call that died, nobody knows where: it counts as
    /// an attempt.
    ///
    /// - Returns: false when somebody else is asking at this moment, or it is not open any more.
    package func leaseCancellation(_ id: Int, until end: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE cancellation SET lease_until = \(end),
                attempts = attempts + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END
            WHERE id = \(id) AND state = 'open' AND (lease_until IS NULL OR lease_until <= \(now))
            """) == 1
    }

    /// What the OMS said. An answer that comes after the cancellation was ended otherwise changes nothing.
    ///
    /// - Parameter wasCalled: false when the OMS was not asked at all: that is no attempt.
    /// - Returns: whether it was still open.
    package func answerCancellation(
        _ id: Int, _ state: RequestState, code: String?, answer: String?, wasCalled: Bool = true, now: Instant
    ) throws -> Bool {
        try execute(
            """
            UPDATE cancellation SET state = \(state), code = \(code), answer = \(answer), answered_at = \(now),
                attempts = attempts + \(wasCalled), lease_until = NULL
            WHERE id = \(id) AND state = 'open'
            """) == 1
    }

    /// Units are cancelled: their lines say so, and their stock is given back. What the OMS has told of by webhook in the meantime
    /// is not cancelled a second time.
    package func cancel(
        _ units: [Int: Int], of order: Order, source: StatusSource, actor: String?, reason: String, now: Instant
    ) throws {
        for line in try self.order(id: order.id)?.lines ?? [] {
            guard let wanted = units[line.id] else { continue }
            let left = max(CancellationRule.units(of: line), wanted - line.progress.count(in: .cancelled))
            let quantity = min(wanted, left)
            guard quantity > 0 else { continue }
            let move = ItemMove(
                to: .cancelled, quantity: quantity, at: now, source: source, actor: actor,
                reason: reason.isEmpty ? nil : reason)
            try moveItem(line, of: order, move, now: now)
        }
    }

    /// An order of which nothing is left, and which the OMS never got, is never to be pushed.
    package func withdrawIfEmpty(orderID: Int) throws {
        guard let order = try order(id: orderID), order.lines.allSatisfy({ $0.progress.wanted == 0 }) else { return }
        try execute(
            """
            UPDATE sales_order SET push_state = 'withdrawn', push_lease_until = NULL
            WHERE id = \(orderID) AND push_state <> 'pushed'
            """)
    }
}
