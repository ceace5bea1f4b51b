import Domain

package enum WebhookOutcome: String, SQLBindable, SQLReadable, CaseIterable, Sendable {
    /// Every item found its line.
    case applied
    /// The order is unknown.
    case unknownOrder = "unknown_order"
    /// Some item or status was not known, or could not be read.
    case partial

    package init(_ items: [EventItem]) {
        let outcomes = Set(items.map(\.outcome))
        self =
            outcomes.contains(.unknownOrder)
            ? .unknownOrder : outcomes.contains(where: \.isUnapplied) ? .partial : .applied
    }
}

/// An authentic event, as received.
package struct WebhookEvent: Sendable {
    package let websiteID: ID<Website>
    package let oms: OMSKind
    /// The OMS's id of it, unique in its website.
    package let eventID: String
    package let eventTime: Instant
    package let orderNumber: String
    package let body: String

    package init(
        websiteID: ID<Website>, oms: OMSKind, eventID: String, eventTime: Instant, orderNumber: String, body: String
    ) {
        self.websiteID = websiteID
        self.oms = oms
        self.eventID = eventID
        self.eventTime = eventTime
        self.orderNumber = orderNumber
        self.body = body
    }
}

extension Reader where Self: ~Copyable {
    /// Events that wait in the inbox because something in them was not known or could not be read.
    package func unappliedEvents(of websiteID: ID<Website>) throws -> Int {
        try number(
            """
            SELECT count(*) FROM webhook_event
            WHERE website_id = \(websiteID) AND outcome <> 'applied' AND dismissed_at IS NULL
            """)
    }
}

extension Transaction {
    package func insertWebhookEvent(_ event: WebhookEvent, _ items: [EventItem], answer: String?, at now: Instant)
        throws
    {
        let id: ID<InboxEvent> = try insert(
            """
            INSERT INTO webhook_event (website_id, oms, event_id, event_time, received_at, order_number, body, outcome,
                answer)
            VALUES (\(event.websiteID), \(event.oms), \(event.eventID), \(event.eventTime), \(now), \(event.orderNumber),
                \(event.body), \(WebhookOutcome(items)), \(answer)) RETURNING id
            """)
        for item in items {
            try execute(
                """
                INSERT INTO webhook_item (event_id, place, website_id, received_at, item, status, quantity, outcome,
                    detail)
                VALUES (\(id), \(item.place), \(event.websiteID), \(now), \(item.item), \(item.status),
                    \(item.quantity), \(item.outcome), \(item.detail))
                """)
        }
    }
}
