import Domain
import Storage
import Web

/// GET /admin/orders
@Sendable func listOrders(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = OrdersQuery(request.query, now: request.now)
    let orders = try world.database.read {
        try $0.orders(of: staff.website.id, query.filter, limit: AdminOrdersPage.size + 1)
    }
    return try staff.page(AdminOrdersPage(orders, query, staff.website.oms), in: world)
}

/// The filters of the list, from its address.
struct OrdersQuery {
    let status: String
    let push: String
    /// `to_refund`: that a payment is to be paid back.
    let payment: String
    /// The state of a cancellation or return.
    let request: String
    /// Only requests answered in the last so many days.
    let days: Int?
    let filter: OrderFilter

    init(_ query: Fields, now: Instant) {
        status = query["status"]
        push = query["push"]
        payment = query["payment"] == "to_refund" ? "to_refund" : ""
        request = query["request"]
        let state = RequestState(rawValue: request)
        days = state == nil ? nil : Int(query["days"]).flatMap { (1...365).contains($0) ? $0 : nil }
        filter = OrderFilter(
            status: ItemStatus(rawValue: status), pushState: PushState(rawValue: push),
            stuckSince: push == "stuck" ? now - PushWindow.scheduled : nil, requestState: state,
            requestSince: days.map { now - .days($0) }, isToRefund: !payment.isEmpty, before: ID(query["before"])
        )
    }

    /// The same filters for a link, without the position in the list.
    var address: String {
        Kartify.address("/admin/orders", ["status": status, "push": push, "request": request])
            + (days.map { "&days=\($0)" } ?? "") + (payment.isEmpty ? "" : "&payment=\(payment)")
    }

    func filters(_ oms: OMSKind) -> [Select] {
        let pushStates = PushState.allCases.map { ($0.rawValue, $0.title(oms)) } + [("stuck", "Stuck")]
        return [
            select("status", "Status", ItemStatus.allCases.map { ($0.rawValue, $0.title) }, chosen: status),
            select("push", "Push to \(oms.title)", pushStates, chosen: push),
            select(
                "request", "Cancellation or return", Self.requestStates.map { ($0.rawValue, $0.title(oms)) },
                chosen: request
            ),
            select("payment", "Payment", [("to_refund", "To be paid back")], chosen: payment),
        ]
    }

    private func select(_ name: String, _ label: String, _ options: [(String, String)], chosen: String) -> Select {
        Select(name, label, blank: "Any", options.map { .init(value: $0, title: $1, selected: $0 == chosen) })
    }

    /// States that may need staff; accepted and withdrawn requests do not.
    static let requestStates: [RequestState] = [.open, .refused, .givenUp]
}

/// A website's orders.
struct AdminOrdersPage: TitledPage {
    static let template = "admin/orders/list.html"
    static let size = 50

    struct Line: Encodable, Sendable {
        let number: String
        let placed: String
        let customer: String
        let email: String
        let total: String
        let payment: String
        let status: String
        let push: String
        let isPushed: Bool
    }

    let title = "Orders"
    let filters: [Select]
    let orders: [Line]
    let isFiltered: Bool
    let request: String
    /// Only requests answered in the last so many days.
    let days: String?
    let next: Pager?

    init(_ found: [OrderSummary], _ query: OrdersQuery, _ oms: OMSKind) {
        filters = query.filters(oms)
        let listing = Listing(found, size: Self.size, cursor: \.id)
        orders = listing.rows.map { order in
            Line(
                number: order.number, placed: order.placedAt.ist, customer: order.customer, email: order.email,
                total: order.total.text, payment: order.paymentMode.title, status: order.status.title,
                push: order.pushState.title(oms), isPushed: order.pushState == .pushed)
        }
        isFiltered = !query.status.isEmpty || !query.push.isEmpty || !query.request.isEmpty || !query.payment.isEmpty
        request = query.request
        days = query.days.map { counted($0, "day") }
        next = Pager("Older orders", to: query.address + "&before=", listing.next)
    }
}
