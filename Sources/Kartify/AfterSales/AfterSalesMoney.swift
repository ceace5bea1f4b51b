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

    /// `by UPI`: how the order's refunds are paid.
    var refundRoute: String {
        guard order.paymentMode == .cod else { return "to the original payment method" }
        let routes = Set(returns.inForce.compactMap(\.refundRoute))
        let used = RefundRoute.allCases.filter(routes.contains).map(\.title)
        return "by \((used.isEmpty ? [RefundRoute.neft.title] : used).joined(separator: " and "))"
    }

    /// What goes back for the units of a line that come back, how, and whether it has been paid; nil while there are none.
    func refundNote(of line: OrderLine) -> String? {
        let rows = returns.inForce.filter { $0.wanted[line.id] != nil }
        guard let latest = rows.first,
            let refund = LineRefund(line.progress, requested: rows.units[line.id, default: 0])
        else { return nil }
        // Whose the discount of an order is, only the order can say.
        let amount = order.totals.discount == .zero ? "\((line.unitPrice * refund.units).text) " : ""
        let state =
            switch refund.paid {
            case refund.units: "paid"
            case 0: refund.isComing ? "once it has come back" : "to be paid"
            default: "paid for \(refund.paid) of \(refund.units)"
            }
        return "\(amount)\(latest.routeWords ?? refundRoute), \(state)"
    }

    /// When the last refund so far was paid.
    func refundedAt(_ histories: [ID<OrderLine>: [ItemEvent]]) -> Instant? {
        let reported = histories.values.joined().filter { $0.status == .refunded && !$0.isLate }.map(\.at)
        return (reported + cancellations.compactMap(\.refund?.at) + [order.surplus.refundedAt].compactMap { $0 }).max()
    }

    private func money(with paidBack: [CancellationRow]) -> OrderMoney {
        let units = paidBack.reduce(into: [:]) { $0.merge($1.items, uniquingKeysWith: +) }
        return OrderMoney(of: order, returning: returns.inForce.units, paidBack: units)
    }
}

extension ReturnRow {
    /// `by NEFT to ••••7890`; nil for a prepaid order.
    var routeWords: String? {
        refundRoute.map { route in "by \(route.title)" + (accountEnd.map { " to ••••\($0)" } ?? "") }
    }
}
