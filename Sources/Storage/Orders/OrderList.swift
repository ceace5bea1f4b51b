import Domain

/// One line of an order list.
package struct OrderSummary: Sendable {
    package let id: Int
    /// Its number, such as `KFY-100023`.
    package let number: String
    /// When checkout placed it.
    package let placedAt: Instant
    /// The name at the door.
    package let customer: String
    /// Where news of it goes.
    package let email: String
    /// What the customer pays.
    package let total: Money
    /// How it is paid.
    package let paymentMode: PaymentMode
    /// The summary of its lines.
    package let status: ItemStatus
    /// Where it is on its way to the OMS.
    package let pushState: PushState
}

/// Which orders staff want to see.
package struct OrderFilter: Sendable {
    /// Only orders whose summary is this.
    package var status: ItemStatus?
    /// Only orders that stand there on their way to the OMS.
    package var pushState: PushState?
    /// Only orders of which a cancellation or return stands there.
    package var requestState: RequestState?
    /// And was last answered since then.
    package var requestSince: Instant?
    /// Refused by the OMS, or waiting for it and placed before this.
    package var stuckSince: Instant?
    /// The last one of the page before.
    package var before: Int?

    package init(
        status: ItemStatus? = nil, pushState: PushState? = nil, stuckSince: Instant? = nil,
        requestState: RequestState? = nil, requestSince: Instant? = nil, before: Int? = nil
    ) {
        self.requestState = requestState
        self.requestSince = requestSince
        self.status = status
        self.pushState = pushState
        self.stuckSince = stuckSince
        self.before = before
    }
}

extension Reader where Self: ~Copyable {
    /// A website's orders, newest first.
    package func orders(of websiteID: Int, _ filter: OrderFilter, limit: Int) throws -> [OrderSummary] {
        let byStatus: SQL = filter.status.map { "AND status = \($0)" } ?? ""
        let byPush: SQL = filter.pushState.map { "AND push_state = \($0)" } ?? ""
        let byAge: SQL =
            filter.stuckSince.map {
                "AND push_state IN ('waiting', 'refused') AND (push_state = 'refused' OR placed_at < \($0))"
            } ?? ""
        let byRequest = filter.requestState.map { requests(of: websiteID, in: $0, since: filter.requestSince) } ?? ""
        let byKey: SQL = filter.before.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT \(columns) FROM sales_order
            WHERE website_id = \(websiteID) \(byStatus) \(byPush) \(byAge) \(byRequest) \(byKey) ORDER BY id DESC LIMIT \(limit)
            """
        ) { try summary(&$0) }
    }

    /// A customer's orders, newest first.
    package func orders(of customer: CustomerAccount, before: Int? = nil, limit: Int) throws -> [OrderSummary] {
        let byKey: SQL = before.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT \(columns) FROM sales_order WHERE customer_id = \(customer.id) \(byKey)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try summary(&$0) }
    }

    /// Numbers of a website's orders that one of these texts names exactly: order number, e-mail address, AWB or SKU.
    package func orderNumbers(matching text: String, of websiteID: Int, limit: Int) throws -> [String] {
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

    private func requests(of websiteID: Int, in state: RequestState, since time: Instant?) -> SQL {
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
