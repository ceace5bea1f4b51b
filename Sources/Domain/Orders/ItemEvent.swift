package struct ItemEvent: Sendable {
    package let status: ItemStatus
    package let quantity: Int
    /// The event's own time.
    package let at: Instant
    package let receivedAt: Instant
    package let source: StatusSource
    /// The staff member, if one did it.
    package let actor: String?
    /// An earlier step, reported after a later one: it changed nothing.
    package let isLate: Bool
    package let shipment: Shipment
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
