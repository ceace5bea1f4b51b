/// What an order costs, in its parts.
public struct Totals: Equatable, Sendable {
    /// All lines.
    public let items: Money
    /// Delivery.
    public let shipping: Money
    /// Taken off.
    public let discount: Money

    /// Amounts of one order.
    public init(items: Money, shipping: Money = .zero, discount: Money = .zero) {
        self.items = items
        self.shipping = shipping
        self.discount = discount
    }

    /// What the customer pays.
    public var total: Money { items + shipping - discount }
}
