import Domain
import Storage
import Web

/// GET /orders/:number — the page after checkout, signed in or not.
@Sendable func showPlacedOrder(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    let page = PlacedOrderPage(
        order, isSignedIn: visitor.account != nil, canPay: try world.paymentGateway(of: visitor.website.id) != nil,
        comesFromPayment: request.query["from"] == "payment")
    let answer = try visitor.page(page, in: world)
    return page.isAwaited ? answer.with("Refresh", "5") : answer
}

/// An order that this browser placed, or the signed-in customer's own; any other is not found.
func placedOrder(_ request: Request, by visitor: Visitor, in world: World) throws -> Order {
    let number = request.path("number")
    let order = try world.database.read { store in
        if let own = try store.order(number: number, of: visitor.website.id, placedBy: visitor.owner) {
            return own as Order?
        }
        return try visitor.account.flatMap { try store.order(number: number, of: $0) }
    }
    guard let order else { throw Refusal.notFound("order") }
    return order
}

/// "Thank you", and what comes next.
struct PlacedOrderPage: TitledPage {
    static let template = "store/orders/placed.html"

    let header: OrderHeader
    let items: [OrderLineHeader]
    let isUnpaid: Bool
    /// Whether the customer has been at the gateway, and its word is still to come.
    let isAwaited: Bool
    let canPay: Bool
    let surplus: String?
    let isCancelled: Bool
    let isConfirmed: Bool
    let isSignedIn: Bool

    init(_ order: Order, isSignedIn: Bool, canPay: Bool, comesFromPayment: Bool) {
        header = OrderHeader(order, placed: order.placedAt.ist)
        items = order.lines.map(OrderLineHeader.init)
        let isPayable = order.push.state == .unpaid
        isUnpaid = isPayable && !comesFromPayment
        isAwaited = isPayable && comesFromPayment
        self.canPay = isPayable && canPay
        surplus = order.surplusNotice
        isCancelled = order.status == .cancelled
        isConfirmed = !isPayable && !isCancelled
        self.isSignedIn = isSignedIn
    }

    var title: String { "Order \(header.number)" }
}
