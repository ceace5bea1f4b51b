import Domain

/// What a website sold in a stretch of time.
package struct Sales: Equatable, Sendable {
    package let orders: Int
    package let total: Money
    /// Orders that are paid on delivery.
    package let cod: Int
    package let units: Int
}

/// An order that does not reach the OMS by itself any more.
package struct StuckOrder: Sendable {
    package let number: String
    package let placedAt: Instant
    package let customer: String
    package let total: Money
    package let push: PushState
    package let attempts: Int
    /// What the OMS said.
    package let reason: String?
}

extension Reader where Self: ~Copyable {
    package func sales(of websiteID: ID<Website>, from start: Instant, until end: Instant) throws -> Sales {
        let orders = try first(
            """
            SELECT count(*), coalesce(sum(total), 0), count(*) FILTER (WHERE payment_mode = 'COD')
            FROM sales_order WHERE website_id = \(websiteID) AND placed_at >= \(start) AND placed_at < \(end)
            """
        ) { (count: try $0.next() as Int, total: try $0.next() as Money, cod: try $0.next() as Int) }
        let units = try number(
            """
            SELECT coalesce(sum(i.quantity), 0) FROM sales_order o JOIN order_item i ON i.order_id = o.id
            WHERE o.website_id = \(websiteID) AND o.placed_at >= \(start) AND o.placed_at < \(end)
            """)
        return Sales(orders: orders?.count ?? 0, total: orders?.total ?? .zero, cod: orders?.cod ?? 0, units: units)
    }

    /// Orders of each day since one, by how far they have come by now.
    package func ordersByDay(of websiteID: ID<Website>, since day: IndianDay) throws -> [IndianDay: [ItemStatus: Int]] {
        let rows = try all(
            """
            SELECT (placed_at + \(IndianDay.offset)) / \(IndianDay.length), status, count(*) FROM sales_order
            WHERE website_id = \(websiteID) AND placed_at >= \(day.start) GROUP BY 1, 2
            """
        ) { (day: IndianDay(number: try $0.next()), status: try $0.next() as ItemStatus, count: try $0.next() as Int) }
        return Dictionary(grouping: rows, by: \.day).mapValues { day in
            Dictionary(uniqueKeysWithValues: day.map { ($0.status, $0.count) })
        }
    }

    /// The oldest orders that were refused, or have waited too long.
    package func stuckOrders(of websiteID: ID<Website>, now: Instant, limit: Int) throws -> [StuckOrder] {
        try all(
            """
            SELECT number, placed_at, ship_name, total, push_state, push_attempts, push_reason FROM sales_order
            WHERE website_id = \(websiteID) AND push_state IN ('waiting', 'refused')
                AND (push_state = 'refused' OR placed_at < \(now - PushWindow.scheduled))
            ORDER BY placed_at, id LIMIT \(limit)
            """
        ) {
            StuckOrder(
                number: try $0.next(), placedAt: try $0.next(), customer: try $0.next(), total: try $0.next(),
                push: try $0.next(), attempts: try $0.next(), reason: try $0.next())
        }
    }
}
