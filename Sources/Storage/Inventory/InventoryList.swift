import Domain

/// One SKU as AI may read it back.
public struct InventoryLine: Sendable {
    /// Its code.
    public let code: String
    /// AI's number that is held.
    public let count: Int
    /// What may be sold.
    public let available: Int
    /// When AI took the number; nil before the first.
    public let countedAt: Instant?
    /// The product that carries it.
    public let productID: Int
    /// Its name.
    public let product: String
    /// The product's stock option; nil when it has none.
    public let option: String?
    /// The value that carries the SKU.
    public let value: String?
}

extension Reader where Self: ~Copyable {
    /// The SKUs that a website's products carry, by code.
    public func inventory(of websiteID: Int, after code: String = "", limit: Int) throws -> [InventoryLine] {
        try all(
            """
            \(selectInventory)
            WHERE s.website_id = \(websiteID) AND s.code > \(code) AND s.product_id IS NOT NULL
            ORDER BY s.code LIMIT \(limit)
            """
        ) { try inventoryLine($0) }
    }

    /// Some SKUs by their codes, in that order; those that no product of the website carries are left out.
    public func inventory(of websiteID: Int, codes: [String]) throws -> [InventoryLine] {
        try codes.compactMap { code in
            try first(
                """
                \(selectInventory)
                WHERE s.website_id = \(websiteID) AND s.code = \(code) AND s.product_id IS NOT NULL
                """
            ) { try inventoryLine($0) }
        }
    }

    /// SKUs that products carry and AI has sent no number of since a time, the longest silent first.
    ///
    /// Of the day of that time itself only the day is known: there, when AI counted tells, which is no later than when it sent.
    ///
    /// - Parameter last: the last line of the page before.
    public func silentSKUs(
        of websiteID: Int, since time: Instant, after last: SilentPlace = .start, limit: Int
    ) throws -> [(line: InventoryLine, place: SilentPlace)] {
        try all(
            """
            \(selectInventory)
            WHERE s.website_id = \(websiteID) AND s.product_id IS NOT NULL
                AND (s.pushed_day, s.id) > (\(last.day), \(last.id))
                AND s.pushed_day <= \(time.dayNumber) AND (s.counted_at IS NULL OR s.counted_at < \(time))
            ORDER BY s.pushed_day, s.id LIMIT \(limit)
            """
        ) { row in (try inventoryLine(row), SilentPlace(day: try row[8], id: try row[9])) }
    }

    private var selectInventory: SQL {
        """
        SELECT s.code, s.count, s.available, s.counted_at, s.product_id, p.name, o.name, v.name, s.pushed_day, s.id
        FROM sku s JOIN product p ON p.id = s.product_id LEFT JOIN option_value v ON v.id = s.option_value_id
            LEFT JOIN product_option o ON o.id = v.option_id
        """
    }

    private func inventoryLine(_ row: Row) throws -> InventoryLine {
        InventoryLine(
            code: try row[0], count: try row[1], available: try row[2], countedAt: try row[3], productID: try row[4],
            product: try row[5], option: try row[6], value: try row[7])
    }
}

/// A place in the list of silent SKUs: by the day on which AI last sent a number, then by row.
public struct SilentPlace: Sendable {
    /// The day in UTC, counted from 1970; 0 for never.
    public let day: Int
    /// The SKU's row.
    public let id: Int

    /// Before the first.
    public static let start = SilentPlace(day: 0, id: 0)

    /// A place as a link carries it.
    public init(day: Int, id: Int) {
        self.day = day
        self.id = id
    }
}
