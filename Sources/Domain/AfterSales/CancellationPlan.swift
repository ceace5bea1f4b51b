package enum CancellationPlan: Equatable, Sendable {
    /// Another cancellation of this order has no clear answer yet: that one comes first.
    case confirming
    /// A call about this order is in progress.
    case busy
    /// The same cancellation has no clear answer yet: it is retried.
    case askAgain
    /// The OMS never got the order and is not asked.
    case cancelHere
    /// It is unclear whether the OMS has the order: its push is repeated, and then the plan is made anew.
    case settlePush
    /// The OMS decides.
    case ask

    /// The first matching row counts.
    ///
    /// - Parameter open: the lines and the lease of a cancellation that has no clear answer yet.
    package init(
        _ lines: Set<ID<OrderLine>>, of push: PushProgress, open: (lines: Set<ID<OrderLine>>, leaseUntil: Instant?)?,
        now: Instant
    ) {
        let isAsking = open?.leaseUntil?.isAhead(of: now, atMost: Lease.request.span) ?? false
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
