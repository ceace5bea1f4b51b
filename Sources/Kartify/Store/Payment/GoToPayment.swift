import Domain
import Storage
import Web

/// GET /orders/:number/payment — on the way to the gateway's page. Only the gateway says afterwards whether the order is paid.
@Sendable func goToPayment(_ request: Request, by visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    guard order.push.state == .unpaid, let gateway = try world.paymentGateway(of: visitor.website.id) else {
        return .redirect(to: "/orders/\(order.number)")
    }
    let page = PaymentPage(order, address: gateway.address(toPay: order, returningTo: request))
    return try visitor.page(page, in: world).with("Refresh", "0; url=\(page.gateway)")
}

struct PaymentPage: TitledPage {
    static let template = "store/payment/payment.html"
    let title = "Payment"
    let number: String
    let total: String
    let gateway: String

    init(_ order: Order, address: String) {
        number = order.number
        total = order.totals.total.text
        gateway = address
    }
}
