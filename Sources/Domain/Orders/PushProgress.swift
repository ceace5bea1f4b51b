/// How far an order is on its way to AI.
public struct PushProgress: Equatable, Sendable {
    /// Where it stands.
    public let state: PushState
    /// Calls made so far.
    public let attempts: Int
    /// Why the last one did not succeed.
    public let reason: String?
    /// When the scheduler may try again.
    public let nextAt: Instant
    /// When AI said that it has the order.
    public let acknowledgedAt: Instant?
    /// AI's own id for it.
    public let arvindOrderID: String?
    /// Somebody is pushing it until then; one that is over was never ended: its process died, and nobody knows how far it came.
    public let leaseUntil: Instant?
    /// Whether some call had no clear answer: AI may have the order, whatever it says of a later one.
    public let wasUnclear: Bool

    /// Progress as it was read from the store.
    public init(
        state: PushState, attempts: Int, reason: String?, nextAt: Instant, acknowledgedAt: Instant?,
        arvindOrderID: String?, leaseUntil: Instant? = nil, wasUnclear: Bool = false
    ) {
        self.state = state
        self.attempts = attempts
        self.reason = reason
        self.nextAt = nextAt
        self.acknowledgedAt = acknowledgedAt
        self.arvindOrderID = arvindOrderID
        self.leaseUntil = leaseUntil
        self.wasUnclear = wasUnclear
    }

    /// Whether AI certainly has nothing of it.
    public var isUnknownToArvind: Bool {
        switch state {
        case .unpaid, .withdrawn: true
        case .refused: !wasUnclear
        case .waiting: attempts == 0 && leaseUntil == nil
        case .pushed: false
        }
    }
}
