import Domain

extension Reader where Self: ~Copyable {
    /// Places for a SKU by product and value, after the last one of the page before.
    package func catalogPlaces(
        of websiteID: ID<Website>, missingOnly: Bool, afterProduct productID: ID<Product> = 0,
        value valueID: ID<OptionValue> = 0, limit: Int
    ) throws -> [CatalogPlace] {
        let missing: SQL = missingOnly ? "AND s.id IS NULL AND t.id IS NULL" : ""
        return try all(
            """
            SELECT p.id, p.name, p.price, p.is_disabled_by_hand, o.name, v.id, v.name,
                coalesce(s.code, t.code), coalesce(s.count, t.count), 0
            FROM product p LEFT JOIN product_option o ON o.product_id = p.id AND o.is_stock = 1
                LEFT JOIN option_value v ON v.option_id = o.id
                LEFT JOIN sku s ON s.option_value_id = v.id
                LEFT JOIN sku t ON t.product_id = p.id AND t.option_value_id IS NULL AND o.id IS NULL
            WHERE p.website_id = \(websiteID) AND p.id >= \(productID)
                AND (p.id, coalesce(v.id, 0)) > (\(productID), \(valueID)) AND (o.id IS NULL OR v.id IS NOT NULL) \(missing)
            ORDER BY p.id, v.id NULLS FIRST LIMIT \(limit)
            """
        ) { try place(&$0) }
    }

    /// All places of some products; one empty place for a product whose stock option has no values.
    /// Each knows the most that its product's options can take off the price.
    package func catalogPlaces(ofProducts ids: [ID<Product>], at websiteID: ID<Website>) throws -> [CatalogPlace] {
        try ids.flatMap { id in
            try all(
                """
                SELECT p.id, p.name, p.price, p.is_disabled_by_hand, o.name, v.id, v.name,
                    coalesce(s.code, t.code), coalesce(s.count, t.count),
                    (SELECT coalesce(sum((SELECT max(-w.price_difference) FROM option_value w
                        WHERE w.option_id = q.id AND w.price_difference < 0)), 0)
                        FROM product_option q WHERE q.product_id = p.id)
                FROM product p LEFT JOIN product_option o ON o.product_id = p.id AND o.is_stock = 1
                    LEFT JOIN option_value v ON v.option_id = o.id
                    LEFT JOIN sku s ON s.option_value_id = v.id
                    LEFT JOIN sku t ON t.product_id = p.id AND t.option_value_id IS NULL AND o.id IS NULL
                WHERE p.id = \(id) AND p.website_id = \(websiteID) ORDER BY v.id NULLS FIRST
                """
            ) { try place(&$0) }
        }
    }

    package func carriers(of skus: [SKU], in websiteID: ID<Website>) throws -> [SKU: CatalogPlace] {
        let found = try skus.compactMap { sku in
            try first(
                """
                SELECT p.id, p.name, p.price, p.is_disabled_by_hand, o.name, v.id, v.name, s.code, s.count, 0
                FROM sku s JOIN product p ON p.id = s.product_id
                    LEFT JOIN option_value v ON v.id = s.option_value_id
                    LEFT JOIN product_option o ON o.id = v.option_id
                WHERE s.website_id = \(websiteID) AND s.code = \(sku)
                """
            ) { (sku, try place(&$0)) }
        }
        return Dictionary(found) { first, _ in first }
    }

    private func place(_ row: inout Row) throws -> CatalogPlace {
        CatalogPlace(
            productID: try row.next(), product: try row.next(), price: try row.next(), isDisabledByHand: try row.next(),
            option: try row.next(), valueID: try row.next(), value: try row.next(),
            sku: (try row.next() as String?).flatMap(SKU.init),
            count: try row.next(), largestReduction: try row.next())
    }
}
