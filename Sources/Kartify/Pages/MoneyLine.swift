import Domain

/// One amount below an order's total, as customers and staff read it.
struct MoneyLine: Encodable, Sendable {
    let label: String
    let amount: String
    /// How a refund is paid, and whether it has been.
    let note: String?

    /// The amounts that differ from the ordered total; empty while there are none.
    ///
    /// - Parameters:
    ///   - route: how a refund is paid, such as `by NEFT`.
    ///   - refundedAt: when the last refund so far was paid.
    static func all(_ money: OrderMoney, _ mode: PaymentMode, route: String, refundedAt: Instant?) -> [MoneyLine] {
        let taken = [
            ("Cancelled", money.cancelled), ("Not delivered", money.notDelivered), ("Returned", money.returned),
        ].filter { $0.1 > .zero }.map { MoneyLine(label: $0.0, amount: "−" + $0.1.text, note: nil) }
        let due = [
            ("Paid", money.paid), (mode == .cod ? "To pay on delivery" : "To pay", money.toCollect),
        ].filter { $0.1 > .zero }.map { MoneyLine(label: $0.0, amount: $0.1.text, note: nil) }
        let refund = MoneyLine(label: "Refund", amount: money.refund.text, note: money.refundNote(route, refundedAt))
        return taken + due + (money.refundState == .none ? [] : [refund])
    }
}

extension OrderMoney {
    fileprivate func refundNote(_ route: String, _ refundedAt: Instant?) -> String {
        let day = refundedAt.map { " on \($0.ist)" } ?? ""
        return switch refundState {
        case .none: route
        case .waitsForItems: "\(route), once the items have come back"
        case .due: "\(route), to be paid"
        case .partlyPaid: "\(route), \(refunded.text) of it paid\(day)"
        case .paid: "\(route), paid\(day)"
        }
    }
}
