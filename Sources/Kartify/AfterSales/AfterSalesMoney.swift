import Domain

extension AfterSalesState {
    /// The order's money, with the units that its open and accepted returns speak of.
    var money: OrderMoney {
        OrderMoney(of: order, returning: returns.filter { $0.state == .open || $0.state == .accepted }.units)
    }
}
