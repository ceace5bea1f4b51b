import Domain

extension CallKind: SQLBindable, SQLReadable {}
extension CallOutcome: SQLBindable, SQLReadable {}

/// A call to or from the OMS, masked.
package struct ExchangeRow: Sendable {
    /// Its id; 0 before it is saved.
    package let id: Int
    /// When the call began.
    package let at: Instant
    package let kind: CallKind
    /// The address that was called.
    package let target: String
    /// The order it is about, if any.
    package let orderNumber: String?
    package let outcome: CallOutcome
    /// nil when no answer came.
    package let httpStatus: Int?
    package let milliseconds: Int
    /// The body that went out.
    package let request: String
    /// The body that came back, or why none did.
    package let response: String
    /// The `Idempotency-Key` it carried.
    package let idempotencyKey: String?

    /// The words that it is found by.
    let words: Set<String>

    package init(
        at: Instant, kind: CallKind, target: String, orderNumber: String?, outcome: CallOutcome, httpStatus: Int?,
        milliseconds: Int,
        request: String, response: String, idempotencyKey: String? = nil
    ) {
        // The response first: an inventory update's request alone could fill the limit.
        let isInventory = kind == .inventory || kind == .inventoryRead
        let limit = isInventory ? SearchWords.limitOfInventory : SearchWords.limit
        let words = SearchWords.words(in: response, limit: limit).union(SearchWords.words(in: request, limit: limit))
        self.init(
            id: 0, at: at, kind: kind, target: target, orderNumber: orderNumber, outcome: outcome,
            httpStatus: httpStatus,
            milliseconds: milliseconds, request: request, response: response, idempotencyKey: idempotencyKey,
            words: words)
    }

    private init(
        id: Int, at: Instant, kind: CallKind, target: String, orderNumber: String?, outcome: CallOutcome,
        httpStatus: Int?,
        milliseconds: Int,
        request: String, response: String, idempotencyKey: String?, words: Set<String>
    ) {
        self.id = id
        self.words = words
        self.at = at
        self.kind = kind
        self.target = target
        self.orderNumber = orderNumber
        self.outcome = outcome
        self.httpStatus = httpStatus
        self.milliseconds = milliseconds
        self.request = request
        self.response = response
        self.idempotencyKey = idempotencyKey
    }
}

extension ExchangeRow {
    /// The same call with the order that it turned out to be about.
    package func about(_ orderNumber: String) -> ExchangeRow {
        ExchangeRow(
            id: id, at: at, kind: kind, target: target, orderNumber: orderNumber, outcome: outcome,
            httpStatus: httpStatus,
            milliseconds: milliseconds, request: request, response: response, idempotencyKey: idempotencyKey,
            words: words)
    }

    init(_ row: inout Row) throws {
        self.init(
            id: try row.next(), at: try row.next(), kind: try row.next(), target: try row.next(),
            orderNumber: try row.next(),
            outcome: try row.next(),
            httpStatus: try row.next(), milliseconds: try row.next(), request: try row.next(), response: try row.next(),
            idempotencyKey: try row.next(), words: [])
    }

    /// The columns of an `exchange e` in the order that the decoder reads.
    static let columns: SQL =
        """
        e.id, e.at, e.kind, e.target, e.order_number, e.outcome, e.http_status, e.milliseconds, e.request, e.response,
        e.idempotency_key
        """
}

extension Reader where Self: ~Copyable {
    /// The calls about one order, newest first, without mere reads, of which there could be many.
    package func exchanges(ofOrder number: String, of websiteID: Int, limit: Int) throws -> [ExchangeRow] {
        try all(
            """
            SELECT \(ExchangeRow.columns) FROM exchange e
            WHERE e.website_id = \(websiteID) AND e.order_number = \(number) AND e.kind <> \(CallKind.orderRead)
            ORDER BY e.id DESC LIMIT \(limit)
            """
        ) { try ExchangeRow(&$0) }
    }

    /// The newest calls from the OMS.
    package func receivedCalls(of websiteID: Int, limit: Int) throws -> [ExchangeRow] {
        try CallKind.received.flatMap { kind in
            try all(
                """
                SELECT \(ExchangeRow.columns) FROM exchange e
                WHERE e.website_id = \(websiteID) AND e.kind = \(kind) ORDER BY e.id DESC LIMIT \(limit)
                """
            ) { try ExchangeRow(&$0) }
        }.sorted { $0.id > $1.id }.prefix(limit).map { $0 }
    }

    package func exchange(id: Int, of websiteID: Int) throws -> ExchangeRow? {
        try first(
            "SELECT \(ExchangeRow.columns) FROM exchange e WHERE e.id = \(id) AND e.website_id = \(websiteID)"
        ) { try ExchangeRow(&$0) }
    }
}

extension Transaction {
    /// Saves a call and its search words.
    package func logCall(_ exchange: ExchangeRow, of websiteID: Int) throws {
        let id = try insert(
            """
            INSERT INTO exchange (website_id, at, kind, target, order_number, outcome, http_status, milliseconds, request,
                response, idempotency_key)
            VALUES (\(websiteID), \(exchange.at), \(exchange.kind), \(exchange.target), \(exchange.orderNumber), \(exchange.outcome),
                \(exchange.httpStatus), \(exchange.milliseconds), \(exchange.request), \(exchange.response),
                \(exchange.idempotencyKey))
            RETURNING id
            """)
        for word in exchange.words {
            try execute(
                "INSERT INTO exchange_word (website_id, word, exchange_id) VALUES (\(websiteID), \(word), \(id))")
        }
    }
}
