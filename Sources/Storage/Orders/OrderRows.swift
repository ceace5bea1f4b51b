import Domain

extension Reader where Self: ~Copyable {
    package func order(number: String, of websiteID: ID<Website>) throws -> Order? {
        try order(where: "website_id = \(websiteID) AND number = \(number)")
    }

    package func order(number: String, of customer: CustomerAccount) throws -> Order? {
        try order(
            where: """
                website_id = \(customer.websiteID) AND number = \(number) AND customer_id = \(customer.id)
                """)
    }

    /// An order that this browser placed as a guest since a time.
    package func guestOrder(number: String, of websiteID: ID<Website>, placedBy owner: [UInt8], since time: Instant)
        throws -> Order?
    {
        try order(
            where: """
                website_id = \(websiteID) AND number = \(number) AND owner = \(owner) AND customer_id IS NULL
                    AND placed_at > \(time)
                """)
    }

    /// The number of the newest order that this browser placed since a time, as a customer or as a guest.
    package func newestOrder(
        of websiteID: ID<Website>, placedBy owner: [UInt8], as customerID: ID<CustomerAccount>?, since time: Instant
    ) throws -> String? {
        try first(
            """
            SELECT number FROM sales_order
            WHERE owner = \(owner) AND website_id = \(websiteID) AND placed_at >= \(time)
                AND customer_id IS NOT DISTINCT FROM \(customerID)
            ORDER BY id DESC LIMIT 1
            """
        ) { try $0.next() }
    }

    package func order(id: ID<Order>) throws -> Order? {
        try order(where: "id = \(id)")
    }

    /// Orders in the order of their ids; one that is gone is left out. However many there are, four statements read them.
    package func orders(_ ids: [ID<Order>]) throws -> [Order] {
        guard !ids.isEmpty else { return [] }
        let found = try orders(where: "id IN (\(SQL.list(ids)))")
        let byID = Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0) })
        return ids.compactMap { byID[$0] }
    }

    private func order(where condition: SQL) throws -> Order? {
        try orders(where: condition).first
    }

    private func orders(where condition: SQL) throws -> [Order] {
        let heads = try all(
            """
            SELECT id, website_id, oms, number, customer_id, placed_at, payment_mode, is_paid,
                (SELECT coalesce(sum(p.amount), 0) FROM payment p
                    WHERE p.order_id = sales_order.id AND p.effect = 'to_refund'),
                (SELECT coalesce(sum(p.amount), 0) FROM payment p
                    WHERE p.order_id = sales_order.id AND p.effect = 'to_refund' AND p.refunded_at IS NOT NULL),
                (SELECT max(p.refunded_at) FROM payment p
                    WHERE p.order_id = sales_order.id AND p.effect = 'to_refund'),
                status, items_total, shipping, discount, email, ship_name, line1, line2, city, state, pincode, phone,
                unchecked, push_state, push_attempts, push_reason, push_next_at, acknowledged_at, oms_order_id,
                push_lease_until, push_was_unclear
            FROM sales_order WHERE \(condition)
            """
        ) { try head(&$0) }
        guard !heads.isEmpty else { return [] }
        let lines = try lines(ofOrders: heads.map(\.id))
        return heads.map { $0.with(lines: lines[$0.id, default: []]) }
    }

    private func head(_ row: inout Row) throws -> Order {
        Order(
            id: try row.next(), websiteID: try row.next(), oms: try row.next(), number: try row.next(),
            customerID: try row.next(),
            placedAt: try row.next(),
            paymentMode: try row.next(), isPaid: try row.next(),
            surplus: (paid: try row.next(), refunded: try row.next(), refundedAt: try row.next()),
            status: try row.next(),
            totals: Totals(items: try row.next(), shipping: try row.next(), discount: try row.next()),
            email: try row.next(),
            address: Address(
                name: try row.next(), line1: try row.next(), line2: try row.next(), city: try row.next(),
                state: try row.next(),
                pincode: try row.next(), phone: try row.next()),
            unchecked: try row.next(),
            push: PushProgress(
                state: try row.next(), attempts: try row.next(), reason: try row.next(), nextAt: try row.next(),
                acknowledgedAt: try row.next(), omsOrderID: try row.next(), leaseUntil: try row.next(),
                wasUnclear: try row.next()),
            lines: [])
    }

    private func lines(ofOrders ids: [ID<Order>]) throws -> [ID<Order>: [OrderLine]] {
        let progress = try progress(ofOrders: ids)
        let parcels = try parcels(ofOrders: ids)
        let rows = try all(
            """
            SELECT i.order_id, i.id, i.line, i.product_id, i.sku, i.name, i.option_text, i.quantity, i.unit_price
            FROM order_item i WHERE i.order_id IN (\(SQL.list(ids))) ORDER BY i.order_id, i.line
            """
        ) { row in
            let orderID: ID<Order> = try row.next(), id: ID<OrderLine> = try row.next()
            let line = OrderLine(
                id: id, line: try row.next(), productID: try row.next(), sku: try row.next(), name: try row.next(),
                optionText: try row.next(), quantity: try row.next(), unitPrice: try row.next(),
                progress: LineProgress(progress[id, default: []], parcels: parcels[id, default: []]))
            return (orderID, line)
        }
        return Dictionary(grouping: rows, by: \.0).mapValues { $0.map(\.1) }
    }

    private func progress(ofOrders ids: [ID<Order>]) throws -> [ID<OrderLine>: [LineProgress.Group]] {
        let rows = try all(
            """
            SELECT p.item_id, p.status, p.quantity, p.since, p.parcel
            FROM order_item i JOIN item_progress p ON p.item_id = i.id WHERE i.order_id IN (\(SQL.list(ids)))
            """
        ) { row in
            (item: try row.next() as ID<OrderLine>, group: try progressGroup(&row))
        }
        return Dictionary(grouping: rows, by: \.item).mapValues { $0.map(\.group) }
    }
}

extension Order {
    fileprivate func with(lines: [OrderLine]) -> Order {
        Order(
            id: id, websiteID: websiteID, oms: oms, number: number, customerID: customerID, placedAt: placedAt,
            paymentMode: paymentMode, isPaid: isPaid, surplus: surplus, status: status, totals: totals, email: email,
            address: address, unchecked: unchecked,
            push: push, lines: lines)
    }
}

extension Transaction {
    /// Gives a browser's guest orders to its next token, as far as they have the address of the customer who signs in. They do not
    /// become the account's: that the address is theirs is not proved.
    func moveGuestOrders(from owner: [UInt8], to next: [UInt8], email: String?) throws {
        try execute(
            """
            UPDATE sales_order SET owner = \(next)
            WHERE owner = \(owner) AND customer_id IS NULL AND email = coalesce(\(email), email)
            """)
    }
}
