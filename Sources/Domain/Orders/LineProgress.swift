/// How many units of one order line are in which status and in which parcel, and since when.
///
/// A line of three shirts may have one shipped and two packed: the OMS's webhook and after-sales both name a number of units.
package struct LineProgress: Equatable, Sendable {
    /// Units of one parcel, or of none, that are in the same status.
    package struct Group: Equatable, Sendable {
        package let status: ItemStatus
        /// Never 0.
        package let quantity: Int
        /// The time of the event that brought them there.
        package let since: Instant
        /// The number of their parcel; nil while it is unknown.
        package let parcel: Int?

        package init(_ status: ItemStatus, quantity: Int, since: Instant, parcel: Int? = nil) {
            self.status = status
            self.quantity = quantity
            self.since = since
            self.parcel = parcel
        }

        /// The most advanced first, in a stable order.
        fileprivate var sortKey: (Int, String, Int) { (-StatusGraph.rank(status), status.rawValue, parcel ?? 0) }
    }

    package enum Outcome: String, Sendable {
        case applied, duplicate, late
    }

    /// One group for each status and parcel, the most advanced first.
    package private(set) var groups: [Group]
    /// The parcels that have units, by number.
    package internal(set) var parcels: [Parcel]

    package init(_ groups: [Group], parcels: [Parcel] = []) {
        self.groups = Self.merged(groups)
        self.parcels = parcels.filter { parcel in groups.contains { $0.parcel == parcel.number } }
    }

    /// Units in the same status and parcel are one group, since the newest of them came.
    private static func merged(_ groups: [Group]) -> [Group] {
        var merged: [Group] = []
        for group in groups {
            guard let index = merged.firstIndex(where: { $0.status == group.status && $0.parcel == group.parcel })
            else {
                merged.append(group)
                continue
            }
            let same = merged[index]
            merged[index] = Group(
                group.status, quantity: same.quantity + group.quantity, since: max(same.since, group.since),
                parcel: group.parcel)
        }
        return merged.sorted { $0.sortKey < $1.sortKey }
    }

    /// One group for each status, whatever the parcels.
    package var statuses: [Group] {
        Self.merged(groups.map { Group($0.status, quantity: $0.quantity, since: $0.since) })
    }

    /// The units of one parcel, the most advanced first.
    package func units(of parcel: Parcel) -> [Group] {
        groups.filter { $0.parcel == parcel.number }
    }

    package var quantity: Int { groups.reduce(0) { $0 + $1.quantity } }

    /// The status of the whole line: the least advanced of its units that are not cancelled.
    package var status: ItemStatus {
        (groups.last { $0.status != .cancelled } ?? groups.first)?.status ?? .processing
    }

    package var wanted: Int { quantity - count(in: .cancelled) }

    package func count(in status: ItemStatus) -> Int {
        groups.reduce(0) { $0 + ($1.status == status ? $1.quantity : 0) }
    }

    /// Moves units to a status, the most advanced of those that may go there first; cancels the least advanced.
    /// With an AWB, units of that parcel move, and units without a parcel join it.
    ///
    /// - Parameters:
    ///   - quantity: how many; nil for the whole line, for the units of a parcel that has left, or for the units on their way
    ///     back when the step is one of a return's.
    ///     More than the line has means the whole line.
    ///   - at: the event's own time.
    ///   - shipment: what the event says of the parcel.
    ///   - returnable: how many units that are not on their way back yet a return may still take.
    /// - Returns: `duplicate` when the units are there already, `late` when they are beyond it: nothing has moved then.
    package mutating func move(
        _ quantity: Int?, to next: ItemStatus, at: Instant, shipment: Shipment, returnable: inout Int
    ) -> Outcome {
        let parcel = parcelNumber(for: shipment, in: next, at: at)
        let newParcel = StatusGraph.outward.contains(next) ? parcel : nil
        var rest = max(0, min(quantity ?? defaultQuantity(for: next, in: parcel), self.quantity))
        var moved: [Group] = []
        var kept: [Group] = []
        for group in candidates(for: next, parcel: parcel) {
            let isNamed = parcel == nil || group.parcel == nil || group.parcel == parcel
            let isGivenBack = StatusGraph.wayBack.contains(next) && ItemStatus.steps.contains(group.status)
            let most = min(rest, group.quantity, isGivenBack ? returnable : .max)
            let taken = isNamed && Self.accepts(group, next, at) ? most : 0
            rest -= taken
            if isGivenBack { returnable -= taken }
            if taken > 0 { moved.append(Group(next, quantity: taken, since: at, parcel: group.parcel ?? newParcel)) }
            if taken < group.quantity { kept.append(group.with(group.quantity - taken)) }
        }
        if let newParcel { kept = Self.filling(newParcel, with: rest, reached: next, kept) }
        self = LineProgress(kept + moved, parcels: parcels)
        return moved.isEmpty ? noteRepeated(next, at: at) : .applied
    }

    private func candidates(for next: ItemStatus, parcel: Int?) -> [Group] {
        let ordered = next == .cancelled ? groups.reversed() : groups
        guard let parcel else { return ordered }
        return ordered.filter { $0.parcel == parcel } + ordered.filter { $0.parcel != parcel }
    }

    /// Units that already have the status but no parcel join this one.
    private static func filling(_ parcel: Int, with count: Int, reached: ItemStatus, _ groups: [Group]) -> [Group] {
        let hasReached = { (group: Group) in
            group.status != .cancelled && StatusGraph.leads(reached, to: group.status)
        }
        let inside = groups.reduce(0) { $0 + ($1.parcel == parcel && hasReached($1) ? $1.quantity : 0) }
        var rest = max(0, count - inside)
        return groups.flatMap { group in
            let filled = group.parcel == nil && hasReached(group) ? min(rest, group.quantity) : 0
            rest -= filled
            return [
                filled > 0 ? group.with(filled, parcel: parcel) : nil,
                filled < group.quantity ? group.with(group.quantity - filled) : nil,
            ].compactMap { $0 }
        }
    }

    /// A courier's "returned" means the units that were sent back, not the rest of the line; and "delivered" with the AWB of a
    /// parcel means that parcel, not the units that have not left yet.
    private func defaultQuantity(for next: ItemStatus, in parcel: Int?) -> Int {
        guard StatusGraph.wayBack.contains(next) else {
            guard let parcel, StatusGraph.underway.contains(next) else { return quantity }
            let inside = groups.filter { $0.parcel == parcel && $0.status != .cancelled }.reduce(0) { $0 + $1.quantity }
            return inside > 0 ? inside : quantity
        }
        let goingBack = groups.filter { StatusGraph.wayBack.contains($0.status) }.reduce(0) { $0 + $1.quantity }
        return goingBack > 0 ? goingBack : quantity
    }

    /// Nothing moves. Where only times tell what is newer, a newer report outdates everything before it.
    private mutating func noteRepeated(_ status: ItemStatus, at: Instant) -> Outcome {
        guard groups.contains(where: { $0.status == status }) else { return .late }
        if StatusGraph.isOrderedByTime(status) {
            groups = groups.map { group in
                guard group.status == status, at > group.since else { return group }
                return Group(status, quantity: group.quantity, since: at, parcel: group.parcel)
            }
        }
        return .duplicate
    }

    private static func accepts(_ group: Group, _ next: ItemStatus, _ at: Instant) -> Bool {
        StatusGraph.allows(group.status, to: next)
            && (!StatusGraph.isOrdered(byTime: group.status, next) || at > group.since)
    }

    /// The status of a whole order: the least advanced of its lines that are not cancelled.
    package static func summary(of lines: [LineProgress]) -> ItemStatus {
        let statuses = lines.map(\.status)
        let live = statuses.filter { $0 != .cancelled }
        return (live.isEmpty ? statuses : live).min { StatusGraph.rank($0) < StatusGraph.rank($1) } ?? .processing
    }
}

extension LineProgress.Group {
    fileprivate func with(_ quantity: Int, parcel: Int? = nil) -> LineProgress.Group {
        LineProgress.Group(status, quantity: quantity, since: since, parcel: parcel ?? self.parcel)
    }
}
