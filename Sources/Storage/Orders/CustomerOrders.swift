import Domain

package struct OrderSummary: Sendable {
    package let id: ID<Order>
    package let number: String
    package let placedAt: Instant
    package let total: Money
    package let paymentMode: PaymentMode
    package let status: ItemStatus
}

/// What a list shows of an order's line.
package struct OrderedItem: Sendable {
    package let name: String
    package let quantity: Int
    /// The product's picture as it is now.
    package let image: String?
}

extension Reader where Self: ~Copyable {
    package func orders(of customer: CustomerAccount, before: ID<Order>? = nil, limit: Int) throws -> [OrderSummary] {
        let byKey: SQL = before.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT \(columns) FROM sales_order WHERE customer_id = \(customer.id) \(byKey)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try summary(&$0) }
    }

    /// The lines of some orders, in their order.
    package func orderedItems(of ids: [ID<Order>]) throws -> [ID<Order>: [OrderedItem]] {
        guard !ids.isEmpty else { return [:] }
        let rows = try all(
            """
            SELECT l.order_id, l.name, l.quantity, coalesce(i.small_file, i.file)
            FROM order_item l JOIN product p ON p.id = l.product_id \(firstImage)
            WHERE l.order_id IN (\(SQL.list(ids))) ORDER BY l.order_id, l.line
            """
        ) { row in
            let id = try row.next() as ID<Order>
            return (id, OrderedItem(name: try row.next(), quantity: try row.next(), image: try row.next()))
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private var columns: SQL {
        "id, number, placed_at, total, payment_mode, status"
    }

    private func summary(_ row: inout Row) throws -> OrderSummary {
        OrderSummary(
            id: try row.next(), number: try row.next(), placedAt: try row.next(), total: try row.next(),
            paymentMode: try row.next(), status: try row.next())
    }
}
