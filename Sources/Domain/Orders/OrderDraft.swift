package struct OrderDraft: Sendable {
    package struct Line: Sendable {
        package let offer: Offer
        package let quantity: Int

        package init(offer: Offer, quantity: Int) {
            self.offer = offer
            self.quantity = quantity
        }

        package var total: Money { offer.unitPrice * quantity }
    }

    package let lines: [Line]
    package let paymentMode: PaymentMode
    package let email: EmailAddress
    package let address: Address
    /// nil for a guest.
    package let customerID: ID<CustomerAccount>?
    /// The browser that places it.
    package let owner: [UInt8]
    /// The rule by which it is taken although the OMS could not be asked; nil when it was.
    package var unchecked: OutageRule?

    package init(
        lines: [Line], paymentMode: PaymentMode, email: EmailAddress, address: Address,
        customerID: ID<CustomerAccount>?, owner: [UInt8]
    ) {
        self.lines = lines
        self.paymentMode = paymentMode
        self.email = email
        self.address = address
        self.customerID = customerID
        self.owner = owner
    }

    /// Delivery is free.
    package var totals: Totals { Totals(items: lines.reduce(.zero) { $0 + $1.total }) }

    /// A prepaid order waits for its payment before it goes to the OMS.
    package var firstPushState: PushState { paymentMode == .prepaid ? .unpaid : .waiting }
    package var firstStatus: ItemStatus { paymentMode == .prepaid ? .awaitingPayment : .processing }
}
