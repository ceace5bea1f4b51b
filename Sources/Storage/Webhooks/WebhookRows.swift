import Domain

/// What became of a webhook event.
public enum WebhookOutcome: String, SQLBindable, SQLReadable, Sendable {
    /// Every item found its line.
    case applied
    /// The order is not known here.
    case unknownOrder = "unknown_order"
    /// Some item or status was not known.
    case partial
}

/// An authentic event, as it came.
public struct WebhookEvent: Sendable {
    /// The website AI sent it to.
    public let websiteID: Int
    /// AI's id of it, unique in its website.
    public let eventID: String
    /// When it happened, by AI.
    public let eventTime: Instant
    /// The order it names.
    public let orderNumber: String
    /// The JSON as it came.
    public let body: String

    /// An event from its parts.
    public init(websiteID: Int, eventID: String, eventTime: Instant, orderNumber: String, body: String) {
        self.websiteID = websiteID
        self.eventID = eventID
        self.eventTime = eventTime
        self.orderNumber = orderNumber
        self.body = body
    }
}

extension Reader where Self: ~Copyable {
    /// What an event with this id was answered; nil when there was none or it found no order.
    public func answer(toEvent eventID: String, of websiteID: Int) throws -> String? {
        try first("SELECT answer FROM webhook_event WHERE website_id = \(websiteID) AND event_id = \(eventID)") {
            try $0[0] as String?
        } ?? nil
    }

    /// Events that are in the inbox because something in them was not known.
    public func unappliedEvents(of websiteID: Int) throws -> Int {
        try number("SELECT count(*) FROM webhook_event WHERE website_id = \(websiteID) AND outcome <> 'applied'")
    }
}

extension Transaction {
    /// Keeps an event with its outcome. One that was kept before, without an answer, is replaced: its order exists by now.
    public func keep(_ event: WebhookEvent, _ outcome: WebhookOutcome, answer: String?, at now: Instant) throws {
        try execute(
            """
            INSERT INTO webhook_event (website_id, event_id, event_time, received_at, order_number, body, outcome, answer)
            VALUES (\(event.websiteID), \(event.eventID), \(event.eventTime), \(now), \(event.orderNumber),
                \(event.body), \(outcome), \(answer))
            ON CONFLICT (website_id, event_id) DO UPDATE SET
                outcome = excluded.outcome, answer = excluded.answer, body = excluded.body,
                order_number = excluded.order_number, event_time = excluded.event_time
            """)
    }
}
