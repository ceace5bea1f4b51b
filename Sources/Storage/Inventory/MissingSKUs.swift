import Domain

/// A place without the SKU that it needs: a value of a stock option, a stock option without values, or a product
/// without a stock option.
package struct MissingSKU: Sendable {
    package let productID: ID<Product>
    package let product: String
    /// Its stock option; nil when it has none.
    package let option: String?
    /// The value; nil for the product itself, and where there is none yet.
    package let value: String?
    /// The value's row; 0 without one.
    package let valueID: ID<OptionValue>
}

extension Reader where Self: ~Copyable {
    package func missingSKUs(
        of websiteID: ID<Website>, afterProduct productID: ID<Product> = 0, value valueID: ID<OptionValue> = 0,
        limit: Int
    ) throws -> [MissingSKU] {
        try all(
            """
            SELECT p.id, p.name, o.name, v.name, coalesce(v.id, 0) FROM product p
                LEFT JOIN product_option o ON o.product_id = p.id AND o.is_stock = 1
                LEFT JOIN option_value v ON v.option_id = o.id
            WHERE p.website_id = \(websiteID) AND p.id >= \(productID)
                AND (p.id, coalesce(v.id, 0)) > (\(productID), \(valueID))
                AND NOT EXISTS (SELECT 1 FROM sku s WHERE s.option_value_id = v.id)
                AND (o.id IS NOT NULL
                    OR NOT EXISTS (SELECT 1 FROM sku s WHERE s.product_id = p.id AND s.option_value_id IS NULL))
            ORDER BY p.id, v.id NULLS FIRST LIMIT \(limit)
            """
        ) { row in
            MissingSKU(
                productID: try row.next(), product: try row.next(), option: try row.next(), value: try row.next(),
                valueID: try row.next())
        }
    }
}

extension Transaction {
    /// Counts again how many places of these products have no SKU.
    func recountMissingSKUs(ofProducts ids: Set<ID<Product>>) throws {
        let count: SQL =
            """
            CASE WHEN EXISTS (SELECT 1 FROM product_option o WHERE o.product_id = product.id AND o.is_stock = 1)
                THEN (SELECT count(*) FROM product_option o LEFT JOIN option_value v ON v.option_id = o.id
                    WHERE o.product_id = product.id AND o.is_stock = 1
                        AND NOT EXISTS (SELECT 1 FROM sku s WHERE s.option_value_id = v.id))
                WHEN EXISTS (SELECT 1 FROM sku s WHERE s.product_id = product.id) THEN 0 ELSE 1 END
            """
        try executeAll(ids.sorted()) { id in
            "UPDATE product SET missing_skus = \(count) WHERE id = \(id)"
        } postgres: { ids in
            "UPDATE product SET missing_skus = \(count) WHERE id = ANY (\(SQL.bigints(ids)))"
        }
    }
}
