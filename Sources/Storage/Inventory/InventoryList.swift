import Domain

extension Reader where Self: ~Copyable {
    package func inventory(of websiteID: ID<Website>, after code: String = "", limit: Int) throws -> [InventoryLine] {
        try all(
            """
            \(selectInventory())
            WHERE s.website_id = \(websiteID) AND s.code > \(code) AND s.product_id IS NOT NULL
            ORDER BY s.code LIMIT \(limit)
            """
        ) { try inventoryLine(&$0) }
    }

    /// SKUs by their codes, in that order, without unmapped ones.
    package func inventory(of websiteID: ID<Website>, codes: [String]) throws -> [InventoryLine] {
        try codes.compactMap { code in
            try first(
                """
                \(selectInventory())
                WHERE s.website_id = \(websiteID) AND s.code = \(code) AND s.product_id IS NOT NULL
                """
            ) { try inventoryLine(&$0) }
        }
    }

    /// SKUs of products without a count from the OMS since a time, the longest silent first.
    ///
    /// `pushed_day` has no time of day. On the boundary day `counted_at` decides, which is never later than the push.
    ///
    /// - Parameter last: the last row of the page before.
    package func unsentSKUs(
        of websiteID: ID<Website>, since time: Instant, after last: UnsentCursor = .start, limit: Int
    ) throws -> [(line: InventoryLine, cursor: UnsentCursor)] {
        try all(
            """
            \(selectInventory(and: ", s.pushed_day, s.id"))
            WHERE s.website_id = \(websiteID) AND s.product_id IS NOT NULL
                AND (s.pushed_day, s.id) > (\(last.day), \(last.id))
                AND s.pushed_day <= \(time.dayNumber) AND (s.counted_at IS NULL OR s.counted_at < \(time))
            ORDER BY s.pushed_day, s.id LIMIT \(limit)
            """
        ) { row in (try inventoryLine(&row), UnsentCursor(day: try row.next(), id: try row.next())) }
    }

    private func selectInventory(and columns: SQL = "") -> SQL {
        """
        SELECT s.code, s.count, s.available, s.counted_at, s.product_id, p.name, o.name, v.name\(columns)
        FROM sku s JOIN product p ON p.id = s.product_id LEFT JOIN option_value v ON v.id = s.option_value_id
            LEFT JOIN product_option o ON o.id = v.option_id
        """
    }

    private func inventoryLine(_ row: inout Row) throws -> InventoryLine {
        InventoryLine(
            code: try row.next(), count: try row.next(), available: try row.next(), countedAt: try row.next(),
            productID: try row.next(),
            product: try row.next(), option: try row.next(), value: try row.next())
    }
}

/// A position in the list of silent SKUs: by the day of the OMS's last count, then by row.
package struct UnsentCursor: Sendable {
    /// The day in UTC, counted from 1970; 0 for never.
    package let day: Int
    package let id: ID<StockedSKU>

    package static let start = UnsentCursor(day: 0, id: 0)

    package init(day: Int, id: ID<StockedSKU>) {
        self.day = day
        self.id = id
    }
}
