/// The outcome of one item of an event.
package enum WebhookItemOutcome: String, SQLBindable, SQLReadable, CaseIterable, Sendable {
    case applied, late, duplicate
    case unknownOrder = "unknown_order"
    case unknownItem = "unknown_item"
    case unknownStatus = "unknown_status"

    /// Whether something in it is unknown: only then may it be tried again.
    package var isUnknown: Bool { self == .unknownOrder || self == .unknownItem || self == .unknownStatus }
}

/// One item of an event.
package struct WebhookItem: Equatable, Sendable {
    /// Its position in the body, from 1.
    package let place: Int
    /// The line it names, as in our answer.
    package let item: String
    /// Its status, as in our answer.
    package let status: String
    /// nil for the whole line.
    package let quantity: Int?
    package let outcome: WebhookItemOutcome

    package init(place: Int, item: String, status: String, quantity: Int?, outcome: WebhookItemOutcome) {
        self.place = place
        self.item = item
        self.status = status
        self.quantity = quantity
        self.outcome = outcome
    }
}

extension Reader where Self: ~Copyable {
    /// The items of an event, in their order.
    func items(ofEvent id: Int) throws -> [WebhookItem] {
        try all(
            "SELECT place, item, status, quantity, outcome FROM webhook_item WHERE event_id = \(id) ORDER BY place"
        ) { row in
            WebhookItem(
                place: try row.next(), item: try row.next(), status: try row.next(), quantity: try row.next(),
                outcome: try row.next())
        }
    }
}

extension Transaction {
    /// Updates items of an event that were unknown before. The answer that the OMS got stays as it was.
    package func updateWebhookEvent(_ event: InboxEvent, _ items: [WebhookItem], answer: String) throws {
        for item in items {
            try execute(
                """
                UPDATE webhook_item SET item = \(item.item), status = \(item.status), outcome = \(item.outcome)
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
