import Domain

extension Order {
    /// What the customer reads of money that came too late or twice; nil when there is none.
    var surplusNotice: String? {
        guard surplus.paid > .zero else { return nil }
        let what =
            isPaid
            ? "You have paid more than once: \(surplus.paid.text) too much."
            : "Your payment of \(surplus.paid.text) came after the order had been cancelled, and it could not be placed any more."
        let rest = surplus.paid - surplus.refunded
        return rest > .zero
            ? "\(what) We pay \(rest.text) back to the original payment method."
            : "\(what) It is paid back to the original payment method."
    }
}
