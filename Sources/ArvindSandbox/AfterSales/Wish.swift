import Domain
import Storage

/// A cancellation or a return that was accepted.
struct Wish: Sendable {
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

private let wishColumns: SQL = """
    SELECT w.kind, w.number, w.received_at, w.items, w.refund, o.id, o.number
    FROM wish w JOIN client_order o ON o.id = w.order_id
    """

extension Reader where Self: ~Copyable {
    /// The row of an earlier request with the same id.
    func wish(_ kind: Wish.Kind, _ number: String, of order: ID<ClientOrder>) throws -> ID<Wish>? {
        try first(
            "SELECT id FROM wish WHERE order_id = \(order) AND kind = \(kind.rawValue) AND number = \(number)"
        ) { try $0.next() }
    }

    /// An order's, in the order they came.
    func wishes(of order: ID<ClientOrder>) throws -> [Wish] {
        try all("\(wishColumns) WHERE w.order_id = \(order) ORDER BY w.id") { try Wish(&$0) }
    }

    /// The newest returns of all orders first.
    func lastReturns() throws -> [Wish] {
        try all("\(wishColumns) WHERE w.kind = 'return' ORDER BY w.id DESC LIMIT 25") { try Wish(&$0) }
    }
}

extension Transaction {
    /// Saves an accepted request and returns its row.
    func keep(
        _ kind: Wish.Kind, _ number: String, of order: ID<ClientOrder>, at now: Instant, items: String, refund: String?
    ) throws -> ID<Wish> {
        try insert(
            """
            INSERT INTO wish (order_id, kind, number, received_at, items, refund)
            VALUES (\(order), \(kind.rawValue), \(number), \(now), \(items), \(refund)) RETURNING id
            """)
    }
}
