import Domain

extension CallKind: SQLBindable, SQLReadable {}
extension CallOutcome: SQLBindable, SQLReadable {}

/// A call to or from the OMS, masked.
package struct ExchangeRow: Sendable {
    /// Its id; 0 before it is saved.
    package let id: ID<ExchangeRow>
    /// When the call began.
    package let at: Instant
    package let kind: CallKind
    /// With whom; nil for the payment gateway.
    package let oms: OMSKind?
    /// The address that was called.
    package let target: String
    /// The order it is about, if any.
    package private(set) var orderNumber: String?
    package let outcome: CallOutcome
    /// nil when no answer came.
    package let httpStatus: Int?
    package let milliseconds: Int
    /// The body that went out.
    package private(set) var request: String
    /// The body that came back, or why none did.
    package private(set) var response: String
    /// The `Idempotency-Key` it carried.
    package let idempotencyKey: String?
    /// How many bytes each body had, where it is not kept whole.
    package let requestLength: Int?
    package let responseLength: Int?
    /// The `X-Request-Id` that the caller sent, or that a caller of ours was answered.
    package let requestID: String?
    /// Whether the OMS did not accept our Auth Token; not kept with the call, but shown to staff.
    fileprivate var isTokenRefused = false

    package init(
        at: Instant, kind: CallKind, oms: OMSKind?, target: String, orderNumber: String?, outcome: CallOutcome,
        httpStatus: Int?,
        milliseconds: Int, request: KeptText, response: KeptText, idempotencyKey: String? = nil,
        isTokenRefused: Bool = false, requestID: String? = nil
    ) {
        id = 0
        self.at = at
        self.kind = kind
        self.oms = oms
        self.target = target
        self.orderNumber = orderNumber
        self.outcome = outcome
        self.httpStatus = httpStatus
        self.milliseconds = milliseconds
        (self.request, requestLength) = (request.text, request.fullLength)
        (self.response, responseLength) = (response.text, response.fullLength)
        self.idempotencyKey = idempotencyKey
        self.isTokenRefused = isTokenRefused
        self.requestID = requestID
    }
}

extension ExchangeRow {
    /// The words that it is found by.
    var words: Set<String> {
        let isInventory = [.inventory, .inventoryRead, .stockChanges, .stock].contains(kind)
        let limit = isInventory ? SearchWords.limitOfInventory : SearchWords.limit
        return SearchWords.words(in: response, limit: limit).union(SearchWords.words(in: request, limit: limit))
            .union(SearchWords.words(in: requestID ?? ""))
    }

    /// The same call with the order that it turned out to be about.
    package func about(_ orderNumber: String) -> ExchangeRow {
        var row = self
        row.orderNumber = orderNumber
        return row
    }

    /// The same call with other bodies.
    package func with(request: String, response: String) -> ExchangeRow {
        var row = self
        (row.request, row.response) = (request, response)
        return row
    }

    init(_ row: inout Row) throws {
        id = try row.next()
        at = try row.next()
        kind = try row.next()
        oms = try row.next()
        target = try row.next()
        orderNumber = try row.next()
        outcome = try row.next()
        httpStatus = try row.next()
        milliseconds = try row.next()
        request = try row.next()
        response = try row.next()
        idempotencyKey = try row.next()
        requestLength = try row.next()
        responseLength = try row.next()
        requestID = try row.next()
    }

    /// The columns of an `exchange e` in the order that the decoder reads.
    static let columns: SQL =
        """
        e.id, e.at, e.kind, e.oms, e.target, e.order_number, e.outcome, e.http_status, e.milliseconds, e.request, e.response,
        e.idempotency_key, e.request_length, e.response_length, e.request_id
        """
}

extension Reader where Self: ~Copyable {
    /// The calls about one order, newest first, without mere reads, of which there could be many.
    package func exchanges(ofOrder number: String, of websiteID: ID<Website>, limit: Int) throws -> [ExchangeRow] {
        try all(
            """
            SELECT \(ExchangeRow.columns) FROM exchange e
            WHERE e.website_id = \(websiteID) AND e.order_number = \(number) AND e.kind <> \(CallKind.orderRead)
            ORDER BY e.id DESC LIMIT \(limit)
            """
        ) { try ExchangeRow(&$0) }
    }

    /// The newest calls from the OMS.
    package func receivedCalls(of websiteID: ID<Website>, by oms: OMSKind, limit: Int) throws -> [ExchangeRow] {
        try CallKind.received.flatMap { kind in
            try all(
                """
                SELECT \(ExchangeRow.columns) FROM exchange e
                WHERE e.website_id = \(websiteID) AND e.kind = \(kind) AND e.oms = \(oms) ORDER BY e.id DESC LIMIT \(limit)
                """
            ) { try ExchangeRow(&$0) }
        }.sorted { $0.id > $1.id }.prefix(limit).map { $0 }
    }

    package func exchange(id: ID<ExchangeRow>, of websiteID: ID<Website>) throws -> ExchangeRow? {
        try first(
            "SELECT \(ExchangeRow.columns) FROM exchange e WHERE e.id = \(id) AND e.website_id = \(websiteID)"
        ) { try ExchangeRow(&$0) }
    }
}

extension Transaction {
    /// Keeps a call, and whether the OMS accepted our Auth Token. The log's index has it when `indexCalls` has run.
    package func logCall(_ exchange: ExchangeRow, of websiteID: ID<Website>) throws {
        try execute(
            """
            INSERT INTO exchange (website_id, at, kind, oms, target, order_number, outcome, http_status, milliseconds, request,
                response, idempotency_key, request_length, response_length, request_id)
            VALUES (\(websiteID), \(exchange.at), \(exchange.kind), \(exchange.oms), \(exchange.target), \(exchange.orderNumber), \(exchange.outcome),
                \(exchange.httpStatus), \(exchange.milliseconds), \(exchange.request), \(exchange.response),
                \(exchange.idempotencyKey), \(exchange.requestLength), \(exchange.responseLength), \(exchange.requestID))
            """)
        guard let oms = exchange.oms else { return }
        if exchange.isTokenRefused {
            try noteTrouble(.tokenRefused, with: oms, of: websiteID, at: exchange.at)
        } else if exchange.outcome != .unknown, CallKind.made.contains(exchange.kind) {
            try endTrouble(.tokenRefused, with: oms, of: websiteID)
        }
    }
}
