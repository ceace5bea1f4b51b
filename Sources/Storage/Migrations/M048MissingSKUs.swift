extension Migration {
    /// How many places of a product have no SKU, kept beside it: to count them for a list of products takes a look at every value.
    static let missingSKUs = Migration(
        48, "missing SKUs of products", sqlite: script(integer: "INTEGER"), postgres: script(integer: "BIGINT"))

    private static func script(integer: String) -> String {
        """
        ALTER TABLE product ADD COLUMN missing_skus \(integer) NOT NULL DEFAULT 1 CHECK (missing_skus >= 0);
        UPDATE product SET missing_skus = CASE
            WHEN EXISTS (SELECT 1 FROM product_option o WHERE o.product_id = product.id AND o.is_stock = 1)
            THEN (SELECT count(*) FROM product_option o LEFT JOIN option_value v ON v.option_id = o.id
                WHERE o.product_id = product.id AND o.is_stock = 1
                    AND NOT EXISTS (SELECT 1 FROM sku s WHERE s.option_value_id = v.id))
            WHEN EXISTS (SELECT 1 FROM sku s WHERE s.product_id = product.id) THEN 0 ELSE 1 END;
        CREATE INDEX product_missing_sku ON product (website_id, id, missing_skus) WHERE missing_skus > 0;
        """
    }
}
