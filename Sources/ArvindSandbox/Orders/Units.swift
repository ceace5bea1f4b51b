import Domain

/// How many units of an item are in which status.
struct Units: Equatable, Sendable {
    private(set) var counts: [ItemStatus: Int]

    /// Where a parcel can still be held back: after Shipped a cancellation is refused.
    static let cancellable: Set<ItemStatus> = [.processed, .invoiced, .packed]
    /// Units that are back in stock.
    static let atHome: Set<ItemStatus> = [.cancelled, .rto, .returned]

    init(_ counts: [ItemStatus: Int]) {
        self.counts = counts
    }

    /// The most advanced first.
    var groups: [(status: ItemStatus, quantity: Int)] {
        counts.sorted { (StatusGraph.rank($0.key), $0.key.rawValue) > (StatusGraph.rank($1.key), $1.key.rawValue) }
            .map { ($0.key, $0.value) }
    }

    /// `Shipped`, or `1 Cancelled, 2 Shipped` when they are not together.
    var words: String {
        guard groups.count > 1 else { return groups.first?.status.title ?? "" }
        return groups.map { "\($0.quantity) \($0.status.title)" }.joined(separator: ", ")
    }

    static func together(_ all: [Units]) -> Units {
        Units(all.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) })
    }

    func count(in statuses: Set<ItemStatus>) -> Int {
        statuses.reduce(0) { $0 + (counts[$1] ?? 0) }
    }

    func movable(to next: ItemStatus) -> Set<ItemStatus> {
        Set(counts.keys.filter { StatusGraph.allows($0, to: next) })
    }

    /// Moves units that are in these statuses, the most advanced first.
    ///
    /// - Returns: how many of them came back into stock.
    mutating func move(_ quantity: Int, from statuses: Set<ItemStatus>, to next: ItemStatus) -> Int {
        var left = quantity
        var back = 0
        for (status, count) in groups where statuses.contains(status) && left > 0 {
            let taken = min(left, count)
            left -= taken
            counts[status] = count == taken ? nil : count - taken
            counts[next, default: 0] += taken
            if Self.atHome.contains(next), !Self.atHome.contains(status) { back += taken }
        }
        return back
    }
}
