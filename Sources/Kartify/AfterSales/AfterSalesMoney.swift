import Domain

extension AfterSalesState {
    /// The order's money, with the units that its open and accepted returns speak of.
    var money: OrderMoney {
        let items = returns.filter { $0.state == .open || $0.state == .accepted }.flatMap(\.items)
        return OrderMoney(of: order, returning: items.reduce(into: [:]) { $0[$1.itemID, default: 0] += $1.quantity })
    }
}
