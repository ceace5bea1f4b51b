import Domain

/// A SKU's row as a stock change sees it.
struct StockRow {
    let id: Int
    let productID: Int?
    var level: StockLevel
}

extension Reader where Self: ~Copyable {
    func stock(of sku: SKU, in websiteID: Int) throws -> StockRow? {
        try first(
            """
            SELECT id, product_id, count, counted_at, uncounted FROM sku
            WHERE website_id = \(websiteID) AND code = \(sku)
            """
        ) { try stock($0) }
    }

    func stock(ofSKU id: Int) throws -> StockRow? {
        try first("SELECT id, product_id, count, counted_at, uncounted FROM sku WHERE id = \(id)") { try stock($0) }
    }

    private func stock(_ row: Row) throws -> StockRow {
        StockRow(
            id: try row[0], productID: try row[1],
            level: StockLevel(count: try row[2], countedAt: try row[3], uncounted: try row[4]))
    }
}

extension Transaction {
    /// Writes a SKU's new level and the movement that explains it. The product is recounted by the caller, once for all its SKUs.
    func save(_ stock: StockRow, _ source: MovementSource, reference: String, at now: Instant) throws {
        try save(stock)
        try execute(
            """
            INSERT INTO stock_movement (sku_id, at, source, reference, count, available)
            VALUES (\(stock.id), \(now), \(source), \(reference), \(stock.level.count), \(stock.level.available))
            """)
    }

    /// Writes a level of which nothing that people see has changed.
    func save(_ stock: StockRow) throws {
        let level = stock.level
        try execute(
            """
            UPDATE sku SET count = \(level.count), counted_at = \(level.countedAt), uncounted = \(level.uncounted),
                available = \(level.available)
            WHERE id = \(stock.id)
            """)
    }

    /// Adds up what may be sold of these products: above 0 a product is enabled, else disabled (DESIGN, rule 3).
    public func recount(products: Set<Int>) throws {
        for id in products {
            try execute(
                """
                UPDATE product SET available = (SELECT coalesce(sum(available), 0) FROM sku WHERE product_id = \(id))
                WHERE id = \(id)
                """)
        }
    }
}
