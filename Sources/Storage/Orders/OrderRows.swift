import Domain

extension Reader where Self: ~Copyable {
    /// A website's order by its number.
    package func order(number: String, of websiteID: Int) throws -> Order? {
        try order(where: "website_id = \(websiteID) AND number = \(number)")
    }

    /// A customer's own order; somebody else's is not found.
    package func order(number: String, of customer: CustomerAccount) throws -> Order? {
        try order(
            where: """
                website_id = \(customer.websiteID) AND number = \(number) AND customer_id = \(customer.id)
                """)
    }

    /// The order that this browser placed.
    package func order(number: String, of websiteID: Int, placedBy owner: [UInt8]) throws -> Order? {
        try order(where: "website_id = \(websiteID) AND number = \(number) AND owner = \(owner)")
    }

    /// The number of the newest order that this browser placed since a time.
    package func newestOrder(of websiteID: Int, placedBy owner: [UInt8], since time: Instant) throws -> String? {
        try first(
            """
            SELECT number FROM sales_order
            WHERE owner = \(owner) AND website_id = \(websiteID) AND placed_at >= \(time) ORDER BY id DESC LIMIT 1
            """
        ) { try $0[0] }
    }

    /// An order by its row.
    package func order(id: Int) throws -> Order? {
        try order(where: "id = \(id)")
    }

    private func order(where condition: SQL) throws -> Order? {
        let found = try first(
            """
            SELECT id, website_id, number, customer_id, placed_at, payment_mode, is_paid, status,
                items_total, shipping, discount, email, ship_name, line1, line2, city, state, pincode, phone,
                push_state, push_attempts, push_reason, push_next_at, acknowledged_at, arvind_order_id,
                push_lease_until, push_was_unclear
            FROM sales_order WHERE \(condition)
            """
        ) { try head($0) }
        return try found.map { try $0.with(lines: lines(of: $0.id)) }
    }

    private func head(_ row: Row) throws -> Order {
        Order(
            id: try row[0], websiteID: try row[1], number: try row[2], customerID: try row[3], placedAt: try row[4],
            paymentMode: try row[5], isPaid: try row[6], status: try row[7],
            totals: Totals(items: try row[8], shipping: try row[9], discount: try row[10]), email: try row[11],
            address: Address(
                name: try row[12], line1: try row[13], line2: try row[14], city: try row[15], state: try row[16],
                pincode: try row[17], phone: try row[18]),
            push: PushProgress(
                state: try row[19], attempts: try row[20], reason: try row[21], nextAt: try row[22],
                acknowledgedAt: try row[23], omsOrderID: try row[24], leaseUntil: try row[25],
                wasUnclear: try row[26]),
            lines: [])
    }

    private func lines(of orderID: Int) throws -> [OrderLine] {
        let progress = try progress(ofOrder: orderID)
        let parcels = try parcels(ofOrder: orderID)
        return try all(
            """
            SELECT i.id, i.line, i.product_id, i.sku, i.name, i.option_text, i.quantity, i.unit_price
            FROM order_item i WHERE i.order_id = \(orderID) ORDER BY i.line
            """
        ) { row in
            let id: Int = try row[0]
            return OrderLine(
                id: id, line: try row[1], productID: try row[2], sku: try row[3], name: try row[4],
                optionText: try row[5], quantity: try row[6], unitPrice: try row[7],
                progress: LineProgress(progress[id, default: []], parcels: parcels[id, default: []]))
        }
    }

    private func progress(ofOrder orderID: Int) throws -> [Int: [LineProgress.Group]] {
        let rows = try all(
            """
            SELECT p.item_id, p.status, p.parcel, p.quantity, p.since
            FROM order_item i JOIN item_progress p ON p.item_id = i.id WHERE i.order_id = \(orderID)
            """
        ) { row in
            (item: try row[0] as Int, group: try progressGroup(row, from: 1))
        }
        return Dictionary(grouping: rows, by: \.item).mapValues { $0.map(\.group) }
    }
}

extension Order {
    fileprivate func with(lines: [OrderLine]) -> Order {
        Order(
            id: id, websiteID: websiteID, number: number, customerID: customerID, placedAt: placedAt,
            paymentMode: paymentMode, isPaid: isPaid, status: status, totals: totals, email: email, address: address,
            push: push, lines: lines)
    }
}
