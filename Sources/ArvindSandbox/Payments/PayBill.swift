import Crypto
import Domain
import Web

/// GET /pay — the gateway's page, where a shop sends its customer.
@Sendable func showBill(_ request: Request, by person: Person, in world: World) throws -> Response {
    let bill = try Bill(request.query, in: world.shops)
    let attempts = try world.database.read { try $0.payments(of: bill) }
    return .html(try world.render(BillPage(bill, attempts), for: person, title: "Demo payment gateway"))
}

/// POST /pay — **Pay** or **Let the payment fail**. The shop hears of it from us, and the browser only goes back.
@Sendable func payBill(_ request: Request, by person: Person, in world: World) throws -> Response {
    let form = request.form
    let bill = try Bill(form, in: world.shops)
    guard let outcome = PaymentNews.Outcome(rawValue: form["outcome"]) else {
        throw Refusal(.invalid, "Choose whether the payment succeeds or fails.")
    }
    let payment = try world.database.write { try $0.keep(outcome, of: bill, at: request.now) }
    try world.tell(payment, to: bill.shop)
    return .redirect(to: "/payments/\(payment.id)")
}

/// GET /payments/:id — how it ended; the browser goes back to the shop by itself.
@Sendable func showPayment(_ request: Request, by person: Person, in world: World) throws -> Response {
    let id: ID<Payment> = try request.id("id", of: "payment")
    let payment = try world.database.read { try $0.payment(id) }
    return .html(try world.render(PaymentPage(payment), for: person, title: "Demo payment gateway"))
        .with("Refresh", "1; url=\(payment.returnURL)")
}

/// POST /payments/:id/calls — calls the shop once more, as a gateway does that got no answer.
@Sendable func tellAgain(_ request: Request, by person: Person, in world: World) throws -> Response {
    let id: ID<Payment> = try request.id("id", of: "payment")
    let payment = try world.database.read { try $0.payment(id) }
    try world.tell(payment, to: try world.shops.named(channel: payment.channel))
    return .redirect(to: "/payments/\(payment.id)")
}

extension World {
    fileprivate func tell(_ payment: Payment, to shop: Shop) throws {
        let body = try payment.news()
        try send(
            body, to: "/api/v1/payments", of: shop,
            proof: shop.paymentSignature(of: body).map { ["X-Payment-Signature: \($0)"] } ?? [],
            press: Base64.url.encode(randomBytes(9)), order: payment.order, title: "Payment \(payment.outcome.rawValue)"
        )
    }
}
