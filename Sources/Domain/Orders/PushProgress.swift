/// How far an order is on its way to the OMS.
package struct PushProgress: Equatable, Sendable {
    package let state: PushState
    /// Calls made so far.
    package let attempts: Int
    /// Why the last one did not succeed.
    package let reason: String?
    /// When the scheduler may try again.
    package let nextAt: Instant
    /// When the OMS said that it has the order.
    package let acknowledgedAt: Instant?
    /// The OMS's own id for it.
    package let omsOrderID: String?
    /// Somebody is pushing it until then; one that is over was never ended: its process died, and nobody knows how far it came.
    package let leaseUntil: Instant?
    /// Whether some call had no clear answer: the OMS may have the order, whatever it says of a later one.
    package let wasUnclear: Bool

    /// Progress as it was read from the store.
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

    /// Whether the OMS has it.
    package var presence: Presence {
        switch state {
        case .unpaid, .withdrawn: .never
        case .refused: wasUnclear ? .perhaps : .never
        case .waiting: attempts == 0 && leaseUntil == nil ? .never : .perhaps
        case .pushed: .certainly
        }
    }

    /// Whether somebody is pushing it at this moment.
    package func isLeased(at now: Instant) -> Bool { leaseUntil.map { $0 > now } ?? false }
}

/// Whether the OMS has an order: as far as anybody here can know.
package enum Presence: Sendable {
    /// It was never sent, or clearly refused.
    case never
    /// It was sent without a clear answer.
    case perhaps
    case certainly
}
