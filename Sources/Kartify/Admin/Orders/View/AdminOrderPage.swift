import Domain
import Storage

struct AdminOrderPage: TitledPage {
    static let template = "admin/orders/order.html"
    static let exchanges = 50

    struct Item: Encodable, Sendable {
        let header: OrderLineHeader
        let itemID: String
        let sku: String?
        let unitPrice: String
        let itemUnits: [ToneBadge]
        let parcels: [ParcelLine]
    }

    struct Push: Encodable, Sendable {
        let state: String
        let attempts: Int
        let reason: String?
        let next: String?
        let pushed: String?
        let omsOrderID: String?
        let canPush: Bool
    }

    struct Call: Encodable, Sendable {
        let at: String
        let kind: String
        let outcome: String
        let status: String
        let milliseconds: Int
        let request: String
        let response: String
    }

    let header: OrderHeader
    /// The OMS that has it or will get it; not always the website's own.
    let oms: String
    let neighbours: OrderNeighbours
    let orderID: ID<Order>
    let age: String
    let units: [ToneBadge]
    let mustAct: [MustAct]
    let timeline: [TimelineEntry]
    let phone: String
    let isPaid: String
    let email: String
    /// Says that it was taken although the OMS could not be asked.
    let unchecked: String?
    let itemsTotal: String
    let shipping: String
    let discount: String
    let money: [MoneyLine]
    let payments: [PaymentLine]
    /// The part of the payments that came too late or twice and is to be paid back.
    let surplus: String?
    /// The part of the cancelled items that we have to pay back ourselves.
    let refundOfOurs: String?
    let canRefund: Bool
    let items: [Item]
    let push: Push
    let calls: [Call]
    let requests: [RequestLine]
    let canCancel: Bool
    let canReturn: Bool
    /// The website of an order that is not of the one being worked on.
    let elsewhere: Elsewhere?

    struct Elsewhere: Encodable, Sendable {
        let websiteID: ID<Website>
        let website: String
    }

    init(
        _ state: AfterSalesState, _ neighbours: OrderNeighbours, _ past: OrderPast,
        elsewhere: Elsewhere? = nil, reader: StaffMember, now: Instant
    ) {
        let order = state.order
        let mayOperate = elsewhere == nil && reader.role.may(.operate)
        self.neighbours = neighbours
        orderID = order.id
        age = (now - order.placedAt).words
        units = order.unitBadges
        mustAct = MustAct.all(state, order.oms, mayPush: mayOperate, now: now)
        timeline = OrderTimeline(state, past, order.oms, reader: reader.username).entries
        phone = order.address.phone.text
        self.elsewhere = elsewhere
        oms = order.oms.title
        header = OrderHeader(order, placed: order.placedAt.istWithSeconds)
        isPaid = Self.payment(order, state.money)
        email = order.email
        unchecked = order.uncheckedWords
        itemsTotal = order.totals.items.text
        shipping = order.totals.shipping.text
        discount = order.totals.discount.text
        money = MoneyLine.all(
            state.money, order.paymentMode, route: state.refundRoute, refundedAt: state.refundedAt(past.histories))
        payments = past.payments.map { PaymentLine($0, mayOperate: mayOperate) }
        let rest = order.surplus.paid - order.surplus.refunded
        surplus = rest > .zero ? rest.text : nil
        refundOfOurs = state.refundOfOurs > .zero ? state.refundOfOurs.text : nil
        canRefund = mayOperate && refundOfOurs != nil
        items = order.lines.map { Item($0, in: order.number) }
        push = Push(order.push, order.oms, mayPush: mayOperate, now: now)
        calls = past.exchanges.map(Call.init)
        requests = state.requestLines(forStaff: true, withPhotographs: mayOperate)
        canCancel = mayOperate && state.canCancel
        canReturn = mayOperate && state.canReturn
    }

    var title: String { "Order \(header.number)" }

    private static func payment(_ order: Order, _ money: OrderMoney) -> String {
        guard order.paymentMode == .cod else { return order.isPaid ? "paid" : "not paid" }
        if money.toCollect > .zero { return "to be collected" }
        return money.paid > .zero ? "collected" : "nothing to collect"
    }
}

extension AdminOrderPage.Item {
    init(_ line: OrderLine, in number: String) {
        header = OrderLineHeader(line)
        itemID = line.itemID(in: number)
        sku = line.sku
        unitPrice = line.unitPrice.text
        itemUnits = line.progress.statuses.map { ToneBadge("\($0.quantity) × \($0.status.title)", $0.status.tone) }
        parcels = line.progress.parcels.compactMap { ParcelLine($0, of: line.progress) }
    }
}

extension AdminOrderPage.Push {
    init(_ progress: PushProgress, _ oms: OMSKind, mayPush: Bool, now: Instant) {
        state = progress.state.title(oms)
        attempts = progress.attempts
        reason = progress.reason
        next =
            progress.state == .waiting
            ? (progress.nextAt <= now ? "with the next run" : progress.nextAt.istWithSeconds) : nil
        pushed = progress.acknowledgedAt?.istWithSeconds
        omsOrderID = progress.omsOrderID
        canPush = mayPush && (progress.state == .waiting || progress.state == .refused)
    }
}

extension AdminOrderPage.Call {
    init(_ exchange: ExchangeRow) {
        at = exchange.at.istWithSeconds
        kind = exchange.kind.rawValue
        outcome = exchange.outcome.rawValue
        status = exchange.httpStatus.map { "HTTP \($0)" } ?? "no answer"
        milliseconds = exchange.milliseconds
        request = exchange.request
        response = exchange.response
    }
}

extension StatusSource {
    func title(_ oms: OMSKind) -> String {
        switch self {
        case .checkout: "Checkout"
        case .payment: "Payment"
        case .push: "Push to \(oms.title)"
        case .webhook: "\(oms.title)'s webhook"
        case .customer: "Customer"
        case .staff: "Staff"
        }
    }
}
