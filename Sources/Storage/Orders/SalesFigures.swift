import Domain

package struct Sales: Equatable, Sendable {
    package let orders: Int
    package let total: Money
    /// Orders that are paid on delivery.
    package let cod: Int
    package let units: Int
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

    /// Orders placed in a time that were taken although the OMS could not be asked.
    package func uncheckedOrders(of websiteID: ID<Website>, from start: Instant, until end: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) FROM sales_order
            WHERE website_id = \(websiteID) AND unchecked IS NOT NULL AND placed_at >= \(start) AND placed_at < \(end)
            """)
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
}
