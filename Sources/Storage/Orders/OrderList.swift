import Domain

/// One line of an order list.
package struct OrderSummary: Sendable {
    package let id: ID<Order>
    package let number: String
    package let placedAt: Instant
    /// The recipient's name.
    package let customer: String
    /// The customer's e-mail address.
    package let email: String
    /// The total that the customer pays.
    package let total: Money
    package let paymentMode: PaymentMode
    /// The summary of its lines' statuses.
    package let status: ItemStatus
    /// How far its push to the OMS is.
    package let pushState: PushState
}

package struct OrderFilter: Sendable {
    /// Only orders with this status.
    package var status: ItemStatus?
    /// Only orders with this push state.
    package var pushState: PushState?
    /// Only orders with a cancellation or return in this state,
    package var requestState: RequestState?
    /// last answered since then.
    package var requestSince: Instant?
    /// Only stuck orders: refused by the OMS, or waiting and placed before this.
    package var stuckSince: Instant?
    /// Only orders with a payment, or a part of one, that we have to pay back.
    package var isToRefund: Bool
    package var before: ID<Order>?

    package init(
        status: ItemStatus? = nil, pushState: PushState? = nil, stuckSince: Instant? = nil,
        requestState: RequestState? = nil, requestSince: Instant? = nil, isToRefund: Bool = false,
        before: ID<Order>? = nil
    ) {
        self.requestState = requestState
        self.requestSince = requestSince
        self.status = status
        self.pushState = pushState
        self.stuckSince = stuckSince
        self.isToRefund = isToRefund
        self.before = before
    }
}

extension Reader where Self: ~Copyable {
    /// A website's orders, newest first.
    package func orders(of websiteID: ID<Website>, _ filter: OrderFilter, limit: Int) throws -> [OrderSummary] {
        let byStatus: SQL = filter.status.map { "AND status = \($0)" } ?? ""
        let byPush: SQL = filter.pushState.map { "AND push_state = \($0)" } ?? ""
        let byAge: SQL =
            filter.stuckSince.map {
                "AND push_state IN ('waiting', 'refused') AND (push_state = 'refused' OR placed_at < \($0))"
            } ?? ""
        let byRequest = filter.requestState.map { requests(of: websiteID, in: $0, since: filter.requestSince) } ?? ""
        let byPayment: SQL =
            filter.isToRefund
            ? """
            AND id IN (
                SELECT order_id FROM payment
                WHERE website_id = \(websiteID) AND effect = 'to_refund' AND refunded_at IS NULL
                UNION ALL
                SELECT order_id FROM cancellation
                WHERE website_id = \(websiteID) AND is_refund_ours = 1 AND refunded_at IS NULL)
            """ : ""
        let byKey: SQL = filter.before.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT \(columns) FROM sales_order
            WHERE website_id = \(websiteID) \(byStatus) \(byPush) \(byAge) \(byRequest) \(byPayment) \(byKey)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try summary(&$0) }
    }

    /// A customer's orders, newest first.
    package func orders(of customer: CustomerAccount, before: ID<Order>? = nil, limit: Int) throws -> [OrderSummary] {
        let byKey: SQL = before.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT \(columns) FROM sales_order WHERE customer_id = \(customer.id) \(byKey)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try summary(&$0) }
    }

    /// Numbers of a website's orders whose number, e-mail address, AWB or SKU equals one of these texts.
    package func orderNumbers(matching text: String, of websiteID: ID<Website>, limit: Int) throws -> [String] {
        try all(
            """
            SELECT number FROM (
                SELECT id, number FROM sales_order WHERE website_id = \(websiteID) AND number = \(text)
                UNION SELECT o.id, o.number FROM parcel c JOIN order_item i ON i.id = c.item_id
                    JOIN sales_order o ON o.id = i.order_id WHERE c.awb = \(text) AND o.website_id = \(websiteID)
                UNION SELECT id, number FROM sales_order WHERE website_id = \(websiteID) AND email = \(text.lowercased())
                UNION SELECT o.id, o.number FROM sku s JOIN order_item i ON i.sku_id = s.id
                    JOIN sales_order o ON o.id = i.order_id WHERE s.website_id = \(websiteID) AND s.code = \(text)
            ) AS found ORDER BY id DESC LIMIT \(limit)
            """
        ) { try $0.next() }
    }

    private func requests(of websiteID: ID<Website>, in state: RequestState, since time: Instant?) -> SQL {
        let byTime: SQL = time.map { "AND answered_at >= \($0)" } ?? ""
        return """
            AND id IN (
                SELECT order_id FROM cancellation WHERE website_id = \(websiteID) AND state = \(state) \(byTime)
                UNION ALL
                SELECT order_id FROM return_request WHERE website_id = \(websiteID) AND state = \(state) \(byTime))
            """
    }

    private var columns: SQL {
        "id, number, placed_at, ship_name, email, total, payment_mode, status, push_state"
    }

    private func summary(_ row: inout Row) throws -> OrderSummary {
        OrderSummary(
            id: try row.next(), number: try row.next(), placedAt: try row.next(), customer: try row.next(),
            email: try row.next(),
            total: try row.next(), paymentMode: try row.next(), status: try row.next(), pushState: try row.next())
    }
}
