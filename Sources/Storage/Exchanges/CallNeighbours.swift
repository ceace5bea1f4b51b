import Domain

/// Where a call stands among the calls about its order.
package struct CallNeighbours: Equatable, Sendable {
    package let earlier: ID<ExchangeRow>?
    package let later: ID<ExchangeRow>?
    /// Which one of its kind it is, from 1, and how many there are.
    package let attempt: Int
    package let attempts: Int
}

extension Reader where Self: ~Copyable {
    /// nil for a call about no order.
    package func neighbours(of call: ExchangeRow, at websiteID: ID<Website>) throws -> CallNeighbours? {
        guard let order = call.orderNumber else { return nil }
        let ofOrder: SQL = "FROM exchange WHERE website_id = \(websiteID) AND order_number = \(order)"
        return try first(
            """
            SELECT (SELECT max(id) \(ofOrder) AND id < \(call.id)), (SELECT min(id) \(ofOrder) AND id > \(call.id)),
                (SELECT count(*) \(ofOrder) AND kind = \(call.kind) AND id <= \(call.id)),
                (SELECT count(*) \(ofOrder) AND kind = \(call.kind))
            """
        ) { row in
            CallNeighbours(
                earlier: try row.next(), later: try row.next(), attempt: try row.next(), attempts: try row.next())
        }
    }
}
