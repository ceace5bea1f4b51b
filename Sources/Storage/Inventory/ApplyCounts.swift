import Domain

extension Transaction {
    /// Applies the OMS's counts; each SKU occurs once.
    ///
    /// Counts of unmapped SKUs are remembered, so that a SKU has its stock as soon as it is mapped.
    ///
    /// - Returns: one outcome per count, in their order; nil for an unmapped SKU.
    package func applyCounts(
        _ counts: [StockCount], of websiteID: ID<Website>, reference: String, at now: Instant
    ) throws -> [CountOutcome?] {
        var batch = CountBatch()
        let stocks = try stock(of: counts.map(\.sku), in: websiteID)
        let held = try uncountedUnits(ofSKUs: stocks.compactMap { $0 }.filter { $0.level.uncounted > 0 }.map(\.id))
        let outcomes = zip(counts, stocks).map { count, stock in
            guard let stock, stock.productID != nil else {
                batch.unmapped.append(count)
                return nil as CountOutcome?
            }
            batch.notePush(of: stock, on: now.dayNumber)
            return judge(count, stock, held[stock.id, default: []], into: &batch, now: now)
        }
        try forgetUnits(ofItems: batch.countedItems)
        try saveCounts(batch.counted, newDay: batch.newDay)
        try recordMovements(batch.moved, .inventory, reference: reference, at: now)
        try recountProducts(batch.products)
        if let latest = batch.counted.compactMap(\.level.countedAt).max() {
            try noteCount(at: latest, of: websiteID, now: now)
        }
        if !batch.unmapped.isEmpty {
            try rememberUnmapped(batch.unmapped, of: websiteID, reference: reference, at: now)
        }
        return outcomes
    }

    private func judge(
        _ count: StockCount, _ stock: StockRow, _ held: [UncountedUnits], into batch: inout CountBatch, now: Instant
    ) -> CountOutcome {
        let before = stock.level
        var stock = stock
        let (verdict, counted) = stock.level.apply(count.count, takenAt: count.takenAt, held: held, now: now)
        batch.countedItems += counted.map(\.itemID)
        if verdict != .stale { batch.add(stock, before: before) }
        return CountOutcome(verdict: verdict, available: stock.level.available, count: stock.level.count)
    }

    private func noteCount(at time: Instant, of websiteID: ID<Website>, now: Instant) throws {
        try execute(
            """
            UPDATE website SET counted_at = \(time)
            WHERE id = \(websiteID) AND (counted_at IS NULL OR counted_at < \(time)
                OR counted_at > \(now + InventoryRule.clockSkew))
            """)
    }
}

/// The changes of a batch of counts, gathered so that each statement is prepared once and each product added up once.
private struct CountBatch {
    var counted: [StockRow] = []
    /// SKUs that the OMS sent for the first time on this day, including stale and unchanged counts.
    var newDay: [StockRow] = []
    /// SKUs with a visible change: one movement each. The OMS sends the same counts again and again.
    var moved: [StockRow] = []
    /// Items whose units a count has in it.
    var countedItems: [ID<OrderLine>] = []
    var products: Set<ID<Product>> = []
    var unmapped: [StockCount] = []

    mutating func notePush(of stock: StockRow, on day: Int) {
        guard day != stock.pushedDay else { return }
        var stock = stock
        stock.pushedDay = day
        newDay.append(stock)
    }

    mutating func add(_ stock: StockRow, before: StockLevel) {
        let level = stock.level
        counted.append(stock)
        if level.count != before.count || level.available != before.available || before.countedAt == nil {
            moved.append(stock)
        }
        if level.available != before.available, let id = stock.productID { products.insert(id) }
    }
}
