package struct PushProgress: Equatable, Sendable {
    package let state: PushState
    package let attempts: Int
    /// Why the last one did not succeed.
    package let reason: String?
    package let nextAt: Instant
    /// When the OMS said that it has the order.
    package let acknowledgedAt: Instant?
    package let omsOrderID: String?
    /// A push holds the order until then. A lease that ran out belongs to a process that died, at an unknown point.
    package let leaseUntil: Instant?
    /// Whether some call had no clear answer: the OMS may have the order, whatever it answers later.
    package let wasUnclear: Bool

    package init(
        state: PushState, attempts: Int, reason: String?, nextAt: Instant, acknowledgedAt: Instant?,
        omsOrderID: String?, leaseUntil: Instant? = nil, wasUnclear: Bool = false
    ) {
        self.state = state
        self.attempts = attempts
        self.reason = reason
        self.nextAt = nextAt
        self.acknowledgedAt = acknowledgedAt
        self.omsOrderID = omsOrderID
        self.leaseUntil = leaseUntil
        self.wasUnclear = wasUnclear
    }

    package var presence: Presence {
        switch state {
        case .unpaid, .withdrawn: .never
        case .refused: wasUnclear ? .perhaps : .never
        case .waiting: attempts == 0 && leaseUntil == nil ? .never : .perhaps
        case .pushed: .certainly
        }
    }

    package func isLeased(at now: Instant) -> Bool { leaseUntil?.isAhead(of: now, atMost: Lease.push.span) ?? false }
}

/// Whether the OMS has an order, as far as we can know.
package enum Presence: Sendable {
    /// It was never sent, or clearly refused.
    case never
    /// It was sent without a clear answer.
    case perhaps
    case certainly
}
