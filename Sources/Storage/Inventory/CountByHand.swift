import Domain

extension Transaction {
    /// Sets a SKU's count as a person has counted it, with a movement that names the person and the reason.
    package func countByHand(
        _ count: Int, ofSKU id: ID<StockedSKU>, reason: String, by staff: String, at now: Instant
    ) throws {
        guard var stock = try stock(ofSKU: id) else { return }
        let counted = stock.level.applyByHand(count, held: try uncountedUnits(ofSKU: id), now: now)
        for units in counted { try execute("DELETE FROM uncounted_units WHERE item_id = \(units.itemID)") }
        try saveCounts([stock], newDay: [])
        try recordMovements([stock], .byHand, reference: "\(reason) (\(staff))", at: now)
        if let productID = stock.productID { try recountProducts([productID]) }
    }
}

extension Reader where Self: ~Copyable {
    package func isCountedByOMS(_ id: ID<StockedSKU>) throws -> Bool {
        try first(
            """
            SELECT source FROM stock_movement
            WHERE sku_id = \(id) AND source IN (\(MovementSource.inventory), \(MovementSource.byHand))
            ORDER BY id DESC LIMIT 1
            """
        ) { try $0.next() as MovementSource } == .inventory
    }
}
