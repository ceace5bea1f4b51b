import Domain

/// A press on **Replay**.
package struct WebhookReplay: Sendable {
    package let id: ID<WebhookReplay>
    package let at: Instant
    package let staff: String
    /// The filter whose events were to be replayed, as it stands in an address; empty for a single event.
    package let filter: String
    /// How many events were to be replayed.
    package let asked: Int
}

package struct ReplayedEvent: Sendable {
    package let key: InboxCursor
    package let eventID: String
    package let orderNumber: String
    /// The outcome before.
    package let was: WebhookOutcome
    package let outcome: WebhookOutcome
    /// Items that were unknown before and are known now.
    package let settled: Int
}

extension Reader where Self: ~Copyable {
    package func replay(id: ID<WebhookReplay>, of websiteID: ID<Website>) throws -> WebhookReplay? {
        try first(
            "SELECT id, at, staff, filter, asked FROM webhook_replay WHERE id = \(id) AND website_id = \(websiteID)"
        ) { try replay(&$0) }
    }

    package func events(ofReplay id: ID<WebhookReplay>) throws -> [ReplayedEvent] {
        try all(
            """
            SELECT e.received_at, e.id, e.event_id, e.order_number, r.was, r.outcome, r.settled
            FROM webhook_replay_event r JOIN webhook_event e ON e.id = r.event_id WHERE r.replay_id = \(id)
            ORDER BY e.received_at, e.id
            """
        ) { row in
            ReplayedEvent(
                key: InboxCursor(at: try row.next(), id: try row.next()), eventID: try row.next(),
                orderNumber: try row.next(),
                was: try row.next(), outcome: try row.next(), settled: try row.next())
        }
    }

    package func replays(
        ofEvent id: ID<InboxEvent>, limit: Int
    ) throws -> [(replay: WebhookReplay, outcome: WebhookOutcome, settled: Int)] {
        try all(
            """
            SELECT r.id, r.at, r.staff, r.filter, r.asked, x.outcome, x.settled
            FROM webhook_replay_event x JOIN webhook_replay r ON r.id = x.replay_id WHERE x.event_id = \(id)
            ORDER BY x.replay_id DESC LIMIT \(limit)
            """
        ) { (replay: try replay(&$0), outcome: try $0.next(), settled: try $0.next()) }
    }

    private func replay(_ row: inout Row) throws -> WebhookReplay {
        WebhookReplay(
            id: try row.next(), at: try row.next(), staff: try row.next(), filter: try row.next(), asked: try row.next()
        )
    }
}

extension Transaction {
    package func startReplay(
        of websiteID: ID<Website>, by staff: String, filter: String, asked: Int, at now: Instant
    ) throws -> ID<WebhookReplay> {
        try insert(
            """
            INSERT INTO webhook_replay (website_id, at, staff, filter, asked)
            VALUES (\(websiteID), \(now), \(staff), \(filter), \(asked)) RETURNING id
            """)
    }

    package func recordReplayOutcome(
        _ outcome: WebhookOutcome, settled: Int, of event: InboxEvent, inReplay id: ID<WebhookReplay>
    )
        throws
    {
        try execute(
            """
            INSERT INTO webhook_replay_event (replay_id, event_id, was, outcome, settled)
            VALUES (\(id), \(event.id), \(event.outcome), \(outcome), \(settled))
            """)
    }
}
