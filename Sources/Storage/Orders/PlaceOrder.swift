import Domain

/// The stock was sold meanwhile: the order was not placed.
package struct StockShortage: Error, Sendable {
    package let line: OrderDraft.Line
    package let left: Int
}

extension Reader where Self: ~Copyable {
    /// How many orders some websites have had. Each order takes the next number after 100000, and none is ever removed.
    package func placedOrders(at websites: [Website]) throws -> Int {
        guard !websites.isEmpty else { return 0 }
        return try number(
            "SELECT sum(last_order_number - 100000) FROM website WHERE id IN (\(SQL.list(websites.map(\.id))))")
    }
}

extension Transaction {
    /// Places an order and holds its units, in one transaction.
    ///
    /// - Throws: `StockShortage` when too few units are left; the last unit is sold once.
    package func placeOrder(_ draft: OrderDraft, at website: Website, now: Instant) throws -> Order {
        let number = try nextOrderNumber(website)
        let id = try insertOrder(draft, number: number, website, now: now)
        try indexNames(ofOrder: id, draft.address.name)
        for (index, line) in draft.lines.enumerated() {
            let itemID = try insertItem(line, orderID: id, line: index + 1)
            try recordStart(ofItem: itemID, quantity: line.quantity, draft.firstStatus, at: now)
            guard let sku = line.offer.sku else { throw StockShortage(line: line, left: 0) }
            let left = try holdUnits(line.quantity, ofSKU: sku.id, forItem: itemID, order: number, at: now)
            if let left { throw StockShortage(line: line, left: left) }
        }
        guard let order = try order(id: id) else { throw Refusal.notFound("order") }
        return order
    }

    private func nextOrderNumber(_ website: Website) throws -> String {
        let number = try number(
            """
            UPDATE website SET last_order_number = last_order_number + 1 WHERE id = \(website.id)
            RETURNING last_order_number
            """)
        return "\(website.orderPrefix)-\(number)"
    }

    private func insertOrder(_ draft: OrderDraft, number: String, _ website: Website, now: Instant) throws -> ID<
        Order
    > {
        let totals = draft.totals, address = draft.address
        return try insert(
            """
            INSERT INTO sales_order (website_id, number, customer_id, owner, placed_at, payment_mode, status,
                items_total, shipping, discount, total, email, ship_name, line1, line2, city, state, pincode, phone,
                push_state, push_next_at, oms, unchecked)
            VALUES (\(website.id), \(number), \(draft.customerID), \(draft.owner), \(now), \(draft.paymentMode),
                \(draft.firstStatus), \(totals.items), \(totals.shipping), \(totals.discount), \(totals.total),
                \(draft.email.text), \(address.name), \(address.line1), \(address.line2), \(address.city),
                \(address.state), \(address.pincode), \(address.phone), \(draft.firstPushState), \(now),
                \(website.oms), \(draft.unchecked))
            RETURNING id
            """)
    }

    private func insertItem(_ line: OrderDraft.Line, orderID: ID<Order>, line number: Int) throws -> ID<OrderLine> {
        try insert(
            """
            INSERT INTO order_item (order_id, line, product_id, sku_id, sku, name, option_text, quantity, unit_price)
            VALUES (\(orderID), \(number), \(line.offer.product.id), \(line.offer.sku?.id), \(line.offer.sku?.code),
                \(line.offer.product.name), \(line.offer.optionText), \(line.quantity), \(line.offer.unitPrice))
            RETURNING id
            """)
    }

    private func recordStart(ofItem itemID: ID<OrderLine>, quantity: Int, _ status: ItemStatus, at now: Instant) throws
    {
        try execute(
            """
            INSERT INTO item_progress (item_id, status, quantity, since)
            VALUES (\(itemID), \(status), \(quantity), \(now))
            """)
        try insertItemEvent(
            ItemEvent(status: status, quantity: quantity, at: now, receivedAt: now, source: .checkout), reported: nil,
            ofItem: itemID)
    }
}
