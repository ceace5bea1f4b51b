import Domain
import Storage

struct AcceptedRequest: Sendable {
    enum Kind: String, Sendable {
        case cancellation, `return`
    }

    let kind: Kind
    /// Kartify's id for it.
    let number: String
    let at: Instant
    let items: String
    /// Masked.
    let refund: String?
    let orderID: ID<ClientOrder>
    let orderNumber: String

    fileprivate init(_ row: inout Row) throws {
        kind = Kind(rawValue: try row.next()) ?? .return
        number = try row.next()
        at = try row.next()
        items = try row.next()
        refund = try row.next()
        orderID = try row.next()
        orderNumber = try row.next()
    }
}

private let requestColumns: SQL = """
    SELECT r.kind, r.number, r.received_at, r.items, r.refund, o.id, o.number
    FROM accepted_request r JOIN client_order o ON o.id = r.order_id
    """

extension Reader where Self: ~Copyable {
    /// The row of an earlier request with the same id.
    func acceptedRequest(_ kind: AcceptedRequest.Kind, _ number: String, of order: ID<ClientOrder>) throws -> ID<
        AcceptedRequest
    >? {
        try first(
            "SELECT id FROM accepted_request WHERE order_id = \(order) AND kind = \(kind.rawValue) AND number = \(number)"
        ) { try $0.next() }
    }

    func acceptedRequests(of order: ID<ClientOrder>) throws -> [AcceptedRequest] {
        try all("\(requestColumns) WHERE r.order_id = \(order) ORDER BY r.id") { try AcceptedRequest(&$0) }
    }

    func lastReturns() throws -> [AcceptedRequest] {
        try all("\(requestColumns) WHERE r.kind = 'return' ORDER BY r.id DESC LIMIT 25") { try AcceptedRequest(&$0) }
    }
}

extension Transaction {
    func insertAcceptedRequest(
        _ kind: AcceptedRequest.Kind, _ number: String, of order: ID<ClientOrder>, at now: Instant, items: String,
        refund: String?
    ) throws -> ID<AcceptedRequest> {
        try insert(
            """
            INSERT INTO accepted_request (order_id, kind, number, received_at, items, refund)
            VALUES (\(order), \(kind.rawValue), \(number), \(now), \(items), \(refund)) RETURNING id
            """)
    }
}
