import Domain
import Storage

struct SentCall: Sendable {
    /// Shared by the calls of one press.
    let press: String
    let channel: String
    let orderNumber: String?
    let at: Instant
    let title: String
    /// nil when there was no answer.
    let status: Int?
    let milliseconds: Int
    let request: String
    let response: String
}

extension SentCall {
    fileprivate init(_ row: inout Row) throws {
        self.init(
            press: try row.next(), channel: try row.next(), orderNumber: try row.next(), at: try row.next(),
            title: try row.next(),
            status: try row.next(), milliseconds: try row.next(), request: try row.next(), response: try row.next())
    }
}

private let columns: SQL = "press, channel_id, order_number, at, title, status, milliseconds, request, response"

extension Reader where Self: ~Copyable {
    func lastCallsSent() throws -> [SentCall] {
        try all("SELECT \(columns) FROM call_sent ORDER BY id DESC LIMIT 25") { try SentCall(&$0) }
    }

    func callsSent(about order: ClientOrder) throws -> [SentCall] {
        try all(
            """
            SELECT \(columns) FROM call_sent WHERE channel_id = \(order.channel) AND order_number = \(order.number)
            ORDER BY id DESC LIMIT 100
            """
        ) { try SentCall(&$0) }
    }

    func callsSent(by press: String) throws -> [SentCall] {
        try all("SELECT \(columns) FROM call_sent WHERE press = \(press) ORDER BY id") { try SentCall(&$0) }
    }
}

extension Transaction {
    /// Saves a call, and deletes old ones.
    func keep(_ call: SentCall) throws {
        let id: ID<SentCall> = try insert(
            """
            INSERT INTO call_sent (\(columns))
            VALUES (\(call.press), \(call.channel), \(call.orderNumber), \(call.at), \(call.title), \(call.status),
                \(call.milliseconds), \(call.request), \(call.response)) RETURNING id
            """)
        try execute("DELETE FROM call_sent WHERE id <= \(id.number - 5000)")
    }
}
