import Domain

package struct WebsiteFigures: Sendable {
    package let website: Website
    package let backlog: PushBacklog
    /// Orders that are not pushed, by their state; a state without orders has no entry.
    package let unpushed: [PushState: Int]
    package let unappliedEvents: Int
    /// Orders of the last day that were taken although the OMS could not be asked.
    package let uncheckedOrders: Int
    /// Messages to customers that are to be sent, and those of the last day that could not be.
    package let waitingMessages: Int
    package let failedMessages: Int
    /// When the OMS last counted any SKU; nil before the first count.
    package let lastCountAt: Instant?
}

extension Reader where Self: ~Copyable {
    package func websiteFigures(now: Instant) throws -> [WebsiteFigures] {
        try websites().map { website in
            let states = try all(
                """
                SELECT push_state, count(*) FROM sales_order
                WHERE website_id = \(website.id) AND push_state IN ('unpaid', 'waiting', 'refused') GROUP BY push_state
                """
            ) { (try $0.next() as PushState, try $0.next() as Int) }
            return WebsiteFigures(
                website: website, backlog: try pushBacklog(of: website.id, now: now),
                unpushed: Dictionary(uniqueKeysWithValues: states),
                unappliedEvents: try unappliedEvents(of: website.id),
                uncheckedOrders: try uncheckedOrders(of: website.id, from: now - .days(1), until: now + .days(1)),
                waitingMessages: try messages(of: website.id, .waiting, since: now - .days(7)),
                failedMessages: try messages(of: website.id, .failed, since: now - .days(1))
                    + messages(of: website.id, .givenUp, since: now - .days(2)),
                lastCountAt: try lastCountAt(of: website.id))
        }
    }

    /// When the OMS last counted any SKU of a website, or said all that it had counted anew.
    func lastCountAt(of websiteID: ID<Website>) throws -> Instant? {
        try first(
            """
            SELECT coalesce(m.pulled_at, w.counted_at) FROM website w
            LEFT JOIN module m ON m.website_id = w.id AND m.oms = w.oms WHERE w.id = \(websiteID)
            """
        ) { try $0.next() as Instant? } ?? nil
    }
}
