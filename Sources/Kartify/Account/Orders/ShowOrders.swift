import Domain
import Storage
import Web

/// GET /account
@Sendable func showAccount(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    .redirect(to: "/account/orders")
}

/// GET /account/orders
@Sendable func showOrders(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    let orders = try world.database.read {
        try $0.orders(of: customer.account, before: ID(request.query["before"]), limit: OrdersPage.size + 1)
    }
    return try customer.page(OrdersPage(orders), in: world)
}

struct OrdersPage: TitledPage {
    static let template = "account/orders/list.html"
    static let size = 20

    struct Line: Encodable, Sendable {
        let number: String
        let placed: String
        let total: String
        let payment: String
        let status: String
    }

    let title = "My orders"
    let orders: [Line]
    let next: ID<Order>?

    init(_ found: [OrderSummary]) {
        let listing = Listing(found, size: Self.size, cursor: \.id)
        next = listing.next
        orders = listing.rows.map {
            Line(
                number: $0.number, placed: $0.placedAt.ist, total: $0.total.text, payment: $0.paymentMode.title,
                status: $0.status.title)
        }
    }
}
