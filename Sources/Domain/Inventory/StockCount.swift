/// One valid count from the OMS.
package struct StockCount: Sendable {
    /// The SKU that was counted.
    package let sku: SKU
    package let count: Int
    package let takenAt: Instant

    package init(sku: SKU, count: Int, takenAt: Instant) {
        self.sku = sku
        self.count = count
        self.takenAt = takenAt
    }
}

/// The outcome of one count from the OMS.
package struct CountOutcome: Sendable {
    /// Whether the count was applied.
    package let verdict: StockLevel.Verdict
    /// Units available for sale now.
    package let available: Int
    /// The stored count now.
    package let count: Int

    package init(verdict: StockLevel.Verdict, available: Int, count: Int) {
        self.verdict = verdict
        self.available = available
        self.count = count
    }
}
