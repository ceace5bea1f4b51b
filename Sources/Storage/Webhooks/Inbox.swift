import Domain

/// An event as it lies in the inbox.
package struct InboxEvent: Sendable {
    package let id: Int
    /// When it first came.
    package let receivedAt: Instant
    package let event: WebhookEvent
    /// What became of it.
    package let outcome: WebhookOutcome
    /// What the OMS was answered; nil when it was told that there is no such order.
    package let answer: String?
    /// What became of its items.
    package let items: [WebhookItem]
}

/// One line of the inbox.
package struct InboxRow: Sendable {
    package let key: InboxCursor
    /// The OMS's id of it.
    package let eventID: String
    /// When it happened, by the OMS.
    package let eventTime: Instant
    /// The order it names.
    package let orderNumber: String
    /// What became of it.
    package let outcome: WebhookOutcome
    /// How many items became what.
    package let items: [(outcome: WebhookItemOutcome, count: Int)]
}

/// A place in the inbox: by the time an event came, and by its row where several came at once.
package struct InboxCursor: Hashable, Sendable {
    /// When the event came.
    package let receivedAt: Instant
    package let id: Int

    package init(receivedAt: Instant, id: Int) {
        self.receivedAt = receivedAt
        self.id = id
    }
}

/// Which events staff want to see.
package struct InboxFilter: Sendable {
    /// With an item that became this.
    package var outcome: WebhookItemOutcome?
    /// Not applied, or only in part.
    package var isUnapplied = false
    package var order: String?
    /// Came in this time.
    package var from: Instant?
    package var until: Instant?

    package init() {}

    /// What a filter asks of an event `e`, but for what an item became.
    fileprivate var conditions: SQL {
        var sql: SQL = isUnapplied ? "AND e.outcome <> 'applied'" : ""
        if let order { sql = "\(sql) AND e.order_number = \(order)" }
        if let from { sql = "\(sql) AND e.received_at >= \(from)" }
        if let until { sql = "\(sql) AND e.received_at < \(until)" }
        return sql
    }

    fileprivate var byOutcome: SQL {
        outcome.map { "AND EXISTS (SELECT 1 FROM webhook_item i WHERE i.event_id = e.id AND i.outcome = \($0))" } ?? ""
    }
}

extension Reader where Self: ~Copyable {
    /// Events that a filter lets through, newest first.
    package func inbox(of websiteID: Int, _ filter: InboxFilter, before: InboxCursor?, limit: Int) throws -> [InboxRow]
    {
        let byKey: SQL = before.map { "AND (e.received_at, e.id) < (\($0.receivedAt), \($0.id))" } ?? ""
        let lines = try all(
            """
            SELECT e.received_at, e.id, e.event_id, e.event_time, e.order_number, e.outcome
            FROM \(source(of: websiteID, filter, before, limit)) \(filter.conditions) \(byKey)
            ORDER BY e.received_at DESC, e.id DESC LIMIT \(limit)
            """
        ) { row in
            (
                key: InboxCursor(receivedAt: try row.next(), id: try row.next()), eventID: try row.next() as String,
                eventTime: try row.next() as Instant, order: try row.next() as String,
                outcome: try row.next() as WebhookOutcome
            )
        }
        return try lines.map { line in
            InboxRow(
                key: line.key, eventID: line.eventID, eventTime: line.eventTime, orderNumber: line.order,
                outcome: line.outcome, items: try outcomes(ofEvent: line.key.id))
        }
    }

    /// What an outcome leads to is taken from its own index, unless the order or the events not applied are fewer.
    private func source(of websiteID: Int, _ filter: InboxFilter, _ before: InboxCursor?, _ limit: Int) -> SQL {
        guard let outcome = filter.outcome, filter.order == nil, !filter.isUnapplied else {
            return "webhook_event e WHERE e.website_id = \(websiteID) \(filter.byOutcome)"
        }
        var bounds: SQL = before.map { "AND (received_at, event_id) < (\($0.receivedAt), \($0.id))" } ?? ""
        if let from = filter.from { bounds = "\(bounds) AND received_at >= \(from)" }
        if let until = filter.until { bounds = "\(bounds) AND received_at < \(until)" }
        return """
            webhook_event e WHERE e.id IN (
                SELECT event_id FROM webhook_item
                WHERE website_id = \(websiteID) AND outcome = \(outcome) \(bounds) GROUP BY received_at, event_id
                ORDER BY received_at DESC, event_id DESC LIMIT \(limit))
            """
    }

    private func outcomes(ofEvent id: Int) throws -> [(outcome: WebhookItemOutcome, count: Int)] {
        try all("SELECT outcome, count(*) FROM webhook_item WHERE event_id = \(id) GROUP BY outcome ORDER BY outcome") {
            (outcome: try $0.next(), count: try $0.next())
        }
    }

    /// Events of a filter in which something is not known, oldest first.
    package func unapplied(of websiteID: Int, _ filter: InboxFilter, after: InboxCursor?, limit: Int) throws
        -> [InboxCursor]
    {
        var filter = filter
        filter.isUnapplied = true
        let byKey: SQL = after.map { "AND (e.received_at, e.id) > (\($0.receivedAt), \($0.id))" } ?? ""
        return try all(
            """
            SELECT e.received_at, e.id FROM webhook_event e
            WHERE e.website_id = \(websiteID) \(filter.conditions) \(filter.byOutcome) \(byKey)
            ORDER BY e.received_at, e.id LIMIT \(limit)
            """
        ) { InboxCursor(receivedAt: try $0.next(), id: try $0.next()) }
    }

    /// The event of this id, by the OMS; nil when none came.
    package func inboxEvent(_ eventID: String, of websiteID: Int) throws -> InboxEvent? {
        let id = try first(
            "SELECT id FROM webhook_event WHERE website_id = \(websiteID) AND event_id = \(eventID)"
        ) { try $0.next() as Int }
        return try id.flatMap { try inboxEvent(id: $0, of: websiteID) }
    }

    /// One event of a website.
    package func inboxEvent(id: Int, of websiteID: Int) throws -> InboxEvent? {
        let items = try items(ofEvent: id)
        return try first(
            """
            SELECT received_at, event_id, event_time, order_number, body, outcome, answer
            FROM webhook_event WHERE id = \(id) AND website_id = \(websiteID)
            """
        ) { row in
            InboxEvent(
                id: id, receivedAt: try row.next(),
                event: WebhookEvent(
                    websiteID: websiteID, eventID: try row.next(), eventTime: try row.next(),
                    orderNumber: try row.next(),
                    body: try row.next()),
                outcome: try row.next(), answer: try row.next(), items: items)
        }
    }
}
