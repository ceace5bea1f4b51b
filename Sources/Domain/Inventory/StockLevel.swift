/// What is known of one SKU's stock (DESIGN, rule 3).
public struct StockLevel: Equatable, Sendable {
    /// AI's last absolute number.
    public var count: Int
    /// When AI took it; nil before the first.
    public var countedAt: Instant?
    /// Units in orders that AI cannot have counted yet.
    public var uncounted: Int

    /// A level as it was read from the store.
    public init(count: Int, countedAt: Instant?, uncounted: Int) {
        self.count = count
        self.countedAt = countedAt
        self.uncounted = uncounted
    }

    /// What may be sold: never below 0.
    public var available: Int { max(0, count - uncounted) }

    /// What AI's number does to this level.
    public enum Verdict: String, Sendable {
        case updated, unchanged
        /// Older than the number already held.
        case stale
    }

    /// Judges a count that AI took at a time: an older one never replaces a newer one.
    public func verdict(on count: Int, takenAt: Instant) -> Verdict {
        if let countedAt, takenAt < countedAt { return .stale }
        return count == self.count && countedAt != nil ? .unchanged : .updated
    }
}
