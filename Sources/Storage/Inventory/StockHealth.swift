import Domain

package struct StockHealth: Sendable {
    package let missingSKUs: Int
    package let productsOutOfStock: Int
    /// When the OMS last counted any SKU; nil before the first count.
    package let lastCountAt: Instant?
}

extension Reader where Self: ~Copyable {
    package func stockHealth(of websiteID: ID<Website>) throws -> StockHealth {
        StockHealth(
            missingSKUs: try number(
                """
                SELECT coalesce(sum(missing_skus), 0) FROM product
                WHERE website_id = \(websiteID) AND missing_skus > 0
                """),
            productsOutOfStock: try number(
                """
                SELECT count(*) FROM product
                WHERE website_id = \(websiteID) AND \(ProductVisibility.disabledByStock.condition)
                """),
            lastCountAt: try lastCountAt(of: websiteID))
    }
}
