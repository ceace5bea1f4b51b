import Domain

extension Reader where Self: ~Copyable {
    /// How many orders of a customer are not over yet: until then their address is needed.
    package func ordersUnderWay(of id: ID<CustomerAccount>) throws -> Int {
        try number(
            """
            SELECT count(*) FROM sales_order o
            WHERE o.customer_id = \(id) AND (o.push_state IN ('unpaid', 'waiting', 'refused')
                OR EXISTS (SELECT 1 FROM order_item i JOIN item_progress p ON p.item_id = i.id
                    WHERE i.order_id = o.id AND p.status IN (\(SQL.list(ItemStatus.underWay))))
                OR EXISTS (SELECT 1 FROM cancellation c WHERE c.order_id = o.id AND c.state = 'open')
                OR EXISTS (SELECT 1 FROM return_request r WHERE r.order_id = o.id AND r.state = 'open'))
            """)
    }
}

extension Transaction {
    /// Erases a customer and what identifies the person: names, addresses, phones, bank details, notes and the bodies of calls. The
    /// orders stay with their numbers, items, amounts, cities and pincodes.
    ///
    /// - Returns: how many orders were theirs.
    package func erase(_ customer: CustomerAccount) throws -> Int {
        let id = customer.id
        let orders: [(id: ID<Order>, number: String)] = try all(
            "SELECT id, number FROM sales_order WHERE customer_id = \(id)"
        ) { (try $0.next(), try $0.next()) }
        for order in orders { try erasePerson(from: order.id, order.number, of: customer.websiteID) }
        try execute("DELETE FROM message WHERE customer_id = \(id)")
        try execute("DELETE FROM customer_address WHERE customer_id = \(id)")
        try execute("DELETE FROM kept_form WHERE customer_id = \(id)")
        try execute("DELETE FROM session WHERE customer_id = \(id)")
        try execute("DELETE FROM customer WHERE id = \(id)")
        return orders.count
    }

    private func erasePerson(from id: ID<Order>, _ number: String, of websiteID: ID<Website>) throws {
        // An order always has a phone: one that nobody has any more.
        let word = "Erased", phone = "6000000000"
        try execute(
            """
            UPDATE sales_order SET customer_id = NULL, owner = \([UInt8](repeating: 0, count: 32)), email = \(word),
                ship_name = \(word), line1 = \(word), line2 = '', phone = \(phone)
            WHERE id = \(id)
            """)
        try execute("DELETE FROM order_names WHERE rowid = \(id)")
        try execute("DELETE FROM message WHERE order_id = \(id)")
        try execute("UPDATE order_note SET text = \(word) WHERE order_id = \(id)")
        try execute("UPDATE cancellation SET reason = \(word) WHERE order_id = \(id)")
        try execute(
            """
            UPDATE return_item SET comment = ''
            WHERE return_id IN (SELECT id FROM return_request WHERE order_id = \(id))
            """)
        try erasePhotographs(ofReturns: "order_id = \(id)")
        try execute("UPDATE return_request SET bank_sealed = NULL, account_last_four = NULL WHERE order_id = \(id)")
        let calls: [ID<ExchangeRow>] = try all(
            "SELECT id FROM exchange WHERE website_id = \(websiteID) AND order_number = \(number)"
        ) { try $0.next() }
        for call in calls {
            try execute("UPDATE exchange SET request = \(word), response = \(word) WHERE id = \(call)")
            try execute("DELETE FROM call_words WHERE rowid = \(call)")
        }
    }
}
