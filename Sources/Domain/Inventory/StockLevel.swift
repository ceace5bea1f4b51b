/// What is known of one SKU's stock.
///
/// The OMS's number is absolute, and it was true at one time. Units of our orders come off it for as long as the OMS cannot have
/// counted them out itself: until it has acknowledged the order, and has counted after that. So what may be sold is the number less
/// those units, and never below 0. Units of a cancelled order are given back while they come off here; those that the OMS has
/// counted out come back with its next number. A product is enabled while its SKUs together have something to sell.
package struct StockLevel: Equatable, Sendable {
    /// The OMS's last absolute number.
    package var count: Int
    /// When the OMS took it; nil before the first.
    package var countedAt: Instant?
    /// Units in orders that the OMS cannot have counted yet.
    package var uncounted: Int

    package init(count: Int, countedAt: Instant?, uncounted: Int) {
        self.count = count
        self.countedAt = countedAt
        self.uncounted = uncounted
    }

    /// Units available for sale.
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

    /// Applies a count that the OMS took at a time.
    ///
    /// - Parameter held: all units that come off the number before it.
    /// - Returns: those of them that are in the new number, and come off it no longer.
    package mutating func apply(
        _ count: Int, takenAt: Instant, held: [UncountedUnits]
    ) -> (verdict: Verdict, counted: [UncountedUnits]) {
        let verdict = verdict(on: count, takenAt: takenAt)
        guard verdict != .stale else { return (verdict, []) }
        let counted = held.filter { $0.areCounted(at: takenAt) }
        uncounted -= counted.reduce(0) { $0 + $1.quantity }
        (self.count, countedAt) = (count, takenAt)
        return (verdict, counted)
    }
}

/// Units of one order line that come off the OMS's number.
package struct UncountedUnits: Equatable, Sendable {
    /// The line's row.
    package let itemID: Int
    package let quantity: Int
    /// Since when the OMS has the order; nil while it may not have it.
    package let acknowledgedAt: Instant?

    package init(itemID: Int, quantity: Int, acknowledgedAt: Instant?) {
        self.itemID = itemID
        self.quantity = quantity
        self.acknowledgedAt = acknowledgedAt
    }

    /// Whether a number that the OMS took at a time has these units in it.
    package func areCounted(at time: Instant?) -> Bool {
        guard let acknowledgedAt, let time else { return false }
        return acknowledgedAt < time
    }
}
