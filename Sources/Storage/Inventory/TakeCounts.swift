import Domain

/// One of AI's numbers, checked.
public struct StockCount: Sendable {
    /// The SKU that was counted.
    public let sku: SKU
    /// AI's absolute number.
    public let count: Int
    /// When AI counted.
    public let takenAt: Instant

    /// A count of one SKU.
    public init(sku: SKU, count: Int, takenAt: Instant) {
        self.sku = sku
        self.count = count
        self.takenAt = takenAt
    }
}

/// What one of AI's numbers did.
public struct CountOutcome: Sendable {
    /// Whether the number was taken.
    public let verdict: StockLevel.Verdict
    /// What may be sold now.
    public let available: Int
    /// The number that is held now.
    public let count: Int
}

extension Transaction {
    /// Takes AI's numbers (`inbound.md`).
    ///
    /// - Returns: one outcome a count, in their order; nil where the website has no such SKU.
    public func take(
        _ counts: [StockCount], of websiteID: Int, reference: String, at now: Instant
    ) throws -> [CountOutcome?] {
        var products: Set<Int> = []
        let outcomes = try counts.map { count -> CountOutcome? in
            guard var stock = try stock(of: count.sku, in: websiteID), let productID = stock.productID else {
                return nil
            }
            let verdict = stock.level.verdict(on: count.count, takenAt: count.takenAt)
            if verdict != .stale, try take(count, into: &stock, reference: reference, at: now) {
                products.insert(productID)
            }
            return CountOutcome(verdict: verdict, available: stock.level.available, count: stock.level.count)
        }
        try recount(products: products)
        return outcomes
    }

    /// - Returns: whether what may be sold has changed.
    private func take(
        _ count: StockCount, into stock: inout StockRow, reference: String, at now: Instant
    ) throws -> Bool {
        let before = stock.level
        stock.level.count = count.count
        stock.level.countedAt = count.takenAt
        if before.uncounted > 0 {
            stock.level.uncounted = try forgetUnitsCounted(inSKU: stock.id, at: count.takenAt)
        }
        if stock.level.isSeen(apartFrom: before) {
            try save(stock, .inventory, reference: reference, at: now)
        } else {
            try save(stock)
        }
        return stock.level.available != before.available
    }

    /// Units of orders that AI had acknowledged before it counted are in its count: they stop being subtracted here.
    ///
    /// - Returns: the units that AI still cannot have counted.
    private func forgetUnitsCounted(inSKU id: Int, at countedAt: Instant) throws -> Int {
        try execute("DELETE FROM uncounted_units WHERE sku_id = \(id) AND acknowledged_at < \(countedAt)")
        return try number("SELECT coalesce(sum(quantity), 0) FROM uncounted_units WHERE sku_id = \(id)")
    }
}

extension StockLevel {
    /// Whether something that people see has changed: that is a movement. AI sends the same numbers again and again.
    fileprivate func isSeen(apartFrom before: StockLevel) -> Bool {
        count != before.count || available != before.available || before.countedAt == nil
    }
}
