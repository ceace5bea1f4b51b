import Domain

package struct StockMovement: Sendable {
    package let id: ID<StockMovement>
    package let at: Instant
    package let sku: String
    package let source: MovementSource
    /// The order, the request with the OMS's count, or the SKU's place and who changed it.
    package let reference: String
    /// The OMS's count after it.
    package let count: Int
    /// Units available for sale after it.
    package let available: Int
}

extension Reader where Self: ~Copyable {
    /// The newest movements of a product's SKUs, present and former, older than one.
    package func movements(ofProduct productID: ID<Product>, before id: ID<StockMovement>? = nil, limit: Int) throws
        -> [StockMovement]
    {
        let id = id ?? .last
        return try all(
            """
            SELECT m.id, m.at, s.code, m.source, m.reference, m.count, m.available
            FROM sku s JOIN stock_movement m ON m.sku_id = s.id WHERE s.product_id = \(productID) AND m.id < \(id)
            UNION
            SELECT m.id, m.at, s.code, m.source, m.reference, m.count, m.available
            FROM stock_movement m JOIN sku s ON s.id = m.sku_id WHERE m.product_id = \(productID) AND m.id < \(id)
            ORDER BY 1 DESC LIMIT \(limit)
            """
        ) { row in
            StockMovement(
                id: try row.next(), at: try row.next(), sku: try row.next(), source: try row.next(),
                reference: try row.next(),
                count: try row.next(), available: try row.next())
        }
    }
}

extension Transaction {
    func recordCarrierChange(
        _ source: MovementSource, of skus: [(id: ID<StockedSKU>, carrier: SKUCarrier)], by staff: String,
        at now: Instant
    ) throws {
        for sku in skus {
            try execute(
                """
                INSERT INTO stock_movement (sku_id, product_id, at, source, reference, count, available)
                SELECT s.id, p.id, CAST(\(now) AS BIGINT), CAST(\(source) AS TEXT),
                    p.name || coalesce(', ' || o.name || ': ' || v.name, '') || CAST(\(" (\(staff))") AS TEXT),
                    s.count, s.available
                FROM sku s JOIN product p ON p.id = \(sku.carrier.productID)
                    LEFT JOIN option_value v ON v.id = \(sku.carrier.optionValueID)
                    LEFT JOIN product_option o ON o.id = v.option_id
                WHERE s.id = \(sku.id)
                """)
        }
        let products = Set(skus.map(\.carrier.productID))
        try indexWords(ofProducts: products)
        try recountMissingSKUs(ofProducts: products)
    }
}
