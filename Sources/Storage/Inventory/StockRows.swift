import Domain

/// The columns of a SKU that a stock change needs.
struct StockRow {
    let id: ID<StockedSKU>
    let productID: ID<Product>?
    var level: StockLevel
    /// The UTC day, counted from 1970, on which the OMS last sent a count; 0 before the first.
    var pushedDay: Int
}

extension Reader where Self: ~Copyable {
    /// The rows of many SKUs, in their order; nil where the website has none.
    func stock(of skus: [SKU], in websiteID: ID<Website>) throws -> [StockRow?] {
        try skus.map { sku in
            try first("\(selectStock) WHERE website_id = \(websiteID) AND code = \(sku)") { try stock(&$0) }
        }
    }

    func stock(ofSKU id: ID<StockedSKU>) throws -> StockRow? {
        try first("\(selectStock) WHERE id = \(id)") { try stock(&$0) }
    }

    private var selectStock: SQL { "SELECT id, product_id, count, counted_at, uncounted, pushed_day FROM sku" }

    private func stock(_ row: inout Row) throws -> StockRow {
        StockRow(
            id: try row.next(), productID: try row.next(),
            level: StockLevel(count: try row.next(), countedAt: try row.next(), uncounted: try row.next()),
            pushedDay: try row.next())
    }
}

extension Transaction {
    /// Saves the units of a SKU held in orders, with a movement. The caller then adds up the product.
    func saveHeldUnits(_ stock: StockRow, _ source: MovementSource, reference: String, at now: Instant) throws {
        let level = stock.level
        try execute(
            "UPDATE sku SET uncounted = \(level.uncounted), available = \(level.available) WHERE id = \(stock.id)")
        try recordMovements([stock], source, reference: reference, at: now)
    }

    /// Saves counts with their times and the day of receipt. `pushed_day` is only written when it changes, which spares its
    /// index.
    func saveCounts(_ stocks: [StockRow], newDay: [StockRow]) throws {
        for stock in stocks {
            let level = stock.level
            try execute(
                """
                UPDATE sku SET count = \(level.count), counted_at = \(level.countedAt), uncounted = \(level.uncounted),
                    available = \(level.available)
                WHERE id = \(stock.id)
                """)
        }
        for stock in newDay { try execute("UPDATE sku SET pushed_day = \(stock.pushedDay) WHERE id = \(stock.id)") }
    }

    /// Adds movements that explain the current levels.
    func recordMovements(_ stocks: [StockRow], _ source: MovementSource, reference: String, at now: Instant) throws {
        for stock in stocks {
            try execute(
                """
                INSERT INTO stock_movement (sku_id, at, source, reference, count, available)
                VALUES (\(stock.id), \(now), \(source), \(reference), \(stock.level.count), \(stock.level.available))
                """)
        }
    }

    /// Adds up the available units of these products: above 0 a product is enabled, else disabled.
    package func recountProducts(_ ids: Set<ID<Product>>) throws {
        for id in ids.sorted() {
            try execute(
                """
                UPDATE product SET available = (SELECT coalesce(sum(available), 0) FROM sku WHERE product_id = product.id)
                WHERE id = \(id)
                """)
        }
    }
}

extension Instant {
    /// The day in UTC, counted from 1970, of a time after it.
    var dayNumber: Int { Int(milliseconds) / 86_400_000 }
}
