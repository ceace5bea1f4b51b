import Domain

extension AfterSalesState {
    /// The order's money, with the units of its open and accepted returns.
    var money: OrderMoney {
        OrderMoney(of: order, returning: returns.filter { $0.state == .open || $0.state == .accepted }.units)
    }
}
