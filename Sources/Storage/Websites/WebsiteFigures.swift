import Domain

/// What a website's operators watch.
package struct WebsiteFigures: Sendable {
    package let website: Website
    package let backlog: PushBacklog
    /// Orders that are not pushed, by their state; a state without orders has no entry.
    package let unpushed: [PushState: Int]
    package let unappliedEvents: Int
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
                unappliedEvents: try unappliedEvents(of: website.id), lastCountAt: try lastCountAt(of: website.id))
        }
    }

    /// When the OMS last counted any SKU of a website.
    func lastCountAt(of websiteID: ID<Website>) throws -> Instant? {
        try first("SELECT counted_at FROM website WHERE id = \(websiteID)") { try $0.next() as Instant? } ?? nil
    }
}
