import Domain

package struct InboxEvent: Sendable {
    package let id: ID<InboxEvent>
    /// When it was first received.
    package let receivedAt: Instant
    package let event: WebhookEvent
    package let outcome: WebhookOutcome
    /// Our answer to the OMS; nil for 404.
    package let answer: String?
    package let items: [EventItem]
    /// Staff's word that nothing is left to do about it; nil unless they have given it.
    package let dismissal: Dismissal?

    package struct Dismissal: Sendable {
        package let at: Instant
        package let staff: String
        /// Empty when none was given.
        package let reason: String

        package static let reasonLength = 0...200
    }
}

package struct InboxRow: Sendable {
    package let key: InboxCursor
    package let eventID: String
    package let eventTime: Instant
    package let orderNumber: String
    package let outcome: WebhookOutcome
    package let isDismissed: Bool
    package let items: [(outcome: EventItemOutcome, count: Int)]
}

/// By the time of receipt.
package typealias InboxCursor = TimeCursor<InboxEvent>

package struct InboxFilter: Sendable {
    package var outcome: EventItemOutcome?
    package var isUnapplied = false
    package var isDismissed = false
    package var order: String?
    package var from: Instant?
    package var until: Instant?

    package init() {}

    /// A filter's conditions on an event `e`, without the outcome of items.
    fileprivate var conditions: SQL {
        var sql: SQL = isUnapplied ? "AND e.outcome <> 'applied' AND e.dismissed_at IS NULL" : ""
        if isDismissed { sql = "\(sql) AND e.dismissed_at IS NOT NULL" }
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
    /// Events that match a filter, newest first.
    package func inbox(
        of websiteID: ID<Website>, _ filter: InboxFilter, at place: ListPlace<InboxCursor> = .first, limit: Int
    ) throws -> [InboxRow] {
        let page = place.page(by: ["e.received_at", "e.id"], \.values)
        let lines = try all(
            """
            SELECT e.received_at, e.id, e.event_id, e.event_time, e.order_number, e.outcome,
                CASE WHEN e.dismissed_at IS NULL THEN 0 ELSE 1 END
            FROM \(source(of: websiteID, filter, place, limit)) \(filter.conditions) \(page.condition)
            \(page.order) LIMIT \(limit)
            """
        ) { row in
            (
                key: InboxCursor(at: try row.next(), id: try row.next()), eventID: try row.next() as String,
                eventTime: try row.next() as Instant, order: try row.next() as String,
                outcome: try row.next() as WebhookOutcome, isDismissed: try row.next() as Bool
            )
        }
        return try place.inOrder(lines).map { line in
            InboxRow(
                key: line.key, eventID: line.eventID, eventTime: line.eventTime, orderNumber: line.order,
                outcome: line.outcome, isDismissed: line.isDismissed, items: try outcomes(ofEvent: line.key.id))
        }
    }

    /// How many events match a filter, counted up to a limit.
    package func inboxCount(of websiteID: ID<Website>, _ filter: InboxFilter, upTo limit: Int) throws -> Int {
        try number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM \(source(of: websiteID, filter, .first, limit)) \(filter.conditions) LIMIT \(limit)
            ) AS found LIMIT 1
            """)
    }

    /// An outcome that few events have is searched by its own index, unless the order's events, the unapplied or the dismissed
    /// ones are fewer.
    private func source(
        of websiteID: ID<Website>, _ filter: InboxFilter, _ place: ListPlace<InboxCursor>, _ limit: Int
    ) -> SQL {
        guard let outcome = filter.outcome, outcome != .applied, filter.order == nil, !filter.isUnapplied,
            !filter.isDismissed
        else {
            return "webhook_event e WHERE e.website_id = \(websiteID) \(filter.byOutcome)"
        }
        let page = place.page(by: ["received_at", "event_id"], \.values)
        var bounds = page.condition
        if let from = filter.from { bounds = "\(bounds) AND received_at >= \(from)" }
        if let until = filter.until { bounds = "\(bounds) AND received_at < \(until)" }
        return """
            webhook_event e WHERE e.id IN (
                SELECT event_id FROM webhook_item
                WHERE website_id = \(websiteID) AND outcome <> 'applied' AND outcome = \(outcome) \(bounds)
                GROUP BY received_at, event_id
                \(page.order) LIMIT \(limit))
            """
    }

    private func outcomes(ofEvent id: ID<InboxEvent>) throws -> [(outcome: EventItemOutcome, count: Int)] {
        try all("SELECT outcome, count(*) FROM webhook_item WHERE event_id = \(id) GROUP BY outcome ORDER BY outcome") {
            (outcome: try $0.next(), count: try $0.next())
        }
    }

    /// Events of a filter with something unknown, oldest first.
    package func unapplied(of websiteID: ID<Website>, _ filter: InboxFilter, after: InboxCursor?, limit: Int) throws
        -> [InboxCursor]
    {
        var filter = filter
        filter.isUnapplied = true
        let byKey: SQL = after.map { "AND (e.received_at, e.id) > (\($0.at), \($0.id))" } ?? ""
        return try all(
            """
            SELECT e.received_at, e.id FROM webhook_event e
            WHERE e.website_id = \(websiteID) \(filter.conditions) \(filter.byOutcome) \(byKey)
            ORDER BY e.received_at, e.id LIMIT \(limit)
            """
        ) { InboxCursor(at: try $0.next(), id: try $0.next()) }
    }

    package func inboxEvent(_ eventID: String, of websiteID: ID<Website>) throws -> InboxEvent? {
        let id = try first(
            "SELECT id FROM webhook_event WHERE website_id = \(websiteID) AND event_id = \(eventID)"
        ) { try $0.next() as ID<InboxEvent> }
        return try id.flatMap { try inboxEvent(id: $0, of: websiteID) }
    }

    package func inboxEvent(id: ID<InboxEvent>, of websiteID: ID<Website>) throws -> InboxEvent? {
        let items = try items(ofEvent: id)
        return try first(
            """
            SELECT received_at, oms, event_id, event_time, order_number, body, outcome, answer, dismissed_at, dismissed_by,
                coalesce(dismissal_reason, '')
            FROM webhook_event WHERE id = \(id) AND website_id = \(websiteID)
            """
        ) { row in
            InboxEvent(
                id: id, receivedAt: try row.next(),
                event: WebhookEvent(
                    websiteID: websiteID, oms: try row.next(), eventID: try row.next(), eventTime: try row.next(),
                    orderNumber: try row.next(),
                    body: try row.next()),
                outcome: try row.next(), answer: try row.next(), items: items,
                dismissal: try dismissal(&row))
        }
    }

    private func dismissal(_ row: inout Row) throws -> InboxEvent.Dismissal? {
        let (at, staff, reason) = (try row.next() as Instant?, try row.next() as String?, try row.next() as String)
        return at.flatMap { at in staff.map { .init(at: at, staff: $0, reason: reason) } }
    }
}

extension Transaction {
    /// Staff have looked at an event that was not applied: it is counted no more, and stays as it came.
    ///
    /// - Returns: false when it was applied, or dismissed before.
    package func dismissEvent(id: ID<InboxEvent>, reason: String, by staff: String, now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE webhook_event SET dismissed_at = \(now), dismissed_by = \(staff), dismissal_reason = \(reason)
            WHERE id = \(id) AND outcome <> 'applied' AND dismissed_at IS NULL
            """) == 1
    }
}
