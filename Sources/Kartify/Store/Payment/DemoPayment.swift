import Domain
import Storage
import Web

/// GET /orders/:number/payment
@Sendable func showPayment(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    guard order.push.state == .unpaid else { return .redirect(to: "/orders/\(order.number)") }
    return try visitor.page(PaymentPage(order), in: world)
}

/// POST /orders/:number/payment — the demo gateway's answer: `paid` or `failed`.
@Sendable func receivePayment(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    let outcome = request.form["outcome"]
    let now = request.now
    try world.database.write { store in
        switch outcome {
        case "paid": try store.markPaid(order, now: now)
        case "failed": try store.markUnpaid(order, reason: "The payment failed.", now: now)
        default: throw Refusal(.invalid, "Choose whether the payment succeeds or fails.")
        }
    }
    return .redirect(to: "/orders/\(order.number)")
}

/// Stands in for a payment gateway in the demo.
struct PaymentPage: TitledPage {
    static let template = "store/payment/payment.html"
    let title = "Demo payment"
    let number: String
    let total: String

    init(_ order: Order) {
        number = order.number
        total = order.totals.total.text
    }
}
