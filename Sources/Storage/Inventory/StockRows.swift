import Domain

/// A SKU's row as a stock change sees it.
struct StockRow {
    let id: Int
    let productID: Int?
    var level: StockLevel
    /// The day in UTC, counted from 1970, on which the OMS last sent a number; 0 before the first.
    var pushedDay: Int
}

extension Reader where Self: ~Copyable {
    /// The rows of many SKUs, in their order; nil where the website has none.
    func stock(of skus: [SKU], in websiteID: Int) throws -> [StockRow?] {
        try first(
            "SELECT id, product_id, count, counted_at, uncounted, pushed_day FROM sku WHERE website_id = ? AND code = ?",
            for: skus
        ) {
            [websiteID.sqlValue, $0.sqlValue]
        } decode: {
            try stock($0)
        }
    }

    func stock(ofSKU id: Int) throws -> StockRow? {
        try first("SELECT id, product_id, count, counted_at, uncounted, pushed_day FROM sku WHERE id = \(id)") {
            try stock($0)
        }
    }

    private func stock(_ row: Row) throws -> StockRow {
        StockRow(
            id: try row[0], productID: try row[1],
            level: StockLevel(count: try row[2], countedAt: try row[3], uncounted: try row[4]),
            pushedDay: try row[5])
    }
}

extension Transaction {
    /// Writes what is held of a SKU in orders, and the movement that explains it. The product is recounted by the caller.
    func save(_ stock: StockRow, _ source: MovementSource, reference: String, at now: Instant) throws {
        let level = stock.level
        try execute(
            "UPDATE sku SET uncounted = \(level.uncounted), available = \(level.available) WHERE id = \(stock.id)")
        try record([stock], source, reference: reference, at: now)
    }

    /// Writes the OMS's numbers and their times, and the day on which they came. That is left alone where it is the same: its index stays
    /// as it is then.
    func save(counts stocks: [StockRow], newDay: [StockRow]) throws {
        try execute(
            "UPDATE sku SET count = ?, counted_at = ?, uncounted = ?, available = ? WHERE id = ?", for: stocks
        ) {
            [
                $0.level.count.sqlValue, $0.countTime, $0.level.uncounted.sqlValue, $0.level.available.sqlValue,
                $0.id.sqlValue,
            ]
        }
        try execute("UPDATE sku SET pushed_day = ? WHERE id = ?", for: newDay) {
            [$0.pushedDay.sqlValue, $0.id.sqlValue]
        }
    }

    /// Explains why levels are what they are now.
    func record(_ stocks: [StockRow], _ source: MovementSource, reference: String, at now: Instant) throws {
        try execute(
            """
            INSERT INTO stock_movement (sku_id, at, source, reference, count, available) VALUES (?, ?, ?, ?, ?, ?)
            """, for: stocks
        ) { stock in
            [
                stock.id.sqlValue, now.sqlValue, source.sqlValue, reference.sqlValue, stock.level.count.sqlValue,
                stock.level.available.sqlValue,
            ]
        }
    }

    /// Adds up what may be sold of these products: above 0 a product is enabled, else disabled (DESIGN, rule 3).
    package func recount(products: Set<Int>) throws {
        try execute(
            """
            UPDATE product SET available = (SELECT coalesce(sum(available), 0) FROM sku WHERE product_id = product.id)
            WHERE id = ?
            """, for: products.sorted()
        ) { [$0.sqlValue] }
    }
}

extension StockRow {
    fileprivate var countTime: SQLValue { level.countedAt?.sqlValue ?? .null }
}

extension Instant {
    /// The day in UTC, counted from 1970, of a time after it.
    var dayNumber: Int { Int(milliseconds) / 86_400_000 }
}
