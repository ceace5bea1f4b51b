/// One entry of an item's history.
public struct ItemEvent: Sendable {
    /// The status it speaks of.
    public let status: ItemStatus
    /// How many units.
    public let quantity: Int
    /// The event's own time.
    public let at: Instant
    /// When we heard of it.
    public let receivedAt: Instant
    /// Who moved it.
    public let source: StatusSource
    /// The staff member, when it was one.
    public let actor: String?
    /// An earlier step than the one reached: it is told, and changed nothing.
    public let isLate: Bool
    /// What it said of the parcel.
    public let shipment: Shipment
    /// Why, where there is a why.
    public let reason: String?

    /// An entry of a history.
    public init(
        status: ItemStatus, quantity: Int, at: Instant, receivedAt: Instant, source: StatusSource, actor: String? = nil,
        isLate: Bool = false, shipment: Shipment = .none, reason: String? = nil
    ) {
        self.status = status
        self.quantity = quantity
        self.at = at
        self.receivedAt = receivedAt
        self.source = source
        self.actor = actor
        self.isLate = isLate
        self.shipment = shipment
        self.reason = reason
    }
}
