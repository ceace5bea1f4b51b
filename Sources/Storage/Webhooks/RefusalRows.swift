import Domain

package struct RefusedWebhooks: Equatable, Sendable {
    package let count: Int
    package let lastAt: Instant?
}

extension Reader where Self: ~Copyable {
    /// Webhook calls rejected for bad credentials or a bad signature, to the minute.
    package func refusedWebhooks(of websiteID: ID<Website>, since: Instant) throws -> RefusedWebhooks {
        try first(
            """
            SELECT coalesce(sum(count), 0), max(at) FROM webhook_refusal
            WHERE website_id = \(websiteID) AND at >= \(since)
            """
        ) { RefusedWebhooks(count: try $0.next(), lastAt: try $0.next()) } ?? RefusedWebhooks(count: 0, lastAt: nil)
    }
}

extension Transaction {
    /// Adds to the count, and deletes counts older than 30 days.
    package func addRefusedWebhooks(_ count: Int, of websiteID: ID<Website>, at now: Instant) throws {
        try execute(
            """
            INSERT INTO webhook_refusal (website_id, at, count) VALUES (\(websiteID), \(now), \(count))
            ON CONFLICT (website_id, at) DO UPDATE SET count = webhook_refusal.count + excluded.count
            """)
        try execute("DELETE FROM webhook_refusal WHERE website_id = \(websiteID) AND at < \(now - .days(30))")
    }
}
