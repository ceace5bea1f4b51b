import Domain
import Storage
import Web

/// The list that an order's page was opened from, and the orders beside it there.
struct OrderNeighbours: PagePart {
    let listAddress: String
    /// The list's filters, which links and forms carry on.
    let list: String
    let previousOrder: String?
    let nextOrder: String?

    init(_ order: Order, _ request: Request, _ staff: Staff, in store: borrowing some Reader & ~Copyable) throws {
        let query = OrdersQuery(Fields(urlEncoded: request.query["list"]), staff, now: request.now)
        list = query.list.query
        listAddress = query.list.text
        let here = OrderCursor(order, query.sort)
        func neighbour(_ isBackwards: Bool) throws -> ID<Order>? {
            try store.orders(
                in: query.websites, query.filter, query.sort, from: here, isBackwards: isBackwards, limit: 1
            ).first?.id
        }
        let (previous, next) = (try neighbour(true), try neighbour(false))
        let numbers = try store.orderNumbers(of: [previous, next].compactMap(\.self))
        let list = query.list.asParameter
        func address(_ id: ID<Order>?) -> String? {
            id.flatMap { numbers[$0] }.map { "/admin/orders/\($0)\(list)" }
        }
        previousOrder = address(previous)
        nextOrder = address(next)
    }
}
