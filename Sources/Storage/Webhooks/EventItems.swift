import Domain

extension EventItemOutcome: SQLBindable, SQLReadable {}

extension Reader where Self: ~Copyable {
    func items(ofEvent id: ID<InboxEvent>) throws -> [EventItem] {
        try all(
            "SELECT place, item, status, quantity, outcome, detail FROM webhook_item WHERE event_id = \(id) ORDER BY place"
        ) { row in
            EventItem(
                place: try row.next(), item: try row.next(), status: try row.next(), quantity: try row.next(),
                outcome: try row.next(), detail: try row.next())
        }
    }
}

extension Transaction {
    /// Updates items of an event that were unknown before. The answer that the OMS got stays as it was.
    package func updateWebhookEvent(_ event: InboxEvent, _ items: [EventItem], answer: String) throws {
        for item in items {
            try execute(
                """
                UPDATE webhook_item SET item = \(item.item), status = \(item.status), outcome = \(item.outcome),
                    detail = \(item.detail)
                WHERE event_id = \(event.id) AND place = \(item.place)
                """)
        }
        try execute(
            """
            UPDATE webhook_event SET outcome = \(WebhookOutcome(items)), answer = coalesce(answer, \(answer))
            WHERE id = \(event.id)
            """)
    }
}
