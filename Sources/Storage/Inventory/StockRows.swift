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
        switch connection.dialect {
        case .sqlite:
            return try skus.map { sku in
                try first("\(selectStock) FROM sku WHERE website_id = \(websiteID) AND code = \(sku)") {
                    try stock(&$0)
                }
            }
        case .postgres:
            var found: [SKU: StockRow] = [:]
            try connection.run(
                "\(selectStock), code FROM sku WHERE website_id = \(websiteID) AND code = ANY (\(SQL.texts(skus)))"
            ) { row in
                let known = try stock(&row)
                if let sku = SKU(try row.next()) { found[sku] = known }
                return true
            }
            return skus.map { found[$0] }
        }
    }

    func stock(ofSKU id: ID<StockedSKU>) throws -> StockRow? {
        try first("\(selectStock) FROM sku WHERE id = \(id)") { try stock(&$0) }
    }

    private var selectStock: SQL { "SELECT id, product_id, count, counted_at, uncounted, pushed_day" }

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

    /// Saves counts with their times. `pushed_day` is only written when it changes, which spares its index.
    ///
    /// - Parameter newDay: the SKUs that came first on the day of receipt, which is the same for all.
    func saveCounts(_ stocks: [StockRow], newDay: [StockRow]) throws {
        try executeAll(stocks) { stock in
            """
            UPDATE sku SET count = \(stock.level.count), counted_at = \(stock.level.countedAt),
                uncounted = \(stock.level.uncounted), available = \(stock.level.available)
            WHERE id = \(stock.id)
            """
        } postgres: { stocks in
            """
            UPDATE sku SET count = new.count, counted_at = new.counted_at, uncounted = new.uncounted,
                available = new.available
            FROM unnest(\(SQL.bigints(stocks.map(\.id))),
                \(SQL.bigints(stocks.map(\.level.count))),
                \(SQL.bigints(stocks.map(\.level.countedAt))),
                \(SQL.bigints(stocks.map(\.level.uncounted))),
                \(SQL.bigints(stocks.map(\.level.available))))
                AS new (id, count, counted_at, uncounted, available)
            WHERE sku.id = new.id
            """
        }
        guard let day = newDay.first?.pushedDay else { return }
        try execute("UPDATE sku SET pushed_day = \(day) WHERE id IN (\(SQL.list(newDay.map(\.id))))")
    }

    /// Adds movements that explain the current levels.
    func recordMovements(_ stocks: [StockRow], _ source: MovementSource, reference: String, at now: Instant) throws {
        try executeAll(stocks) { stock in
            """
            INSERT INTO stock_movement (sku_id, at, source, reference, count, available)
            VALUES (\(stock.id), \(now), \(source), \(reference), \(stock.level.count), \(stock.level.available))
            """
        } postgres: { stocks in
            """
            INSERT INTO stock_movement (sku_id, at, source, reference, count, available)
            SELECT id, \(now), \(source), \(reference), count, available
            FROM unnest(\(SQL.bigints(stocks.map(\.id))),
                \(SQL.bigints(stocks.map(\.level.count))),
                \(SQL.bigints(stocks.map(\.level.available)))) AS new (id, count, available)
            """
        }
    }

    /// Adds up the available units of these products: above 0 a product is enabled, else disabled.
    package func recountProducts(_ ids: Set<ID<Product>>) throws {
        let sum: SQL = "(SELECT coalesce(sum(available), 0) FROM sku WHERE product_id = product.id)"
        try executeAll(ids.sorted()) { id in
            "UPDATE product SET available = \(sum) WHERE id = \(id)"
        } postgres: { ids in
            "UPDATE product SET available = \(sum) WHERE id = ANY (\(SQL.bigints(ids)))"
        }
    }
}

extension Instant {
    /// The day in UTC, counted from 1970, of a time after it.
    var dayNumber: Int { Int(milliseconds) / 86_400_000 }
}
