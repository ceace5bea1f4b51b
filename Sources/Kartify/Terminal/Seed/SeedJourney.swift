import Domain

struct SeedJourney: Sendable {
    enum Push: Sendable {
        case waiting, accepted
        /// With the OMS's words.
        case refused(String)
    }

    let push: Push
    /// What the OMS reports, in this order.
    let statuses: [ItemStatus]
    /// Only the first item is reported on.
    let isPartial: Bool

    static let whole: [ItemStatus] = [.packed, .shipped, .delivered]

    init(_ push: Push = .accepted, _ statuses: [ItemStatus] = [], isPartial: Bool = false) {
        self.push = push
        self.statuses = statuses
        self.isPartial = isPartial
    }

    /// One order in 500 waits, one in 500 stands at each step before the last, and all others are delivered.
    ///
    /// - Parameters:
    ///   - index: from the oldest order, 0.
    ///   - count: how many orders there are.
    init(ofOrder index: Int, among count: Int) {
        let stage = (count - 1 - index) / max(1, count / 500)
        self.init(stage > 0 ? .accepted : .waiting, Array(Self.whole.prefix(max(0, stage - 1))))
    }
}
