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

    /// Progress as it was read from the store.
    public init(
        state: PushState, attempts: Int, reason: String?, nextAt: Instant, acknowledgedAt: Instant?,
        arvindOrderID: String?
    ) {
        self.state = state
        self.attempts = attempts
        self.reason = reason
        self.nextAt = nextAt
        self.acknowledgedAt = acknowledgedAt
        self.arvindOrderID = arvindOrderID
    }
}
