import Domain
import Storage
import Web

/// GET /orders/:number — the page after checkout, signed in or not.
@Sendable func showPlacedOrder(_ request: Request, to visitor: Visitor, in world: World) throws -> Response {
    let order = try placedOrder(request, by: visitor, in: world)
    let (state, histories) = try world.database.read { store in
        (try AfterSalesState(order, in: store), try store.histories(ofOrder: order.id))
    }
    let guest = try Guest(visitor, request, world.key)
    let money = MoneyLine.all(
        state.money, order.paymentMode, route: state.refundRoute, refundedAt: state.refundedAt(histories))
    let page = PlacedOrderPage(
        state, money, isSignedIn: visitor.account != nil, guest: guest.linked == order.id ? guest : nil,
        canMail: try world.canMail(visitor.website),
        canPay: try world.paymentGateway(of: visitor.website.id) != nil,
        comesFromPayment: request.query["from"] == "payment")
    let answer = try visitor.page(page, in: world)
    return page.isAwaited ? answer.with("Refresh", "5") : answer
}

/// How long a browser shows what was ordered in it without an account. The cookie alone opens it, and cookies get into other hands.
let guestOrderTime = Span.days(30)

/// The signed-in customer's own order, or one that this browser placed as a guest; any other is not found.
func placedOrder(_ request: Request, by visitor: Visitor, in world: World) throws -> Order {
    let number = request.path("number")
    let order = try world.database.read { store in
        if let account = visitor.account, let own = try store.order(number: number, of: account) {
            return own as Order?
        }
        let guests = try store.guestOrder(
            number: number, of: visitor.website.id, placedBy: visitor.owner, since: request.now - guestOrderTime)
        return try guests ?? linkedOrder(request, number, at: visitor.website, store, world)
    }
    guard let order else { throw Refusal.notFound("order") }
    return order
}

/// The order of a link that was sent to its guest.
private func linkedOrder(
    _ request: Request, _ number: String, at website: Website, _ store: borrowing Snapshot, _ world: World
) throws -> Order? {
    guard let id = try SignedLink.number(in: request.query["token"], for: .order, world.key, at: request.now),
        let order = try store.order(number: number, of: website.id), order.id.number == id
    else { return nil }
    return order
}

struct PlacedOrderPage: TitledPage {
    static let template = "store/orders/placed.html"

    let header: OrderHeader
    let items: [OrderLineHeader]
    let money: [MoneyLine]
    let isUnpaid: Bool
    /// Whether the customer has been at the gateway, and its word is still to come.
    let isAwaited: Bool
    let canPay: Bool
    let surplus: String?
    /// Says that it was taken unasked, and what came of it.
    let uncheckedNotice: String?
    let cannotBeDelivered: String?
    let isCancelled: Bool
    let isConfirmed: Bool
    let isSignedIn: Bool
    /// Whether it was opened by a link in a message, which may be long after the checkout.
    let isLinked: Bool
    let canMail: Bool
    /// What a guest may do who came by the link, and what has become of what they did.
    let cancellation: String?
    let customerReturn: String?
    let requests: [RequestLine]

    /// - Parameter guest: who came by the link to this order.
    init(
        _ state: AfterSalesState, _ money: [MoneyLine], isSignedIn: Bool, guest: Guest?, canMail: Bool, canPay: Bool,
        comesFromPayment: Bool
    ) {
        let order = state.order
        let isLinked = guest != nil
        func address(_ part: String) -> String? { guest.map { "\($0.orders)/\(order.number)/\(part)\($0.query)" } }
        cancellation = state.canCancel ? address("cancellation") : nil
        customerReturn = state.canReturn ? address("return") : nil
        requests = isLinked ? state.requestLines() : []
        header = OrderHeader(order, placed: order.placedAt.ist)
        self.money = money
        items = order.lines.map(OrderLineHeader.init)
        let isPayable = order.push.state == .unpaid
        isUnpaid = isPayable && !comesFromPayment
        isAwaited = isPayable && comesFromPayment
        self.canPay = isPayable && canPay && !isLinked
        surplus = order.surplusNotice
        uncheckedNotice = order.uncheckedNotice
        cannotBeDelivered = order.undeliverableNotice(canCancel: cancellation != nil)
        isCancelled = order.status == .cancelled
        isConfirmed = !isPayable && !isCancelled && !isLinked
        self.isSignedIn = isSignedIn
        self.isLinked = isLinked
        self.canMail = canMail
    }

    var title: String { "Order \(header.number)" }
}
