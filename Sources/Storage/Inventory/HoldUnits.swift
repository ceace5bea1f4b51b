import Domain

extension Transaction {
    /// Holds units for an order item, so that they are no longer for sale.
    ///
    /// - Returns: nil, or how many are left when they are too few; nothing has changed then.
    func holdUnits(
        _ quantity: Int, ofSKU skuID: ID<StockedSKU>, forItem itemID: ID<OrderLine>, order: String, at now: Instant
    ) throws
        -> Int?
    {
        guard var stock = try stock(ofSKU: skuID) else { return 0 }
        guard stock.level.available >= quantity else { return stock.level.available }
        try execute(
            "INSERT INTO uncounted_units (sku_id, item_id, quantity) VALUES (\(skuID), \(itemID), \(quantity))")
        stock.level.uncounted += quantity
        try saveHeldUnits(stock, .checkout, reference: order, at: now)
        if let productID = stock.productID { try recountProducts([productID]) }
        return nil
    }

    /// Releases up to `quantity` units of an item that the OMS has not counted; units it has counted come back with its next count.
    func releaseUnits(
        _ quantity: Int, ofItem itemID: ID<OrderLine>, _ source: MovementSource, order: String, at now: Instant
    )
        throws
    {
        let held = try first("SELECT sku_id, quantity FROM uncounted_units WHERE item_id = \(itemID)") {
            (skuID: try $0.next() as ID<StockedSKU>, quantity: try $0.next() as Int)
        }
        guard let held, var stock = try stock(ofSKU: held.skuID) else { return }
        let released = min(quantity, held.quantity)
        if released == held.quantity {
            try execute("DELETE FROM uncounted_units WHERE item_id = \(itemID)")
        } else {
            try execute("UPDATE uncounted_units SET quantity = quantity - \(released) WHERE item_id = \(itemID)")
        }
        stock.level.uncounted -= released
        try saveHeldUnits(stock, source, reference: order, at: now)
        if let productID = stock.productID { try recountProducts([productID]) }
    }

    /// Subtracts the units of these items no longer: their SKUs' counts have them in.
    func forgetUnits(ofItems ids: [ID<OrderLine>]) throws {
        guard !ids.isEmpty else { return }
        try execute("DELETE FROM uncounted_units WHERE item_id IN (\(SQL.list(ids)))")
    }

    /// Records when the OMS accepted the order. Stops holding units of SKUs whose count is newer, which may have arrived before
    /// the answer.
    func acknowledgeUnits(of order: Order, at time: Instant) throws {
        try execute(
            """
            UPDATE uncounted_units SET acknowledged_at = \(time)
            WHERE item_id IN (SELECT id FROM order_item WHERE order_id = \(order.id))
            """)
        let held = try all(
            """
            SELECT u.item_id, u.quantity, u.acknowledged_at,
                CASE WHEN s.counted_at <= \(time + InventoryRule.clockSkew) THEN s.counted_at END FROM order_item i
                JOIN uncounted_units u ON u.item_id = i.id JOIN sku s ON s.id = u.sku_id
            WHERE i.order_id = \(order.id)
            """
        ) { row in (units: try units(&row), countedAt: try row.next() as Instant?) }
        for (units, countedAt) in held where units.areCounted(at: countedAt) {
            try releaseUnits(units.quantity, ofItem: units.itemID, .inventory, order: order.number, at: time)
        }
    }
}

extension Reader where Self: ~Copyable {
    func uncountedUnits(ofSKU id: ID<StockedSKU>) throws -> [UncountedUnits] {
        try all("SELECT item_id, quantity, acknowledged_at FROM uncounted_units WHERE sku_id = \(id)") {
            try units(&$0)
        }
    }

    /// The units of many SKUs that are subtracted from their counts.
    func uncountedUnits(ofSKUs ids: [ID<StockedSKU>]) throws -> [ID<StockedSKU>: [UncountedUnits]] {
        guard !ids.isEmpty else { return [:] }
        let found = try all(
            """
            SELECT sku_id, item_id, quantity, acknowledged_at FROM uncounted_units WHERE sku_id IN (\(SQL.list(ids)))
            """
        ) { row in (sku: try row.next() as ID<StockedSKU>, units: try units(&row)) }
        return Dictionary(grouping: found, by: \.sku).mapValues { $0.map(\.units) }
    }

    fileprivate func units(_ row: inout Row) throws -> UncountedUnits {
        UncountedUnits(itemID: try row.next(), quantity: try row.next(), acknowledgedAt: try row.next())
    }
}
