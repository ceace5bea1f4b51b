import Domain

extension Reader where Self: ~Copyable {
    /// A website's product with its options, SKUs and stock.
    package func product(id: Int, of websiteID: Int) throws -> Product? {
        let head = try first(
            """
            SELECT p.name, p.description, p.price, p.is_disabled_by_hand, p.available,
                s.id, s.code, s.count, s.available, s.counted_at, p.image
            FROM product p LEFT JOIN sku s ON s.product_id = p.id AND s.option_value_id IS NULL
            WHERE p.id = \(id) AND p.website_id = \(websiteID)
            """
        ) { row in
            Product(
                id: id, websiteID: websiteID, name: try row[0], description: try row[1], price: try row[2],
                isDisabledByHand: try row[3], available: try row[4], options: [], sku: try stockedSKU(row, from: 5),
                image: try row[10])
        }
        guard let head else { return nil }
        return Product(
            id: id, websiteID: websiteID, name: head.name, description: head.description, price: head.price,
            isDisabledByHand: head.isDisabledByHand, available: head.available, options: try options(of: id),
            sku: head.sku, image: head.image)
    }

    private func options(of productID: Int) throws -> [ProductOption] {
        let rows = try all(
            """
            SELECT o.id, o.name, o.is_stock, v.id, v.name, v.price_difference,
                s.id, s.code, s.count, s.available, s.counted_at
            FROM product_option o LEFT JOIN option_value v ON v.option_id = o.id
                LEFT JOIN sku s ON s.option_value_id = v.id
            WHERE o.product_id = \(productID) ORDER BY o.is_stock DESC, o.id, v.id
            """
        ) { row in
            let value = try (row[3] as Int?).map { id in
                OptionValue(id: id, name: try row[4], priceDifference: try row[5], sku: try stockedSKU(row, from: 6))
            }
            return ProductOption(
                id: try row[0], name: try row[1], isStock: try row[2], values: value.map { [$0] } ?? [])
        }
        var options: [ProductOption] = []
        for row in rows {
            if let last = options.last, last.id == row.id {
                options[options.count - 1] = ProductOption(
                    id: last.id, name: last.name, isStock: last.isStock, values: last.values + row.values)
            } else {
                options.append(row)
            }
        }
        return options
    }

    private func stockedSKU(_ row: Row, from index: Int) throws -> StockedSKU? {
        guard let id = try row[index] as Int? else { return nil }
        return StockedSKU(
            id: id, code: try row[index + 1], count: try row[index + 2], available: try row[index + 3],
            countedAt: try row[index + 4])
    }
}

extension Transaction {
    /// A new product, without options and SKUs.
    package func addProduct(websiteID: Int, name: String, description: String, price: Money) throws -> Int {
        try insert(
            """
            INSERT INTO product (website_id, name, description, price)
            VALUES (\(websiteID), \(name), \(description), \(price)) RETURNING id
            """)
    }

    /// A new option of a product.
    package func addOption(productID: Int, name: String, isStock: Bool) throws -> Int {
        try insert(
            """
            INSERT INTO product_option (product_id, name, is_stock) VALUES (\(productID), \(name), \(isStock)) RETURNING id
            """)
    }

    /// A new value of an option.
    package func addOptionValue(optionID: Int, name: String, priceDifference: Money = .zero) throws -> Int {
        try insert(
            """
            INSERT INTO option_value (option_id, name, price_difference)
            VALUES (\(optionID), \(name), \(priceDifference)) RETURNING id
            """)
    }

    /// Saves what the General tab holds, and nothing else.
    package func saveProduct(id: Int, of websiteID: Int, name: String, description: String) throws {
        try execute(
            """
            UPDATE product SET name = \(name), description = \(description)
            WHERE id = \(id) AND website_id = \(websiteID)
            """)
    }

    /// Saves what the Data tab holds, and nothing else.
    package func saveProduct(id: Int, of websiteID: Int, price: Money, isDisabledByHand: Bool) throws {
        try execute(
            """
            UPDATE product SET price = \(price), is_disabled_by_hand = \(isDisabledByHand)
            WHERE id = \(id) AND website_id = \(websiteID)
            """)
    }
}
