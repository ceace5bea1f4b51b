/// How many units of one order line are in which status, and since when.
///
/// A line of three shirts may have one shipped and two packed: the OMS's webhook and after-sales both name a number of units.
package struct LineProgress: Equatable, Sendable {
    /// Units that are in the same status.
    package struct Group: Equatable, Sendable {
        package let status: ItemStatus
        /// How many they are; never 0.
        package let quantity: Int
        /// The time of the event that brought them there.
        package let since: Instant

        package init(_ status: ItemStatus, quantity: Int, since: Instant) {
            self.status = status
            self.quantity = quantity
            self.since = since
        }

        /// The most advanced first; of two that are as far, always the same one.
        fileprivate var place: (Int, String) { (-StatusGraph.rank(status), status.rawValue) }
    }

    /// What became of an event (`inbound.md`).
    package enum Outcome: String, Sendable {
        case applied, duplicate, late
    }

    /// One group a status, the most advanced first.
    package private(set) var groups: [Group]

    /// A line as it was read from the store.
    package init(_ groups: [Group]) {
        self.groups = groups.sorted { $0.place < $1.place }
    }

    /// All units of the line.
    package var quantity: Int { groups.reduce(0) { $0 + $1.quantity } }

    /// The status of the line as one word: the least advanced of the units that are still wanted.
    package var status: ItemStatus {
        (groups.last { $0.status != .cancelled } ?? groups.first)?.status ?? .processing
    }

    /// The units that are still wanted: not cancelled.
    package var wanted: Int { quantity - count(in: .cancelled) }

    /// How many units are in a status.
    package func count(in status: ItemStatus) -> Int {
        groups.first { $0.status == status }?.quantity ?? 0
    }

    /// Moves units to a status, the most advanced of those that may go there first; what is cancelled is what is least on its way.
    ///
    /// - Parameters:
    ///   - quantity: how many; nil for the whole line, or for the units on their way back when the step is one of a return's.
    ///     More than the line has means the whole line.
    ///   - at: the event's own time.
    /// - Returns: `duplicate` when the units are there already, `late` when they are beyond it: then nothing has moved.
    package mutating func move(_ quantity: Int?, to next: ItemStatus, at: Instant) -> Outcome {
        var wanted = max(0, min(quantity ?? unitsMeant(by: next), self.quantity))
        var moved = 0
        var result: [Group] = []
        for group in next == .cancelled ? groups.reversed() : groups {
            let taken = Self.accepts(group, next, at) ? min(wanted, group.quantity) : 0
            wanted -= taken
            moved += taken
            if taken < group.quantity {
                result.append(Group(group.status, quantity: group.quantity - taken, since: group.since))
            }
        }
        guard moved > 0 else { return hear(of: next, again: at) }
        let already = result.first { $0.status == next }
        result.removeAll { $0.status == next }
        let since = max(already?.since ?? at, at)
        self = LineProgress(result + [Group(next, quantity: moved + (already?.quantity ?? 0), since: since)])
        return .applied
    }

    /// A courier who says "returned" speaks of what he was given to bring back, not of its neighbours on the same line.
    private func unitsMeant(by next: ItemStatus) -> Int {
        guard StatusGraph.wayBack.contains(next) else { return quantity }
        let goingBack = groups.filter { StatusGraph.wayBack.contains($0.status) }.reduce(0) { $0 + $1.quantity }
        return goingBack > 0 ? goingBack : quantity
    }

    /// Nothing moves. Where only times tell what is news, a newer report makes everything before it old.
    private mutating func hear(of status: ItemStatus, again at: Instant) -> Outcome {
        guard let index = groups.firstIndex(where: { $0.status == status }) else { return .late }
        if StatusGraph.isToldByTime(status), at > groups[index].since {
            groups[index] = Group(status, quantity: groups[index].quantity, since: at)
        }
        return .duplicate
    }

    private static func accepts(_ group: Group, _ next: ItemStatus, _ at: Instant) -> Bool {
        StatusGraph.allows(group.status, to: next)
            && (!StatusGraph.isTold(byTime: group.status, next) || at > group.since)
    }

    /// The word for a whole order: the least advanced of its lines that are still wanted.
    package static func summary(of lines: [LineProgress]) -> ItemStatus {
        let statuses = lines.map(\.status)
        let live = statuses.filter { $0 != .cancelled }
        return (live.isEmpty ? statuses : live).min { StatusGraph.rank($0) < StatusGraph.rank($1) } ?? .processing
    }
}
