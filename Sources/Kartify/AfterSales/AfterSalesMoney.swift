import Domain
import Storage

extension AfterSalesState {
    /// The order's money, with the units of its open and accepted returns.
    var money: OrderMoney { money(with: cancellations.filter { $0.refund != nil }) }

    /// What of the refund is ours to pay, and not paid yet: the OMS never got the items, so none of its events will report
    /// it.
    var refundOfOurs: Money {
        money(with: cancellations.filter(\.isRefundOurs)).refunded - money.refunded
    }

    /// When the last refund so far was paid.
    func refundedAt(_ histories: [ID<OrderLine>: [ItemEvent]]) -> Instant? {
        let reported = histories.values.joined().filter { $0.status == .refunded && !$0.isLate }.map(\.at)
        return (reported + cancellations.compactMap(\.refund?.at) + [order.surplus.refundedAt].compactMap { $0 }).max()
    }

    private func money(with paidBack: [CancellationRow]) -> OrderMoney {
        let units = paidBack.reduce(into: [:]) { $0.merge($1.items, uniquingKeysWith: +) }
        return OrderMoney(
            of: order, returning: returns.filter { $0.state == .open || $0.state == .accepted }.units, paidBack: units)
    }
}
