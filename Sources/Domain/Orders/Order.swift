/// An order as the store has it.
package struct Order: Sendable {
    package let id: Int
    /// The website it was placed on.
    package let websiteID: Int
    /// `KFY-100023`: unique in its website, and the OMS's `orderId`.
    package let number: String
    /// nil for a guest.
    package let customerID: Int?
    /// When checkout placed it.
    package let placedAt: Instant
    /// How it is paid.
    package let paymentMode: PaymentMode
    /// Whether a prepaid order's payment has come.
    package let isPaid: Bool
    /// The summary of its lines.
    package let status: ItemStatus
    package let totals: Totals
    /// Where news of it goes.
    package let email: String
    package let address: Address
    /// Where it is on its way to the OMS.
    package let push: PushProgress
    package let lines: [OrderLine]

    package init(
        id: Int, websiteID: Int, number: String, customerID: Int?, placedAt: Instant, paymentMode: PaymentMode,
        isPaid: Bool, status: ItemStatus, totals: Totals, email: String, address: Address, push: PushProgress,
        lines: [OrderLine]
    ) {
        self.id = id
        self.websiteID = websiteID
        self.number = number
        self.customerID = customerID
        self.placedAt = placedAt
        self.paymentMode = paymentMode
        self.isPaid = isPaid
        self.status = status
        self.totals = totals
        self.email = email
        self.address = address
        self.push = push
        self.lines = lines
    }
}

extension Order {
    /// What it costs without the units that were cancelled.
    package var wantedTotals: Totals {
        let items = lines.reduce(Money.zero) { $0 + $1.unitPrice * $1.progress.wanted }
        return Totals(items: items, shipping: totals.shipping, discount: min(totals.discount, items))
    }
}
