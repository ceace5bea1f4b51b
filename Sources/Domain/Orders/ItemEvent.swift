/// One entry of an item's history.
package struct ItemEvent: Sendable {
    /// The status it speaks of.
    package let status: ItemStatus
    package let quantity: Int
    /// The event's own time.
    package let at: Instant
    /// When we heard of it.
    package let receivedAt: Instant
    package let source: StatusSource
    /// The staff member, when it was one.
    package let actor: String?
    /// An earlier step than the one reached: it is told, and changed nothing.
    package let isLate: Bool
    /// What it said of the parcel.
    package let shipment: Shipment
    /// Why, where there is a why.
    package let reason: String?

    package init(
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
