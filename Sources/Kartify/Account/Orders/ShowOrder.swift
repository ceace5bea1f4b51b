import Domain
import Storage
import Web

/// GET /account/orders/:number
@Sendable func showOrder(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    let number = request.path("number")
    let (state, histories) = try world.database.read { store in
        guard let order = try store.order(number: number, of: customer.account) else { throw Refusal.notFound("order") }
        return (try AfterSalesState(order, in: store), try store.histories(ofOrder: order.id))
    }
    return try customer.page(OrderPage(state, histories), in: world)
}

struct OrderPage: TitledPage {
    static let template = "account/orders/order.html"

    struct Item: Encodable, Sendable {
        let header: OrderLineHeader
        let units: [Units]
        /// What it means for the customer.
        let sentence: String
        let steps: [StepLine]
        /// The steps of its return; empty without one.
        let wayBack: [StepLine]
        let parcels: [ParcelLine]
        let events: [Event]
        /// Why it cannot be cancelled or returned; nil when the order has the button.
        let cannotCancel: String?
        let cannotReturn: String?
    }

    struct Units: Encodable, Sendable {
        let quantity: Int
        let status: String
    }

    struct Event: Encodable, Sendable {
        let status: String
        let at: String
        /// Who did it, if that matters to a customer.
        let by: String?
        let reason: String?
    }

    let header: OrderHeader
    let money: [MoneyLine]
    let isUnpaid: Bool
    let surplus: String?
    /// Says that it was taken unasked, and what came of it.
    let uncheckedNotice: String?
    let cannotBeDelivered: String?
    let items: [Item]
    let requests: [RequestLine]
    let canCancel: Bool
    let canReturn: Bool

    init(_ state: AfterSalesState, _ histories: [ID<OrderLine>: [ItemEvent]]) {
        let order = state.order
        header = OrderHeader(order, placed: order.placedAt.ist)
        money = MoneyLine.all(
            state.money, order.paymentMode, route: state.refundRoute, refundedAt: state.refundedAt(histories))
        isUnpaid = order.push.state == .unpaid
        surplus = order.surplusNotice
        uncheckedNotice = order.uncheckedNotice
        cannotBeDelivered = order.undeliverableNotice(canCancel: state.canCancel)
        let underWay = state.returns.underWay
        items = order.lines.map { Item($0, histories[$0.id, default: []], state, underWay) }
        requests = state.requestLines()
        canCancel = state.canCancel
        canReturn = state.canReturn
    }

    var title: String { "Order \(header.number)" }
}

extension OrderPage.Item {
    init(_ line: OrderLine, _ history: [ItemEvent], _ state: AfterSalesState, _ underWay: [ID<OrderLine>: String]) {
        header = OrderLineHeader(line)
        let groups = line.progress.statuses
        units = groups.count > 1 ? groups.map { .init(quantity: $0.quantity, status: $0.status.title) } : []
        sentence = line.progress.status.sentence
        steps = StepLine.delivery(line.progress.status, history)
        let isReturning = state.returns.contains { $0.state != .refused && $0.wanted[line.id] != nil }
        wayBack = StepLine.customerReturn(
            line.progress, history, isReturning: isReturning, refund: state.refundNote(of: line))
        parcels = line.progress.parcels.compactMap { ParcelLine($0, of: line.progress) }
        events = history.filter { !$0.isLate }.map {
            .init(
                status: $0.status.title, at: $0.at.ist, by: $0.status == .cancelled ? $0.source.wordsForCustomer : nil,
                reason: $0.reason)
        }
        cannotCancel = state.canCancel ? nil : CancellationRule.refusal(of: line)
        cannotReturn = state.canReturn ? nil : ReturnRule.refusal(of: line, under: underWay)
    }
}

extension StatusSource {
    fileprivate var wordsForCustomer: String {
        switch self {
        case .customer: "by you"
        case .staff: "by our customer service"
        case .webhook, .push: "by our warehouse"
        case .checkout, .payment: "because it was not paid"
        }
    }
}
