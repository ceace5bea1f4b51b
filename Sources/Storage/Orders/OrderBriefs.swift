import Domain

/// What other lists show of an order.
package struct OrderBrief: Sendable {
    package let number: String
    package let oms: OMSKind
    /// The recipient's name.
    package let customer: String
    package let items: [ID<OrderLine>: String]
}

extension Reader where Self: ~Copyable {
    package func orderNumbers(of ids: [ID<Order>]) throws -> [ID<Order>: String] {
        guard !ids.isEmpty else { return [:] }
        let rows = try all("SELECT id, number FROM sales_order WHERE id IN (\(SQL.list(ids)))") {
            (try $0.next() as ID<Order>, try $0.next() as String)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    package func orderBriefs(of ids: [ID<Order>]) throws -> [ID<Order>: OrderBrief] {
        guard !ids.isEmpty else { return [:] }
        let rows = try all(
            """
            SELECT o.id, o.number, o.oms, o.ship_name, i.id, i.name
            FROM sales_order o JOIN order_item i ON i.order_id = o.id WHERE o.id IN (\(SQL.list(ids)))
            """
        ) { row in
            (
                order: try row.next() as ID<Order>, number: try row.next() as String,
                oms: try row.next() as OMSKind, customer: try row.next() as String,
                item: try row.next() as ID<OrderLine>, name: try row.next() as String
            )
        }
        return Dictionary(grouping: rows, by: \.order).compactMapValues { rows in
            rows.first.map { first in
                OrderBrief(
                    number: first.number, oms: first.oms, customer: first.customer,
                    items: Dictionary(rows.map { ($0.item, $0.name) }) { first, _ in first })
            }
        }
    }
}
