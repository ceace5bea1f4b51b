import Domain

/// A call to AI, masked.
public struct ExchangeRow: Sendable {
    /// When the call began.
    public let at: Instant
    /// What was asked, such as `order` or `serviceability`.
    public let kind: String
    /// The order it was about; nil when it was about none.
    public let orderNumber: String?
    /// `accepted`, `refused` or `unknown`.
    public let outcome: String
    /// nil when no answer came.
    public let httpStatus: Int?
    /// How long it took.
    public let milliseconds: Int
    /// The body that went out.
    public let request: String
    /// The body that came back, or why none did.
    public let response: String

    /// A call that was made.
    public init(
        at: Instant, kind: String, orderNumber: String?, outcome: String, httpStatus: Int?, milliseconds: Int,
        request: String, response: String
    ) {
        self.at = at
        self.kind = kind
        self.orderNumber = orderNumber
        self.outcome = outcome
        self.httpStatus = httpStatus
        self.milliseconds = milliseconds
        self.request = request
        self.response = response
    }
}

extension ExchangeRow {
    /// The same call, known to be about an order by now.
    public func about(_ orderNumber: String) -> ExchangeRow {
        ExchangeRow(
            at: at, kind: kind, orderNumber: orderNumber, outcome: outcome, httpStatus: httpStatus,
            milliseconds: milliseconds, request: request, response: response)
    }
}

extension Reader where Self: ~Copyable {
    /// The calls about one order, newest first.
    public func exchanges(ofOrder number: String, of websiteID: Int, limit: Int) throws -> [ExchangeRow] {
        try all(
            """
            SELECT at, kind, order_number, outcome, http_status, milliseconds, request, response FROM exchange
            WHERE website_id = \(websiteID) AND order_number = \(number) ORDER BY id DESC LIMIT \(limit)
            """
        ) { try exchange($0) }
    }

    /// The newest calls that Arvind made on us.
    public func receivedCalls(of websiteID: Int, limit: Int) throws -> [ExchangeRow] {
        try all(
            """
            SELECT at, kind, order_number, outcome, http_status, milliseconds, request, response FROM exchange
            WHERE website_id = \(websiteID) AND kind IN ('inventory', 'webhook') ORDER BY id DESC LIMIT \(limit)
            """
        ) { try exchange($0) }
    }

    private func exchange(_ row: Row) throws -> ExchangeRow {
        ExchangeRow(
            at: try row[0], kind: try row[1], orderNumber: try row[2], outcome: try row[3], httpStatus: try row[4],
            milliseconds: try row[5], request: try row[6], response: try row[7])
    }
}

extension Transaction {
    /// Keeps a call.
    public func keep(_ exchange: ExchangeRow, of websiteID: Int) throws {
        try execute(
            """
            INSERT INTO exchange (website_id, at, kind, order_number, outcome, http_status, milliseconds, request, response)
            VALUES (\(websiteID), \(exchange.at), \(exchange.kind), \(exchange.orderNumber), \(exchange.outcome),
                \(exchange.httpStatus), \(exchange.milliseconds), \(exchange.request), \(exchange.response))
            """)
    }
}
