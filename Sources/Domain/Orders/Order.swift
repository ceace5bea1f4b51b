/// An order as the store has it.
public struct Order: Sendable {
    /// Its row.
    public let id: Int
    /// The website it was placed on.
    public let websiteID: Int
    /// `KFY-100023`: unique in its website, and AI's `orderId`.
    public let number: String
    /// nil for a guest.
    public let customerID: Int?
    /// When checkout placed it.
    public let placedAt: Instant
    /// How it is paid.
    public let paymentMode: PaymentMode
    /// Whether a prepaid order's payment has come.
    public let isPaid: Bool
    /// The summary of its lines.
    public let status: ItemStatus
    /// What it costs.
    public let totals: Totals
    /// Where news of it goes.
    public let email: String
    /// Where it goes.
    public let address: Address
    /// Where it is on its way to AI.
    public let push: PushProgress
    /// What was bought.
    public let lines: [OrderLine]

    /// An order from its parts.
    public init(
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
    public var wantedTotals: Totals {
        let items = lines.reduce(Money.zero) { $0 + $1.unitPrice * $1.progress.wanted }
        return Totals(items: items, shipping: totals.shipping, discount: min(totals.discount, items))
    }
}
