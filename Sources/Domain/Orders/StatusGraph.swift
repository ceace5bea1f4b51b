/// Which status may follow which. Statuses never move backwards along the main path; steps may be skipped.
package enum StatusGraph {
    /// The way to the customer, and the way back.
    static let path: [ItemStatus] =
        [.awaitingPayment] + ItemStatus.steps + wayBack

    /// What happens to units that a customer gives back.
    static let wayBack: [ItemStatus] = [.returnRequested, .returnPickedUp, .returned, .refunded]

    /// The steps of a delivery, at which an AWB names a parcel.
    static let outward: Set<ItemStatus> = [.invoiced, .packed, .shipped, .outForDelivery, .delivered, .undelivered]

    /// What a courier reports about a parcel that has left.
    static let underway: Set<ItemStatus> = [.outForDelivery, .delivered, .undelivered, .rto]

    /// Where the side states branch off the path, and what may still follow them.
    static let sides: [(side: ItemStatus, from: [ItemStatus], to: [ItemStatus])] = [
        (
            .cancelled, from: [.awaitingPayment] + ItemStatus.steps.filter { $0 != .delivered } + [.undelivered],
            to: [.refunded]
        ),
        (
            .undelivered, from: ItemStatus.steps.filter { $0 != .delivered },
            to: [.outForDelivery, .delivered, .rto] + wayBack
        ),
        (.rto, from: ItemStatus.steps.filter { $0 != .delivered } + [.undelivered], to: [.returned, .refunded]),
    ]

    private static let followers: [ItemStatus: Set<ItemStatus>] = {
        var graph: [ItemStatus: Set<ItemStatus>] = [:]
        for (index, status) in path.enumerated() { graph[status] = Set(path[(index + 1)...]) }
        for (side, sources, targets) in sides {
            graph[side, default: []].formUnion(targets)
            for source in sources { graph[source, default: []].insert(side) }
        }
        return graph
    }()

    package static func allows(_ from: ItemStatus, to next: ItemStatus) -> Bool {
        followers[from, default: []].contains(next)
    }

    /// Whether units may get from one status to another in any number of steps, or none.
    static func leads(_ from: ItemStatus, to last: ItemStatus) -> Bool {
        from == last || reach[from, default: []].contains(last)
    }

    private static let reach: [ItemStatus: Set<ItemStatus>] = Dictionary(
        uniqueKeysWithValues: ItemStatus.allCases.map { start in
            var found = followers[start, default: []]
            var waiting = Array(found)
            while let status = waiting.popLast() {
                for next in followers[status, default: []] where found.insert(next).inserted { waiting.append(next) }
            }
            return (start, found)
        })

    /// A courier may attempt delivery again: these two follow each other both ways, so only event times tell which is newer.
    static func isOrdered(byTime from: ItemStatus, _ next: ItemStatus) -> Bool {
        allows(from, to: next) && allows(next, to: from)
    }

    static func isOrderedByTime(_ status: ItemStatus) -> Bool {
        followers[status, default: []].contains { isOrdered(byTime: status, $0) }
    }

    /// How advanced a status is, for choosing the least advanced of several. A parcel on its way back is slightly beyond
    /// one that stays.
    package static func rank(_ status: ItemStatus) -> Int {
        switch status {
        case .undelivered: rank(.outForDelivery)
        case .rto: rank(.delivered) + 1
        case .cancelled: 2 * path.count
        default: 2 * (path.firstIndex(of: status) ?? 0)
        }
    }
}
