/// The stock of one SKU.
///
/// The OMS's count is absolute, and was true at one time. Units of our orders are subtracted from it as long as the OMS cannot
/// have counted them out itself: until it has acknowledged the order and has counted after that. So the available units are the
/// count less those units, and never below 0. Units of a cancelled order are released while they are subtracted here; those that
/// the OMS has counted out come back with its next count. A product is enabled while its SKUs together have available units.
package struct StockLevel: Equatable, Sendable {
    /// The OMS's last absolute count.
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

    package var available: Int { max(0, count - uncounted) }

    /// When the OMS counted, unless the clock was set back since.
    package func countedAt(believedAt now: Instant) -> Instant? {
        countedAt.flatMap { $0 > now + InventoryRule.clockSkew ? nil : $0 }
    }

    package enum Verdict: String, Sendable {
        case updated, unchanged
        /// Older than the stored count.
        case stale
    }

    /// Judges a count by its time: an older one never replaces a newer one. A stored time that is still to come is none: the clock was
    /// set back.
    package func verdict(on count: Int, takenAt: Instant, now: Instant) -> Verdict {
        if let countedAt = countedAt(believedAt: now), takenAt < countedAt { return .stale }
        return count == self.count && countedAt != nil ? .unchanged : .updated
    }

    /// Applies a count of a time.
    ///
    /// - Parameters:
    ///   - held: all units that are subtracted from the previous count.
    ///   - now: when it came.
    /// - Returns: those of them that the new count includes, which are no longer subtracted.
    package mutating func apply(
        _ count: Int, takenAt: Instant, held: [UncountedUnits], now: Instant
    ) -> (verdict: Verdict, counted: [UncountedUnits]) {
        let verdict = verdict(on: count, takenAt: takenAt, now: now)
        guard verdict != .stale else { return (verdict, []) }
        let counted = held.filter { $0.areCounted(at: takenAt) }
        uncounted -= counted.reduce(0) { $0 + $1.quantity }
        (self.count, countedAt) = (count, takenAt)
        return (verdict, counted)
    }

    /// Applies what a person has counted now, by the rules of the OMS's counts: its next one replaces it. A stored time that is
    /// still to come yields, however close it is.
    ///
    /// - Returns: the units that the new count includes, which are no longer subtracted.
    package mutating func applyByHand(_ count: Int, held: [UncountedUnits], now: Instant) -> [UncountedUnits] {
        if let countedAt, countedAt > now { self.countedAt = nil }
        return apply(count, takenAt: now, held: held, now: now).counted
    }
}

/// Units of one order line that are subtracted from the OMS's count.
package struct UncountedUnits: Equatable, Sendable {
    package let itemID: ID<OrderLine>
    package let quantity: Int
    /// When the OMS acknowledged the order; nil before.
    package let acknowledgedAt: Instant?

    package init(itemID: ID<OrderLine>, quantity: Int, acknowledgedAt: Instant?) {
        self.itemID = itemID
        self.quantity = quantity
        self.acknowledgedAt = acknowledgedAt
    }

    package func areCounted(at time: Instant?) -> Bool {
        guard let acknowledgedAt, let time else { return false }
        return acknowledgedAt < time
    }
}
