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
                SELECT (SELECT count(*) FROM product p JOIN product_option o ON o.product_id = p.id AND o.is_stock = 1
                        LEFT JOIN option_value v ON v.option_id = o.id
                        WHERE p.website_id = \(websiteID)
                            AND NOT EXISTS (SELECT 1 FROM sku s WHERE s.option_value_id = v.id))
                    + (SELECT count(*) FROM product p WHERE p.website_id = \(websiteID)
                        AND NOT EXISTS (SELECT 1 FROM product_option o WHERE o.product_id = p.id AND o.is_stock = 1)
                        AND NOT EXISTS (SELECT 1 FROM sku s WHERE s.product_id = p.id))
                """),
            productsOutOfStock: try number(
                """
                SELECT count(*) FROM product
                WHERE website_id = \(websiteID) AND \(ProductVisibility.disabledByStock.condition)
                """),
            lastCountAt: try lastCountAt(of: websiteID))
    }
}
