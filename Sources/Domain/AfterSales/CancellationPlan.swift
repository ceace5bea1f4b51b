/// What is to be done about a cancellation that somebody asks for.
package enum CancellationPlan: Equatable, Sendable {
    /// Another cancellation of this order has no clear answer yet: that one comes first.
    case confirming
    /// The OMS is being asked about this order at this very moment.
    case busy
    /// The same cancellation has no clear answer yet: the OMS is asked about it again.
    case askAgain
    /// The OMS never got the order: nobody is asked.
    case cancelHere
    /// Nobody knows whether the OMS has the order: its push is repeated, and then the plan is made anew.
    case settlePush
    /// The OMS decides.
    case ask

    /// The first row that fits counts.
    ///
    /// - Parameter open: the lines and the lease of a cancellation that has no clear answer yet.
    package init(
        _ lines: Set<Int>, of push: PushProgress, open: (lines: Set<Int>, leaseUntil: Instant?)?, now: Instant
    ) {
        let isAsking = open?.leaseUntil.map { $0 > now } ?? false
        let table: [(Bool, CancellationPlan)] = [
            (open.map { $0.lines != lines } ?? false, .confirming),
            (isAsking, .busy),
            (open != nil, .askAgain),
            (push.presence == .never, .cancelHere),
            (push.state == .waiting && push.isLeased(at: now), .busy),
            (push.state == .waiting, .settlePush),
        ]
        self = table.first { $0.0 }?.1 ?? .ask
    }
}
