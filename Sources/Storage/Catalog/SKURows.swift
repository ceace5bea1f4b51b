import Domain

/// Where a SKU is used: on a value of a product's stock option, or on the product itself.
package struct SKUCarrier: Equatable, Sendable {
    package let productID: ID<Product>
    /// nil for a product without a stock option.
    package let optionValueID: ID<OptionValue>?

    package init(productID: ID<Product>, optionValueID: ID<OptionValue>?) {
        self.productID = productID
        self.optionValueID = optionValueID
    }
}

extension Reader where Self: ~Copyable {
    /// Where a SKU is used; nil when it is free.
    package func carrier(of sku: SKU, in websiteID: ID<Website>) throws -> (carrier: SKUCarrier, product: String)? {
        try first(
            """
            SELECT s.product_id, s.option_value_id, p.name FROM sku s JOIN product p ON p.id = s.product_id
            WHERE s.website_id = \(websiteID) AND s.code = \(sku)
            """
        ) { row in (SKUCarrier(productID: try row.next(), optionValueID: try row.next()), try row.next()) }
    }
}

extension Reader where Self: ~Copyable {
    /// Any SKU in use on the website, for a test call that needs one.
    package func anySKU(of websiteID: ID<Website>) throws -> SKU? {
        try first(
            "SELECT code FROM sku WHERE website_id = \(websiteID) AND product_id IS NOT NULL ORDER BY code LIMIT 1"
        ) { SKU(try $0.next()) } ?? nil
    }
}

extension Transaction {
    /// Removes the SKU, if any, from a place and records who did it. Its stock and movements are kept.
    package func takeSKU(off carrier: SKUCarrier, by staff: String, at now: Instant) throws {
        let taken = try all(
            """
            UPDATE sku SET product_id = NULL, option_value_id = NULL
            WHERE product_id = \(carrier.productID) AND option_value_id IS NOT DISTINCT FROM \(carrier.optionValueID)
            RETURNING id
            """
        ) { (id: try $0.next() as ID<StockedSKU>, carrier: carrier) }
        try recordCarrierChange(.takenOff, of: taken, by: staff, at: now)
    }

    /// Gives a SKU to an empty place: a new one, or a free one with its stock. A count that the OMS sent
    /// while the SKU was unmapped applies now.
    package func putSKU(
        _ sku: SKU, on carrier: SKUCarrier, of websiteID: ID<Website>, by staff: String, at now: Instant
    ) throws {
        let id: ID<StockedSKU> = try insert(
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
