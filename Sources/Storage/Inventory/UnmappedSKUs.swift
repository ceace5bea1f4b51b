import Domain

/// A SKU that the OMS counts and no product has.
package struct UnmappedSKU: Sendable {
    package let code: String
    package let count: Int
    package let countedAt: Instant
    package let times: Int
    package let lastAt: Instant
}

extension Reader where Self: ~Copyable {
    package func unmappedSKUs(of websiteID: ID<Website>, after code: String = "", limit: Int) throws -> [UnmappedSKU] {
        try all(
            """
            SELECT code, count, counted_at, times, last_at FROM unmapped_sku
            WHERE website_id = \(websiteID) AND code > \(code) ORDER BY code LIMIT \(limit)
            """
        ) { row in
            UnmappedSKU(
                code: try row.next(), count: try row.next(), countedAt: try row.next(), times: try row.next(),
                lastAt: try row.next())
        }
    }
}

extension Transaction {
    /// The most that a website remembers: those sent last.
    private static let limit = 10_000

    func rememberUnmapped(_ counts: [StockCount], of websiteID: ID<Website>, reference: String, at now: Instant) throws
    {
        let isOlder: SQL = """
            excluded.counted_at < unmapped_sku.counted_at
                AND unmapped_sku.counted_at <= \(now + InventoryRule.clockSkew)
            """
        let update: SQL = """
            ON CONFLICT (website_id, code) DO UPDATE SET times = unmapped_sku.times + 1, last_at = excluded.last_at,
                count = CASE WHEN \(isOlder) THEN unmapped_sku.count ELSE excluded.count END,
                reference = CASE WHEN \(isOlder) THEN unmapped_sku.reference ELSE excluded.reference END,
                counted_at = CASE WHEN \(isOlder) THEN unmapped_sku.counted_at ELSE excluded.counted_at END
            RETURNING times
            """
        let columns: SQL = "INSERT INTO unmapped_sku (website_id, code, count, counted_at, last_at, reference)"
        var isAnyNew = false
        try executeAll(counts) { count in
            """
            \(columns) VALUES (\(websiteID), \(count.sku), \(count.count), \(count.takenAt), \(now), \(reference)) \(update)
            """
        } postgres: { counts in
            """
            \(columns) SELECT \(websiteID), code, count, counted_at, \(now), \(reference)
            FROM unnest(\(SQL.texts(counts.map(\.sku))), \(SQL.bigints(counts.map(\.count))),
                \(SQL.bigints(counts.map(\.takenAt)))) AS new (code, count, counted_at)
            \(update)
            """
        } answer: { row in
            isAnyNew = try row.next() == 1 || isAnyNew
            return true
        }
        if isAnyNew { try forgetOldest(of: websiteID) }
    }

    /// Applies the remembered counts of SKUs that have just been mapped.
    func countRemembered(_ skus: [SKU], of websiteID: ID<Website>) throws {
        for sku in skus {
            let remembered = try first(
                """
                DELETE FROM unmapped_sku WHERE website_id = \(websiteID) AND code = \(sku)
                RETURNING count, counted_at, reference, last_at
                """
            ) { row in
                (
                    count: StockCount(sku: sku, count: try row.next(), takenAt: try row.next()),
                    reference: try row.next() as String, at: try row.next() as Instant
                )
            }
            guard let remembered else { continue }
            _ = try applyCounts([remembered.count], of: websiteID, reference: remembered.reference, at: remembered.at)
        }
    }

    private func forgetOldest(of websiteID: ID<Website>) throws {
        try execute(
            """
            DELETE FROM unmapped_sku WHERE website_id = \(websiteID) AND (last_at, code) < (
                SELECT last_at, code FROM unmapped_sku WHERE website_id = \(websiteID)
                ORDER BY last_at DESC, code DESC LIMIT 1 OFFSET \(Self.limit - 1))
            """)
    }
}
