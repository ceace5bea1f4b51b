/// What is known of one SKU's stock.
package struct StockLevel: Equatable, Sendable {
    /// The OMS's last absolute number.
    package var count: Int
    /// When the OMS took it; nil before the first.
    package var countedAt: Instant?
    /// Units in orders that the OMS cannot have counted yet.
    package var uncounted: Int

    /// A level as it was read from the store.
    package init(count: Int, countedAt: Instant?, uncounted: Int) {
        self.count = count
        self.countedAt = countedAt
        self.uncounted = uncounted
    }

    /// What may be sold: never below 0.
    package var available: Int { max(0, count - uncounted) }

    /// What the OMS's number does to this level.
    package enum Verdict: String, Sendable {
        case updated, unchanged
        /// Older than the number already held.
        case stale
    }

    /// Judges a count that the OMS took at a time: an older one never replaces a newer one.
    package func verdict(on count: Int, takenAt: Instant) -> Verdict {
        if let countedAt, takenAt < countedAt { return .stale }
        return count == self.count && countedAt != nil ? .unchanged : .updated
    }
}
