import Domain

extension MessageKind: SQLBindable, SQLReadable {}
extension MessageChannel: SQLBindable, SQLReadable {}
extension MessageState: SQLBindable, SQLReadable {}

package struct MessageRow: Sendable {
    package let id: ID<MessageRow>
    package let websiteID: ID<Website>
    package let orderID: ID<Order>?
    package let customerID: ID<CustomerAccount>?
    package let staffID: ID<StaffMember>?
    package let kind: MessageKind
    package let channel: MessageChannel
    /// What distinguishes one event from another of its kind.
    package let about: String
    package let recipient: String
    /// JSON of what the letter says and the order does not.
    package let facts: String
    package let state: MessageState
    package let attempts: Int
    package let createdAt: Instant
    package let nextAt: Instant
    package let sentAt: Instant?
    package let fault: String?

    fileprivate static let columns: SQL = """
        id, website_id, order_id, customer_id, staff_id, kind, channel, about, recipient, facts, state, attempts, created_at,
        next_at, sent_at, fault
        """

    fileprivate init(_ row: inout Row) throws {
        (id, websiteID) = (try row.next(), try row.next())
        (orderID, customerID, staffID) = (try row.next(), try row.next(), try row.next())
        (kind, channel, about) = (try row.next(), try row.next(), try row.next())
        (recipient, facts) = (try row.next(), try row.next())
        (state, attempts) = (try row.next(), try row.next())
        (createdAt, nextAt, sentAt, fault) = (try row.next(), try row.next(), try row.next(), try row.next())
    }
}

package struct NewMessage: Sendable {
    package let websiteID: ID<Website>
    package var orderID: ID<Order>?
    package var customerID: ID<CustomerAccount>?
    package var staffID: ID<StaffMember>?
    package let kind: MessageKind
    package let about: String
    package let facts: String

    package init(
        _ kind: MessageKind, about: String, of websiteID: ID<Website>, order orderID: ID<Order>? = nil,
        customer customerID: ID<CustomerAccount>? = nil, staff staffID: ID<StaffMember>? = nil, facts: String = "{}"
    ) {
        self.kind = kind
        self.about = about
        self.websiteID = websiteID
        self.orderID = orderID
        self.customerID = customerID
        self.staffID = staffID
        self.facts = facts
    }
}

extension Reader where Self: ~Copyable {
    package func messages(ofOrder orderID: ID<Order>) throws -> [MessageRow] {
        try all("SELECT \(MessageRow.columns) FROM message WHERE order_id = \(orderID) ORDER BY id") {
            try MessageRow(&$0)
        }
    }

    /// Messages that are due, the longest waiting first. Those that somebody is sending are left out.
    package func messagesToSend(at now: Instant, limit: Int) throws -> [MessageRow] {
        try all(
            """
            SELECT \(MessageRow.columns) FROM message
            WHERE state = 'waiting' AND \(SQL.isOver("next_at", at: now, atMost: .hours(4)))
                AND \(SQL.isOver("lease_until", at: now, atMost: Lease.message.span))
            ORDER BY next_at LIMIT \(limit)
            """
        ) { try MessageRow(&$0) }
    }

    package func messages(of websiteID: ID<Website>, _ state: MessageState, since time: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) FROM message
            WHERE website_id = \(websiteID) AND state = \(state) AND created_at >= \(time)
            """)
    }
}

extension Transaction {
    /// Writes a message down. About the same event there is one: as long as it was not tried, a later call brings its facts up to date.
    package func addMessage(_ message: NewMessage, to recipient: String, by channel: MessageChannel, at now: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO message (website_id, order_id, customer_id, staff_id, kind, channel, about, recipient, facts, created_at,
                next_at)
            VALUES (\(message.websiteID), \(message.orderID), \(message.customerID), \(message.staffID), \(message.kind),
                \(channel), \(message.about), \(recipient), \(message.facts), \(now), \(now))
            ON CONFLICT (website_id, kind, channel, about) DO UPDATE SET facts = excluded.facts
            WHERE message.state = 'waiting' AND message.attempts = 0
            """)
    }

    /// Leases a message to send it, which counts as a try: should the process die before it says how that ended, the message is sent
    /// again under the same id.
    ///
    /// - Parameter message: as it was read.
    /// - Returns: false when another process is sending it, or has tried since it was read.
    package func leaseMessage(_ message: MessageRow, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE message SET attempts = attempts + 1, lease_until = \(Lease.message.end(from: now))
            WHERE id = \(message.id) AND attempts = \(message.attempts) AND state = 'waiting'
                AND \(SQL.isOver("lease_until", at: now, atMost: Lease.message.span))
            """) == 1
    }

    /// Records how a try ended.
    ///
    /// - Parameters:
    ///   - fault: why it failed; nil when it was sent.
    ///   - next: when to try again, if it waits.
    package func recordMessageAttempt(
        _ id: ID<MessageRow>, _ state: MessageState, fault: String?, next: Instant, at now: Instant
    ) throws {
        try execute(
            """
            UPDATE message SET state = \(state), fault = \(fault), next_at = \(next), lease_until = NULL,
                sent_at = \(state == .sent ? now : nil)
            WHERE id = \(id)
            """)
    }

    /// Deletes the oldest messages from before a time, at most `limit`, and returns how many.
    package func pruneMessages(before time: Instant, limit: Int) throws -> Int {
        try prune("message", by: "created_at", before: time, limit: limit)
    }
}
