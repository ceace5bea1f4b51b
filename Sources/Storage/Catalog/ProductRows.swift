import Domain

extension Reader where Self: ~Copyable {
    package func product(id: ID<Product>, of websiteID: ID<Website>) throws -> Product? {
        let head = try first(
            """
            SELECT p.name, p.description, p.price, p.is_disabled_by_hand, p.available,
                s.id, s.code, s.count, s.available, s.counted_at, c.id, c.name
            FROM product p LEFT JOIN sku s ON s.product_id = p.id AND s.option_value_id IS NULL
                LEFT JOIN category c ON c.id = p.category_id
            WHERE p.id = \(id) AND p.website_id = \(websiteID)
            """
        ) { row in
            Product(
                id: id, websiteID: websiteID, name: try row.next(), description: try row.next(), price: try row.next(),
                isDisabledByHand: try row.next(), available: try row.next(), options: [], sku: try stockedSKU(&row),
                category: try category(&row))
        }
        guard let head else { return nil }
        return Product(
            id: id, websiteID: websiteID, name: head.name, description: head.description, price: head.price,
            isDisabledByHand: head.isDisabledByHand, available: head.available, options: try options(of: id),
            sku: head.sku, images: try images(of: id), category: head.category)
    }

    private func options(of productID: ID<Product>) throws -> [ProductOption] {
        let rows = try all(
            """
            SELECT o.id, o.name, o.is_stock, v.id, v.name, v.price_difference,
                s.id, s.code, s.count, s.available, s.counted_at
            FROM product_option o LEFT JOIN option_value v ON v.option_id = o.id
                LEFT JOIN sku s ON s.option_value_id = v.id
            WHERE o.product_id = \(productID) ORDER BY o.is_stock DESC, o.id, v.id NULLS FIRST
            """
        ) { row in
            ProductOption(
                id: try row.next(), name: try row.next(), isStock: try row.next(), values: try optionValue(&row))
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

    private func optionValue(_ row: inout Row) throws -> [OptionValue] {
        guard let id = try row.next() as ID<OptionValue>? else {
            row.skip(7)
            return []
        }
        return [
            OptionValue(id: id, name: try row.next(), priceDifference: try row.next(), sku: try stockedSKU(&row))
        ]
    }

    private func category(_ row: inout Row) throws -> ProductCategory? {
        guard let id = try row.next() as ID<ProductCategory>? else {
            row.skip(1)
            return nil
        }
        return ProductCategory(id: id, name: try row.next())
    }

    private func stockedSKU(_ row: inout Row) throws -> StockedSKU? {
        guard let id = try row.next() as ID<StockedSKU>? else {
            row.skip(4)
            return nil
        }
        return StockedSKU(
            id: id, code: try row.next(), count: try row.next(), available: try row.next(), countedAt: try row.next())
    }
}

extension Transaction {
    package func addProduct(websiteID: ID<Website>, name: String, description: String, price: Money) throws -> ID<
        Product
    > {
        let id: ID<Product> = try insert(
            """
            INSERT INTO product (website_id, name, description, price)
            VALUES (\(websiteID), \(name), \(description), \(price)) RETURNING id
            """)
        try indexWords(ofProducts: [id])
        return id
    }

    package func addOption(productID: ID<Product>, name: String, isStock: Bool) throws -> ID<ProductOption> {
        let id: ID<ProductOption> = try insert(
            """
            INSERT INTO product_option (product_id, name, is_stock) VALUES (\(productID), \(name), \(isStock)) RETURNING id
            """)
        try recountMissingSKUs(ofProducts: [productID])
        return id
    }

    package func addOptionValue(
        optionID: ID<ProductOption>, ofProduct productID: ID<Product>, name: String, priceDifference: Money = .zero
    ) throws -> ID<OptionValue> {
        let id: ID<OptionValue> = try insert(
            """
            INSERT INTO option_value (option_id, name, price_difference)
            VALUES (\(optionID), \(name), \(priceDifference)) RETURNING id
            """)
        try recountMissingSKUs(ofProducts: [productID])
        return id
    }

    /// Saves the fields of the General tab only.
    package func saveProduct(
        id: ID<Product>, of websiteID: ID<Website>, name: String, description: String, category: String
    ) throws {
        try execute(
            """
            UPDATE product SET name = \(name), description = \(description)
            WHERE id = \(id) AND website_id = \(websiteID)
            """)
        try setCategory(named: category, ofProduct: id, of: websiteID)
    }

    /// Saves the fields of the Data tab only.
    package func saveProduct(id: ID<Product>, of websiteID: ID<Website>, price: Money, isDisabledByHand: Bool) throws {
        try execute(
            """
            UPDATE product SET price = \(price), is_disabled_by_hand = \(isDisabledByHand)
            WHERE id = \(id) AND website_id = \(websiteID)
            """)
    }
}
