package struct Totals: Equatable, Sendable {
    package let items: Money
    package let shipping: Money
    package let discount: Money

    package init(items: Money, shipping: Money = .zero, discount: Money = .zero) {
        self.items = items
        self.shipping = shipping
        self.discount = discount
    }

    package var total: Money { items + shipping - discount }
}
