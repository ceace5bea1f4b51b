import Domain

/// An authentic event that was not taken, as far as it could be read. The same one that comes again is counted.
package struct RejectedEvent: Sendable {
    /// Why; the raw value is the word in the database.
    package enum Reason: String, SQLBindable, SQLReadable, CaseIterable, Sendable {
        case malformed, invalid
        case clockAhead = "clock_ahead"
        /// Another body came before under its id: that one counts.
        case otherBody = "other_body"
    }

    package let eventID: String?
    package let orderNumber: String?
    package let reason: Reason
    package let detail: String
    /// What came, masked.
    package let body: KeptText

    package init(eventID: String?, orderNumber: String?, reason: Reason, detail: String, body: KeptText) {
        self.eventID = eventID
        self.orderNumber = orderNumber
        self.reason = reason
        self.detail = detail
        self.body = body
    }
}

package struct RejectedEventLine: Sendable {
    /// By the time it came last.
    package let key: InboxCursor
    package let event: RejectedEvent
    /// How often it came.
    package let count: Int
}

extension Reader where Self: ~Copyable {
    /// Events that were not taken, newest first.
    package func rejectedEvents(
        of websiteID: ID<Website>, at place: ListPlace<InboxCursor> = .first, limit: Int
    ) throws -> [RejectedEventLine] {
        try rejectedEvents(of: websiteID, at: place, limit)
    }

    /// What else came under the id of an event, newest first.
    package func otherBodies(ofEvent eventID: String, of websiteID: ID<Website>, limit: Int) throws
        -> [RejectedEventLine]
    {
        try rejectedEvents(of: websiteID, and: "AND event_id = \(eventID) AND reason = 'other_body'", limit)
    }

    private func rejectedEvents(
        of websiteID: ID<Website>, and condition: SQL = "", at place: ListPlace<InboxCursor> = .first, _ limit: Int
    ) throws -> [RejectedEventLine] {
        let page = place.page(by: ["last_at", "id"], \.values)
        let found = try all(
            """
            SELECT last_at, id, event_id, order_number, reason, detail, body, body_length, count FROM rejected_event
            WHERE website_id = \(websiteID) \(condition) \(page.condition) \(page.order) LIMIT \(limit)
            """
        ) { try RejectedEventLine(&$0) }
        return place.inOrder(found)
    }
}

extension RejectedEventLine {
    fileprivate init(_ row: inout Row) throws {
        key = InboxCursor(at: try row.next(), id: try row.next())
        let (eventID, order) = (try row.next() as String?, try row.next() as String?)
        event = RejectedEvent(
            eventID: eventID, orderNumber: order, reason: try row.next(), detail: try row.next(),
            body: KeptText(try row.next(), fullLength: try row.next()))
        count = try row.next()
    }
}

extension Transaction {
    /// Keeps an event that is not taken.
    ///
    /// - Parameter hash: of the body as it came: the same body is one row.
    package func insertRejectedEvent(_ event: RejectedEvent, hash: [UInt8], of websiteID: ID<Website>, at now: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO rejected_event (website_id, hash, event_id, order_number, reason, detail, body, body_length,
                count, first_at, last_at)
            VALUES (\(websiteID), \(hash), \(event.eventID), \(event.orderNumber), \(event.reason), \(event.detail),
                \(event.body.text), \(event.body.fullLength), 1, \(now), \(now))
            ON CONFLICT (website_id, hash) DO UPDATE SET count = rejected_event.count + 1, last_at = excluded.last_at,
                reason = excluded.reason, detail = excluded.detail
            """)
    }
}
