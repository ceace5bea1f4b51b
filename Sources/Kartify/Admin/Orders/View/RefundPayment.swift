import Domain
import Storage
import Web

/// POST /admin/orders/:number/payments/:id/refund — the money that came too late or twice has been paid back.
@Sendable func refundPayment(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let number = request.path("number")
    let id: ID<PaymentRow> = try request.id("id", of: "payment")
    try staff.change(request, in: world) { store, change in
        guard let order = try store.order(number: number, of: change.websiteID) else { throw Refusal.notFound("order") }
        guard try store.markRefunded(payment: id, ofOrder: order.id, by: change.staff, now: change.now) else {
            throw Refusal(.conflict, "This payment is not to be paid back, or has been already. Reload the order.")
        }
        try store.notifyChange(of: order, since: change.now, at: change.now)
        try store.audit("Marked a payment as paid back", of: "order \(order.number)", change)
    }
    return .redirect(to: "/admin/orders/\(number)#payments")
}

/// POST /admin/orders/:number/refund — what was cancelled before the OMS got it has been paid back, as much as the page said.
@Sendable func refundCancelled(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let (number, amount) = (request.path("number"), request.form["amount"])
    try staff.change(request, in: world) { store, change in
        guard let order = try store.order(number: number, of: change.websiteID) else { throw Refusal.notFound("order") }
        let due = try AfterSalesState(order, in: store).refundOfOurs
        guard due > .zero, due.text == amount else {
            throw Refusal(.conflict, "This is not what is to be paid back, or no longer. Reload the order.")
        }
        try store.markCancelledRefunded(ofOrder: order.id, by: change.staff, now: change.now)
        try store.notify(
            .refunded, of: order, about: "\(change.now.milliseconds)", MessageFacts(amount: amount), at: change.now)
        try store.audit("Marked a refund as paid back", of: "order \(number): \(amount)", change)
    }
    return .redirect(to: "/admin/orders/\(number)#totals")
}

struct PaymentLine: Encodable, Sendable {
    let paymentID: ID<PaymentRow>
    let event: String
    let received: String
    let amount: String
    let outcome: String
    /// Whether it came too late or twice, and is not paid back yet.
    let isToRefund: Bool
    let canRefund: Bool

    init(_ row: PaymentRow, mayOperate: Bool) {
        paymentID = row.id
        event = row.news.eventID
        received = row.news.at.istWithSeconds
        amount = row.news.amount.text
        isToRefund = row.effect == .toRefund && row.refund == nil
        canRefund = isToRefund && mayOperate
        outcome =
            switch row.effect {
            case .placed: "Paid"
            case .cancelled: "Failed: the order was cancelled"
            case .nothing: "Failed"
            case .toRefund:
                row.refund.map { "Too late or twice: paid back on \($0.at.istWithSeconds), says \($0.by)" }
                    ?? "Too late or twice: to be paid back"
            }
    }
}
