import Domain

/// What became of a webhook event.
package enum WebhookOutcome: String, SQLBindable, SQLReadable, CaseIterable, Sendable {
    /// Every item found its line.
    case applied
    /// The order is not known here.
    case unknownOrder = "unknown_order"
    /// Some item or status was not known.
    case partial

    /// The outcome of an event whose items became this.
    package init(_ items: [WebhookItem]) {
        let outcomes = Set(items.map(\.outcome))
        self =
            outcomes.contains(.unknownOrder)
            ? .unknownOrder : outcomes.contains(where: \.isUnknown) ? .partial : .applied
    }
}

/// An authentic event, as it came.
package struct WebhookEvent: Sendable {
    /// The website the OMS sent it to.
    package let websiteID: Int
    /// The OMS's id of it, unique in its website.
    package let eventID: String
    /// When it happened, by the OMS.
    package let eventTime: Instant
    /// The order it names.
    package let orderNumber: String
    /// The JSON as it came.
    package let body: String

    package init(websiteID: Int, eventID: String, eventTime: Instant, orderNumber: String, body: String) {
        self.websiteID = websiteID
        self.eventID = eventID
        self.eventTime = eventTime
        self.orderNumber = orderNumber
        self.body = body
    }
}

extension Reader where Self: ~Copyable {
    /// What an event with this id was answered; nil when there was none or it found no order.
    package func answer(toEvent eventID: String, of websiteID: Int) throws -> String? {
        try first("SELECT answer FROM webhook_event WHERE website_id = \(websiteID) AND event_id = \(eventID)") {
            try $0.next() as String?
        } ?? nil
    }

    /// Events that are in the inbox because something in them was not known.
    package func unappliedEvents(of websiteID: Int) throws -> Int {
        try number("SELECT count(*) FROM webhook_event WHERE website_id = \(websiteID) AND outcome <> 'applied'")
    }
}

extension Transaction {
    /// Keeps a new event with what became of its items.
    package func insertWebhookEvent(_ event: WebhookEvent, _ items: [WebhookItem], answer: String?, at now: Instant)
        throws
    {
        let id = try insert(
            """
            INSERT INTO webhook_event (website_id, event_id, event_time, received_at, order_number, body, outcome, answer)
            VALUES (\(event.websiteID), \(event.eventID), \(event.eventTime), \(now), \(event.orderNumber),
                \(event.body), \(WebhookOutcome(items)), \(answer)) RETURNING id
            """)
        for item in items {
            try execute(
                """
                INSERT INTO webhook_item (event_id, place, website_id, received_at, item, status, quantity, outcome)
                VALUES (\(id), \(item.place), \(event.websiteID), \(now), \(item.item), \(item.status),
                    \(item.quantity), \(item.outcome))
                """)
        }
    }
}
