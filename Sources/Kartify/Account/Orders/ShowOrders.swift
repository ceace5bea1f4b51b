import Domain
import Storage
import Web

/// GET /account
@Sendable func showAccount(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    .redirect(to: "/account/orders")
}

/// GET /account/orders
@Sendable func showOrders(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    let (orders, items) = try world.database.read { store in
        let orders = try store.orders(
            of: customer.account, before: ID(request.query["before"]), limit: OrdersPage.size + 1)
        return (orders, try store.orderedItems(of: orders.map(\.id)))
    }
    return try customer.page(OrdersPage(orders, items), in: world)
}

struct OrdersPage: TitledPage {
    static let template = "account/orders/list.html"
    static let size = 20

    struct Card: Encodable, Sendable {
        let number: String
        let placed: String
        /// `2 × Polo shirt, + 1`.
        let items: String
        let initial: String
        let image: String?
        let sentence: String
        let total: String
        let action: Action?
    }

    /// What the customer would do next.
    struct Action: Encodable, Sendable {
        let label: String
        let address: String
    }

    let title = "My orders"
    let orders: [Card]
    let next: ID<Order>?

    init(_ found: [OrderSummary], _ items: [ID<Order>: [OrderedItem]]) {
        let listing = Listing(found, size: Self.size, cursor: \.id)
        next = listing.next
        orders = listing.rows.map { Card($0, items[$0.id, default: []]) }
    }
}

extension OrdersPage.Card {
    fileprivate init(_ order: OrderSummary, _ lines: [OrderedItem]) {
        number = order.number
        placed = order.placedAt.ist
        let others = lines.dropFirst().reduce(0) { $0 + $1.quantity }
        items = (lines.first.map { "\($0.quantity) × \($0.name)" } ?? "") + (others > 0 ? ", + \(others)" : "")
        initial = String(lines.first?.name.prefix(1) ?? "")
        image = lines.lazy.compactMap(\.image).first
        sentence = order.status.sentence
        total = order.total.text
        action = OrdersPage.Action(order)
    }
}

extension OrdersPage.Action {
    /// nil where there is nothing to do but wait.
    fileprivate init?(_ order: OrderSummary) {
        switch order.status {
        case .awaitingPayment: self.init(label: "Pay now", address: "/orders/\(order.number)/payment")
        case .shipped, .outForDelivery: self.init(label: "Track", address: "/account/orders/\(order.number)")
        case .delivered: self.init(label: "Return", address: "/account/orders/\(order.number)/return")
        default: return nil
        }
    }
}
