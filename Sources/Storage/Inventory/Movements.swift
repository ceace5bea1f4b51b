import Domain

/// One line of a product's stock history.
public struct StockMovement: Sendable {
    /// When the level changed.
    public let at: Instant
    /// The SKU's code.
    public let sku: String
    /// Why it changed.
    public let source: MovementSource
    /// The order, or the request that brought AI's count.
    public let reference: String
    /// AI's number after it.
    public let count: Int
    /// What could be sold after it.
    public let available: Int
}

extension Reader where Self: ~Copyable {
    /// The newest movements of a product's SKUs.
    public func movements(ofProduct productID: Int, limit: Int) throws -> [StockMovement] {
        try all(
            """
            SELECT m.at, s.code, m.source, m.reference, m.count, m.available
            FROM sku s JOIN stock_movement m ON m.sku_id = s.id
            WHERE s.product_id = \(productID) ORDER BY m.id DESC LIMIT \(limit)
            """
        ) { row in
            StockMovement(
                at: try row[0], sku: try row[1], source: try row[2], reference: try row[3], count: try row[4],
                available: try row[5])
        }
    }
}
