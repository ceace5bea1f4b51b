import Domain

extension RequestState: SQLBindable, SQLReadable {}
extension RefundRoute: SQLBindable, SQLReadable {}

extension RequestKind {
    fileprivate var table: SQL {
        switch self {
        case .cancellation: "cancellation"
        case .return: "return_request"
        }
    }

    /// What distinguishes its references from the other's.
    fileprivate var letter: String {
        switch self {
        case .cancellation: "C"
        case .return: "R"
        }
    }
}

/// What a cancellation and a return have in common, as the store has it.
package struct RequestRow: Sendable {
    package let kind: RequestKind
    package let id: ID<RequestRow>
    package let orderID: ID<Order>
    /// What the customer may quote; the OMS's own `cancellationId` or `returnId`.
    package let reference: String
    package let state: RequestState
    /// The staff member who requested it for the customer.
    package let actor: String?
    package let requestedAt: Instant
    package let attempts: Int
    /// A call is in progress until then.
    package let leaseUntil: Instant?
    package let code: String?
    /// Why not, for the customer.
    package let answer: String?
    /// The OMS's own words, or why there is no clear answer: for staff.
    package let omsWords: String?
    /// When the last answer came; nil also if the first call died with its process.
    package let answeredAt: Instant?

    /// What its decoder reads, in this order.
    static let columns: SQL = """
        id, order_id, reference, state, actor, requested_at, attempts, lease_until, code, answer, oms_words, answered_at
        """

    init(_ kind: RequestKind, _ row: inout Row) throws {
        self.kind = kind
        id = try row.next()
        orderID = try row.next()
        reference = try row.next()
        state = try row.next()
        actor = try row.next()
        requestedAt = try row.next()
        attempts = try row.next()
        leaseUntil = try row.next()
        code = try row.next()
        answer = try row.next()
        omsWords = try row.next()
        answeredAt = try row.next()
    }

    package var presence: Presence { state.presence(afterAttempts: attempts) }
}

extension Reader where Self: ~Copyable {
    /// The request of an order that has no clear answer yet.
    package func openRequest(_ kind: RequestKind, ofOrder orderID: ID<Order>) throws -> RequestRow? {
        try requests(kind, where: "order_id = \(orderID) AND state = 'open'").first
    }

    /// Requests without a clear answer and without a call in progress.
    package func openRequests(_ kind: RequestKind, now: Instant) throws -> [RequestRow] {
        try requests(
            kind, where: "state = 'open' AND \(SQL.isOver("lease_until", at: now, atMost: Lease.request.span))")
    }

    /// How many cancellations and returns have ended in this state since a time.
    package func requests(of websiteID: ID<Website>, _ state: RequestState, since time: Instant) throws -> Int {
        try RequestKind.allCases.reduce(0) { sum, kind in
            try sum
                + number(
                    """
                    SELECT count(*) FROM \(kind.table)
                    WHERE website_id = \(websiteID) AND state = \(state) AND answered_at >= \(time)
                    """)
        }
    }

    /// How many cancellations or returns a website has, of a state or of any, counted up to a limit.
    package func requestCount(
        _ kind: RequestKind, of websiteID: ID<Website>, _ state: RequestState?, upTo limit: Int
    ) throws -> Int {
        try number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM \(kind.table) WHERE \(requests(of: websiteID, state)) LIMIT \(limit)
            ) AS found LIMIT 1
            """)
    }

    /// The condition of a website's requests, of a state or of any.
    func requests(of websiteID: ID<Website>, _ state: RequestState?) -> SQL {
        let byState: SQL = state.map { "AND state = \($0)" } ?? ""
        return "website_id = \(websiteID) \(byState)"
    }

    private func requests(_ kind: RequestKind, where condition: SQL) throws -> [RequestRow] {
        try all("SELECT \(RequestRow.columns) FROM \(kind.table) WHERE \(condition)") { try RequestRow(kind, &$0) }
    }
}

extension Transaction {
    func nextReference(_ kind: RequestKind, of order: Order) throws -> String {
        let count = try number("SELECT count(*) FROM \(kind.table) WHERE order_id = \(order.id)")
        return "\(order.number)-\(kind.letter)\(count + 1)"
    }

    /// Leases an open request to ask the OMS again. A lease that ran out is a call that died at an unknown point: it counts as
    /// an attempt.
    ///
    /// - Returns: false when a call is in progress, or it is no longer open.
    package func leaseRequest(_ request: RequestRow, until end: Instant, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE \(request.kind.table) SET lease_until = \(end),
                attempts = attempts + CASE WHEN lease_until IS NULL THEN 0 ELSE 1 END
            WHERE id = \(request.id) AND state = 'open' AND \(SQL.isOver("lease_until", at: now, atMost: Lease.request.span))
            """) == 1
    }

    /// Records the OMS's answer. It changes nothing once the request has ended otherwise. A return that came
    /// to nothing is closed: its bank details have no further use.
    ///
    /// - Parameter wasCalled: false when the OMS was not called, which is no attempt.
    /// - Returns: whether it was still open.
    package func answerRequest(
        _ request: RequestRow, _ answer: RequestAnswer, wasCalled: Bool = true, now: Instant
    ) throws -> Bool {
        let isClosed = answer.state == .refused || answer.state == .withdrawn
        let ofReturn: SQL =
            request.kind == .return ? ", oms_return_id = \(answer.omsID), closed_at = \(isClosed ? now : nil)" : ""
        return try execute(
            """
            UPDATE \(request.kind.table) SET state = \(answer.state), code = \(answer.code), answer = \(answer.sentence),
                oms_words = \(answer.omsWords), answered_at = \(now), attempts = attempts + \(wasCalled ? 1 : 0),
                lease_until = NULL \(ofReturn)
            WHERE id = \(request.id) AND state = 'open'
            """) == 1
    }

    /// Ends an order's open request without a call in progress: it is never sent again, and a return's bank details have no
    /// further use.
    ///
    /// - Returns: false when there was none to end.
    package func endRequest(
        _ kind: RequestKind, ofOrder orderID: ID<Order>, _ state: RequestState, now: Instant
    ) throws -> Bool {
        let ofReturn: SQL = kind == .return ? ", closed_at = \(now)" : ""
        return try execute(
            """
            UPDATE \(kind.table) SET state = \(state), answered_at = \(now), lease_until = NULL \(ofReturn)
            WHERE order_id = \(orderID) AND state = 'open' AND \(SQL.isOver("lease_until", at: now, atMost: Lease.request.span))
            """) == 1
    }
}
