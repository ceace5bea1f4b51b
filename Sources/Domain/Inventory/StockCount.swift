package struct StockCount: Sendable {
    package let sku: SKU
    package let count: Int
    package let takenAt: Instant

    package init(sku: SKU, count: Int, takenAt: Instant) {
        self.sku = sku
        self.count = count
        self.takenAt = takenAt
    }
}

package struct CountOutcome: Sendable {
    package let verdict: StockLevel.Verdict
    package let available: Int
    /// The stored count now.
    package let count: Int

    package init(verdict: StockLevel.Verdict, available: Int, count: Int) {
        self.verdict = verdict
        self.available = available
        self.count = count
    }
}
