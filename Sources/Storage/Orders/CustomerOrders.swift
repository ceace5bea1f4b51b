import Domain

package struct OrderSummary: Sendable {
    package let id: ID<Order>
    package let number: String
    package let placedAt: Instant
    package let total: Money
    package let paymentMode: PaymentMode
    package let status: ItemStatus
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

    private var columns: SQL {
        "id, number, placed_at, total, payment_mode, status"
    }

    private func summary(_ row: inout Row) throws -> OrderSummary {
        OrderSummary(
            id: try row.next(), number: try row.next(), placedAt: try row.next(), total: try row.next(),
            paymentMode: try row.next(), status: try row.next())
    }
}
