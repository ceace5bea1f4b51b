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
        func address(_ isBackwards: Bool) throws -> String? {
            let found = try store.orders(
                in: query.websites, query.filter, query.sort, from: here, isBackwards: isBackwards, limit: 1)
            guard let id = found.first?.id, let number = try store.orders([id]).first?.number else { return nil }
            let list = query.list.query
            return "/admin/orders/\(number)" + (list.isEmpty ? "" : "?list=\(percentEncoded(list))")
        }
        previousOrder = try address(true)
        nextOrder = try address(false)
    }
}
