import Domain

extension Reader where Self: ~Copyable {
    /// Places for a SKU, by product and value, behind a place of the page before.
    package func catalogPlaces(
        of websiteID: Int, missingOnly: Bool, afterProduct productID: Int = 0, value valueID: Int = 0, limit: Int
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
            ORDER BY p.id, v.id LIMIT \(limit)
            """
        ) { try place($0) }
    }

    /// All places of some products; of a product whose stock option has no values, one place that carries nothing.
    /// They know what the product's options may take off its price.
    package func catalogPlaces(ofProducts ids: [Int], at websiteID: Int) throws -> [CatalogPlace] {
        var places: [CatalogPlace] = []
        try connection.run(
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
            WHERE p.id = ? AND p.website_id = ? ORDER BY v.id
            """, for: ids, { [$0.sqlValue, websiteID.sqlValue] }
        ) { statement in
            while let row = try statement.step() { places.append(try place(row)) }
        }
        return places
    }

    /// Who carries these SKUs, as far as anything of the website does.
    package func carriers(of skus: [SKU], in websiteID: Int) throws -> [SKU: CatalogPlace] {
        let found = try first(
            """
            SELECT p.id, p.name, p.price, p.is_disabled_by_hand, o.name, v.id, v.name, s.code, s.count, 0
            FROM sku s JOIN product p ON p.id = s.product_id
                LEFT JOIN option_value v ON v.id = s.option_value_id
                LEFT JOIN product_option o ON o.id = v.option_id
            WHERE s.website_id = ? AND s.code = ?
            """, for: skus
        ) {
            [websiteID.sqlValue, $0.sqlValue]
        } decode: {
            try place($0)
        }
        return Dictionary(zip(skus, found).compactMap { sku, place in place.map { (sku, $0) } }) { first, _ in
            first
        }
    }

    private func place(_ row: Row) throws -> CatalogPlace {
        CatalogPlace(
            productID: try row[0], product: try row[1], price: try row[2], isDisabledByHand: try row[3],
            option: try row[4], valueID: try row[5], value: try row[6], sku: (try row[7] as String?).flatMap(SKU.init),
            count: try row[8], largestReduction: try row[9])
    }
}
