import Domain
import Storage
import Web

/// A call of Kartify to us, masked.
struct ReceivedCall: Sendable {
    let channel: String?
    let at: Instant
    let path: String
    let status: Int
    let milliseconds: Int
    let request: String
    let response: String

    init(_ request: Request, channel: String?, _ response: Response, isCut: Bool, took: Span) {
        self.channel = channel
        at = request.now
        path = request.path
        status = response.status.rawValue
        milliseconds = Int(took.milliseconds)
        self.request = masked(String(decoding: request.body.prefix(16_384), as: UTF8.self))
        self.response =
            masked(String(decoding: response.body.prefix(16_384), as: UTF8.self)) + (isCut ? " (broken off)" : "")
    }

    init(_ row: inout Row) throws {
        channel = try row.next()
        at = try row.next()
        path = try row.next()
        status = try row.next()
        milliseconds = try row.next()
        request = try row.next()
        response = try row.next()
    }
}

extension Reader where Self: ~Copyable {
    func lastCallsReceived() throws -> [ReceivedCall] {
        try all(
            """
            SELECT channel_id, at, path, status, milliseconds, request, response FROM call_received
            ORDER BY id DESC LIMIT 25
            """
        ) { try ReceivedCall(&$0) }
    }
}

extension Transaction {
    /// Saves a call, and deletes old ones.
    func keep(_ call: ReceivedCall) throws {
        let id: ID<ReceivedCall> = try insert(
            """
            INSERT INTO call_received (channel_id, at, path, status, milliseconds, request, response)
            VALUES (\(call.channel), \(call.at), \(call.path), \(call.status), \(call.milliseconds), \(call.request),
                \(call.response)) RETURNING id
            """)
        try execute("DELETE FROM call_received WHERE id <= \(id.number - 1000)")
    }
}
