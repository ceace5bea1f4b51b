import Domain

/// The catalogue has changed since a sheet was compared with it.
package struct CatalogMoved: Error {
    /// The first row that no longer fits.
    package let row: Int
    package let title: String
}

extension Transaction {
    /// Applies all changes of a sheet, or none.
    ///
    /// Each statement names the catalogue's value at the time of the comparison, and finds no row if it has changed
    /// since. Values that the sheet does not touch may have changed.
    ///
    /// - Throws: `CatalogMoved`.
    package func applyCatalogChanges(
        _ changes: [CatalogChange], of websiteID: ID<Website>, by staff: String, at now: Instant
    )
        throws
    {
        try saveProducts(changes, of: websiteID)
        let moved = changes.filter { $0.sku != nil }
        // All SKUs are removed before any is added, so that places can swap theirs.
        let off = moved.filter { $0.sku?.old != nil }
        try recordCarrierChange(.takenOff, of: try takeOff(off, of: websiteID), by: staff, at: now)
        let put = moved.filter { $0.sku?.new != nil }
        try requireEmptyPlaces(put, of: websiteID)
        try recordCarrierChange(.putOn, of: try putOn(put, of: websiteID), by: staff, at: now)
        try countRemembered(put.compactMap { $0.sku?.new.flatMap(SKU.init) }, of: websiteID)
        try recountProducts(Set(moved.map(\.productID)))
    }

    private func saveProducts(_ changes: [CatalogChange], of websiteID: ID<Website>) throws {
        var seen: Set<ID<Product>> = []
        // A product's rows agree, but one may leave a cell empty that another fills.
        let touched = changes.filter { $0.name != nil || $0.price != nil || $0.isDisabled != nil }
        let grouped = Dictionary(grouping: touched, by: \.productID)
        let products = touched.filter { seen.insert($0.productID).inserted }
        let saved: [ID<Product>?] = try products.map { change in
            let rows = grouped[change.productID] ?? []
            let name = rows.lazy.compactMap(\.name).first
            let price = rows.lazy.compactMap(\.price).first
            let isDisabled = rows.lazy.compactMap(\.isDisabled).first
            return try id(
                """
                UPDATE product SET name = coalesce(\(name?.new), name), price = coalesce(\(price?.new), price),
                    is_disabled_by_hand = coalesce(\(isDisabled?.new), is_disabled_by_hand)
                WHERE id = \(change.productID) AND website_id = \(websiteID) AND name = coalesce(\(name?.old), name)
                    AND price = coalesce(\(price?.old), price)
                    AND is_disabled_by_hand = coalesce(\(isDisabled?.old), is_disabled_by_hand)
                RETURNING id
                """)
        }
        try requireAll(products, saved)
        try indexWords(ofProducts: Set(touched.filter { $0.name != nil }.map(\.productID)))
    }

    private func takeOff(_ changes: [CatalogChange], of websiteID: ID<Website>) throws -> [(
        id: ID<StockedSKU>, carrier: SKUCarrier
    )] {
        let taken: [ID<StockedSKU>?] = try changes.map { change in
            try id(
                """
                UPDATE sku SET product_id = NULL, option_value_id = NULL
                WHERE website_id = \(websiteID) AND code = \(change.sku?.old) AND product_id = \(change.productID)
                    AND option_value_id IS NOT DISTINCT FROM \(change.valueID)
                RETURNING id
                """)
        }
        try requireAll(changes, taken)
        return zip(changes, taken).compactMap { change, id in id.map { (id: $0, carrier: change.carrier) } }
    }

    /// The places still exist and are free, and the product's stock option is the same.
    private func requireEmptyPlaces(_ changes: [CatalogChange], of websiteID: ID<Website>) throws {
        let empty: [ID<Product>?] = try changes.map { change in
            try id(
                """
                SELECT p.id FROM product p LEFT JOIN product_option o ON o.product_id = p.id AND o.is_stock = 1
                    LEFT JOIN option_value v ON v.option_id = o.id AND v.id = \(change.valueID)
                WHERE p.id = \(change.productID) AND p.website_id = \(websiteID) AND (o.id IS NULL OR v.id IS NOT NULL)
                    AND v.id IS NOT DISTINCT FROM \(change.valueID)
                    AND NOT EXISTS (SELECT 1 FROM sku s
                        WHERE s.product_id = p.id AND s.option_value_id IS NOT DISTINCT FROM v.id)
                """)
        }
        try requireAll(changes, empty)
    }

    private func putOn(_ changes: [CatalogChange], of websiteID: ID<Website>) throws -> [(
        id: ID<StockedSKU>, carrier: SKUCarrier
    )] {
        let put: [ID<StockedSKU>?] = try changes.map { change in
            try id(
                """
                INSERT INTO sku (website_id, code, product_id, option_value_id)
                VALUES (\(websiteID), \(change.sku?.new), \(change.productID), \(change.valueID))
                ON CONFLICT (website_id, code) DO UPDATE SET
                    product_id = excluded.product_id, option_value_id = excluded.option_value_id
                WHERE sku.product_id IS NULL
                RETURNING id
                """)
        }
        try requireAll(changes, put)
        return zip(changes, put).compactMap { change, id in id.map { (id: $0, carrier: change.carrier) } }
    }

    /// The row that a statement found; nil when it found none.
    private func id<Entity>(_ sql: SQL) throws -> ID<Entity>? {
        try first(sql) { try $0.next() }
    }

    private func requireAll<Entity>(_ changes: [CatalogChange], _ rows: [ID<Entity>?]) throws {
        guard let index = rows.firstIndex(of: nil) else { return }
        throw CatalogMoved(row: changes[index].row, title: changes[index].title)
    }
}

extension CatalogChange {
    fileprivate var carrier: SKUCarrier { SKUCarrier(productID: productID, optionValueID: valueID) }
}
