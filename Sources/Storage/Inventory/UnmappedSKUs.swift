import Domain

/// A SKU that the OMS counts and nothing carries.
package struct UnmappedSKU: Sendable {
    package let code: String
    package let count: Int
    /// When the OMS took it.
    package let countedAt: Instant
    /// How often the OMS has sent it.
    package let times: Int
    /// When the OMS sent it last.
    package let lastAt: Instant
}

extension Reader where Self: ~Copyable {
    /// SKUs that the OMS counts and nothing of the website carries, by code.
    package func unmappedSKUs(of websiteID: Int, after code: String = "", limit: Int) throws -> [UnmappedSKU] {
        try all(
            """
            SELECT code, count, counted_at, times, last_at FROM unmapped_sku
            WHERE website_id = \(websiteID) AND code > \(code) ORDER BY code LIMIT \(limit)
            """
        ) { row in
            UnmappedSKU(
                code: try row[0], count: try row[1], countedAt: try row[2], times: try row[3], lastAt: try row[4])
        }
    }
}

extension Transaction {
    /// How many a website remembers: those sent last.
    private static let limit = 10_000

    /// Remembers numbers of SKUs that nothing carries.
    func remember(_ counts: [StockCount], of websiteID: Int, reference: String, at now: Instant) throws {
        let times = try first(
            """
            INSERT INTO unmapped_sku (website_id, code, count, counted_at, last_at, reference) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (website_id, code) DO UPDATE SET times = unmapped_sku.times + 1, last_at = excluded.last_at,
                count = CASE WHEN excluded.counted_at < unmapped_sku.counted_at THEN unmapped_sku.count
                    ELSE excluded.count END,
                reference = CASE WHEN excluded.counted_at < unmapped_sku.counted_at THEN unmapped_sku.reference
                    ELSE excluded.reference END,
                counted_at = CASE WHEN excluded.counted_at < unmapped_sku.counted_at THEN unmapped_sku.counted_at
                    ELSE excluded.counted_at END
            RETURNING times
            """, for: counts
        ) { count in
            [
                websiteID.sqlValue, count.sku.sqlValue, count.count.sqlValue, count.takenAt.sqlValue, now.sqlValue,
                reference.sqlValue,
            ]
        } decode: {
            try $0[0] as Int
        }
        if times.contains(1) { try forgetOldest(of: websiteID) }
    }

    /// Counts SKUs that have just been put somewhere, as far as the OMS has counted them before.
    func countRemembered(_ skus: [SKU], of websiteID: Int) throws {
        let remembered = try first(
            "DELETE FROM unmapped_sku WHERE website_id = ? AND code = ? RETURNING count, counted_at, reference, last_at",
            for: skus
        ) {
            [websiteID.sqlValue, $0.sqlValue]
        } decode: { row in
            (
                count: try row[0] as Int, takenAt: try row[1] as Instant, reference: try row[2] as String,
                at: try row[3] as Instant
            )
        }
        for (sku, found) in zip(skus, remembered) {
            guard let found else { continue }
            let count = StockCount(sku: sku, count: found.count, takenAt: found.takenAt)
            _ = try take([count], of: websiteID, reference: found.reference, at: found.at)
        }
    }

    private func forgetOldest(of websiteID: Int) throws {
        try execute(
            """
            DELETE FROM unmapped_sku WHERE website_id = \(websiteID) AND (last_at, code) < (
                SELECT last_at, code FROM unmapped_sku WHERE website_id = \(websiteID)
                ORDER BY last_at DESC, code DESC LIMIT 1 OFFSET \(Self.limit - 1))
            """)
    }
}
