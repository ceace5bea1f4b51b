import Domain
import Storage
import Web

/// GET /admin/orders
@Sendable func listOrders(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let query = OrdersQuery(request.query, now: request.now)
    let orders = try world.database.read {
        try $0.orders(of: staff.website.id, query.filter, limit: AdminOrdersPage.size + 1)
    }
    return try staff.page(AdminOrdersPage(orders, query), in: world)
}

/// GET /admin/search
@Sendable func search(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let text = request.query.trimmed("q")
    let numbers = try world.database.read {
        try $0.orderNumbers(matching: text, of: staff.website.id, limit: SearchPage.size)
    }
    if numbers.count == 1 { return .redirect(to: "/admin/orders/\(numbers[0])") }
    return try staff.page(SearchPage(query: text, orders: numbers.map { .init(number: $0) }), in: world)
}

/// The filters of the list, as they stand in its address.
struct OrdersQuery {
    let status: String
    let push: String
    /// Where a cancellation or return stands.
    let request: String
    /// That it was last answered in so many days.
    let days: Int?
    let filter: OrderFilter

    init(_ query: Fields, now: Instant) {
        status = query["status"]
        push = query["push"]
        request = query["request"]
        let state = RequestState(rawValue: request)
        days = state == nil ? nil : Int(query["days"]).flatMap { (1...365).contains($0) ? $0 : nil }
        filter = OrderFilter(
            status: ItemStatus(rawValue: status), pushState: PushState(rawValue: push),
            stuckSince: push == "stuck" ? now - PushWindow.scheduled : nil, requestState: state,
            requestSince: days.map { now - .days($0) }, before: Int(query["before"]))
    }

    /// What somebody may have to look after; accepted and withdrawn requests need nobody.
    static let requestStates: [RequestState] = [.open, .refused, .givenUp]
}

/// A website's orders.
struct AdminOrdersPage: TitledPage {
    static let template = "admin/orders/list.html"
    static let size = 50

    struct Choice: Encodable, Sendable {
        let value: String
        let title: String
        let selected: Bool
    }

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
    let statuses: [Choice]
    let pushStates: [Choice]
    let requestStates: [Choice]
    let orders: [Line]
    let isFiltered: Bool
    let status: String
    let push: String
    let request: String
    /// That the request was last answered in so many days.
    let days: Int?
    /// Where the next page begins.
    let next: Int?

    init(_ found: [OrderSummary], _ query: OrdersQuery) {
        statuses = ItemStatus.allCases.map {
            .init(value: $0.rawValue, title: $0.title, selected: $0.rawValue == query.status)
        }
        pushStates =
            PushState.allCases.map { .init(value: $0.rawValue, title: $0.title, selected: $0.rawValue == query.push) }
            + [.init(value: "stuck", title: "Stuck", selected: query.push == "stuck")]
        requestStates = OrdersQuery.requestStates.map {
            .init(value: $0.rawValue, title: $0.title, selected: $0.rawValue == query.request)
        }
        orders = found.prefix(Self.size).map { order in
            Line(
                number: order.number, placed: order.placedAt.ist, customer: order.customer, email: order.email,
                total: order.total.text, payment: order.paymentMode.title, status: order.status.title,
                push: order.pushState.title, isPushed: order.pushState == .pushed)
        }
        isFiltered = !query.status.isEmpty || !query.push.isEmpty || !query.request.isEmpty
        status = query.status
        push = query.push
        request = query.request
        days = query.days
        next = found.count > Self.size ? found[Self.size - 1].id : nil
    }
}

/// What a search found.
struct SearchPage: TitledPage {
    static let template = "admin/orders/search.html"
    static let size = 50

    struct Found: Encodable, Sendable {
        let number: String
    }

    let title = "Search"
    let query: String
    let orders: [Found]
}
