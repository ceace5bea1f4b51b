package struct Order: Sendable {
    package let id: ID<Order>
    package let websiteID: ID<Website>
    /// The OMS that has it or will get it: its website's when it was placed, and unchanged since.
    package let oms: OMSKind
    /// `KFY-100023`: unique in its website, and the OMS's `orderId`.
    package let number: String
    /// nil for a guest.
    package let customerID: ID<CustomerAccount>?
    package let placedAt: Instant
    package let paymentMode: PaymentMode
    package let isPaid: Bool
    /// What was paid too late or a second time, how much of that is paid back, and when the last part was.
    package let surplus: (paid: Money, refunded: Money, refundedAt: Instant?)
    /// The summary of its lines' statuses.
    package let status: ItemStatus
    package let totals: Totals
    package let email: String
    package let address: Address
    /// The rule by which it was taken although the OMS could not be asked; nil for an order like any other.
    package let unchecked: OutageRule?
    package let push: PushProgress
    package let lines: [OrderLine]

    package init(
        id: ID<Order>, websiteID: ID<Website>, oms: OMSKind, number: String, customerID: ID<CustomerAccount>?,
        placedAt: Instant,
        paymentMode: PaymentMode,
        isPaid: Bool, surplus: (paid: Money, refunded: Money, refundedAt: Instant?) = (.zero, .zero, nil),
        status: ItemStatus, totals: Totals,
        email: String, address: Address, unchecked: OutageRule? = nil, push: PushProgress, lines: [OrderLine]
    ) {
        self.id = id
        self.websiteID = websiteID
        self.oms = oms
        self.number = number
        self.customerID = customerID
        self.placedAt = placedAt
        self.paymentMode = paymentMode
        self.isPaid = isPaid
        self.surplus = surplus
        self.status = status
        self.totals = totals
        self.email = email
        self.address = address
        self.unchecked = unchecked
        self.push = push
        self.lines = lines
    }
}

extension Order {
    package var wantedTotals: Totals {
        let items = lines.reduce(Money.zero) { $0 + $1.unitPrice * $1.progress.wanted }
        return Totals(items: items, shipping: totals.shipping, discount: min(totals.discount, items))
    }

    /// Whether the OMS still has to be asked if it delivers the order, before it is pushed. What it may have already is not asked
    /// about: its answer would count the order's own units.
    package var isToBeChecked: Bool { unchecked != nil && !push.wasUnclear }

    /// Whether it was taken unasked, and the OMS will not have it.
    package var cannotBeDelivered: Bool { unchecked != nil && push.state == .refused }

    /// Whether staff have to look after its push: it was refused, or its window passed.
    package func isStuck(now: Instant) -> Bool {
        push.state == .refused || push.state == .waiting && placedAt < now - PushWindow.scheduled
    }
}
