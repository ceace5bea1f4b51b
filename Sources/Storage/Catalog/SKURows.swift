import Domain

/// Where a SKU is carried: a value of a product's stock option, or the product itself.
package struct SKUCarrier: Equatable, Sendable {
    /// The product that carries it, itself or by a value.
    package let productID: Int
    /// nil for a product without a stock option.
    package let optionValueID: Int?

    package init(productID: Int, optionValueID: Int?) {
        self.productID = productID
        self.optionValueID = optionValueID
    }
}

extension Reader where Self: ~Copyable {
    /// Where a SKU is carried; nil when nothing carries it.
    package func carrier(of sku: SKU, in websiteID: Int) throws -> (carrier: SKUCarrier, product: String)? {
        try first(
            """
            SELECT s.product_id, s.option_value_id, p.name FROM sku s JOIN product p ON p.id = s.product_id
            WHERE s.website_id = \(websiteID) AND s.code = \(sku)
            """
        ) { row in (SKUCarrier(productID: try row.next(), optionValueID: try row.next()), try row.next()) }
    }
}

extension Reader where Self: ~Copyable {
    /// Some SKU that a product of the website carries, for a question that needs one.
    package func anySKU(of websiteID: Int) throws -> SKU? {
        try first(
            "SELECT code FROM sku WHERE website_id = \(websiteID) AND product_id IS NOT NULL ORDER BY code LIMIT 1"
        ) { SKU(try $0.next()) } ?? nil
    }
}

extension Transaction {
    /// Takes the SKU off a place, if there is one, and writes down who did. Its stock and its movements stay with it.
    package func takeSKU(off carrier: SKUCarrier, by staff: String, at now: Instant) throws {
        let taken = try all(
            """
            UPDATE sku SET product_id = NULL, option_value_id = NULL
            WHERE product_id = \(carrier.productID) AND option_value_id IS NOT DISTINCT FROM \(carrier.optionValueID)
            RETURNING id
            """
        ) { (id: try $0.next() as Int, carrier: carrier) }
        try recordCarrierChange(.takenOff, of: taken, by: staff, at: now)
    }

    /// Puts a SKU on an empty place: a new one, or one that nothing carries any more, with the stock it has. A number that the OMS has
    /// sent while nothing carried it is taken now.
    package func putSKU(_ sku: SKU, on carrier: SKUCarrier, of websiteID: Int, by staff: String, at now: Instant) throws
    {
        let id = try insert(
            """
            INSERT INTO sku (website_id, code, product_id, option_value_id)
            VALUES (\(websiteID), \(sku), \(carrier.productID), \(carrier.optionValueID))
            ON CONFLICT (website_id, code) DO UPDATE SET
                product_id = excluded.product_id, option_value_id = excluded.option_value_id
            RETURNING id
            """)
        try recordCarrierChange(.putOn, of: [(id: id, carrier: carrier)], by: staff, at: now)
        try countRemembered([sku], of: websiteID)
    }
}
