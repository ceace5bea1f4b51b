import Domain

extension Reader where Self: ~Copyable {
    /// The histories of an order's items, by item, oldest entry first.
    package func histories(ofOrder orderID: ID<Order>) throws -> [ID<OrderLine>: [ItemEvent]] {
        let rows = try all(
            """
            SELECT e.item_id, e.status, e.quantity, e.at, e.received_at, e.source, e.actor, e.is_late, e.courier, e.awb,
                e.tracking_url, e.reason
            FROM order_item i JOIN item_event e ON e.item_id = i.id WHERE i.order_id = \(orderID) ORDER BY e.id
            """
        ) { row in
            (
                item: try row.next() as ID<OrderLine>,
                event: ItemEvent(
                    status: try row.next(), quantity: try row.next(), at: try row.next(), receivedAt: try row.next(),
                    source: try row.next(), actor: try row.next(), isLate: try row.next(),
                    shipment: Shipment(courier: try row.next(), awb: try row.next(), trackingURL: try row.next()),
                    reason: try row.next())
            )
        }
        return Dictionary(grouping: rows, by: \.item).mapValues { $0.map(\.event) }
    }
}

extension Transaction {
    /// All reports of an item so far. They begin anew where a late payment has placed the order again.
    ///
    /// - Parameter time: when its first return was requested.
    func reports(ofItem itemID: ID<OrderLine>, returnsSince time: Instant?) throws -> [LineReport] {
        try all(
            """
            SELECT status, reported_quantity, at, courier, awb, tracking_url, source, received_at FROM item_event
            WHERE item_id = \(itemID) AND id >= coalesce(
                (SELECT max(e.id) FROM item_event e
                    WHERE e.item_id = \(itemID) AND e.source = 'payment' AND e.status = 'processing'), 0)
            ORDER BY id
            """
        ) { row in
            LineReport(
                try row.next(), quantity: try row.next(), at: try row.next(),
                shipment: Shipment(courier: try row.next(), awb: try row.next(), trackingURL: try row.next()),
                isOurs: try row.next() as StatusSource != .webhook,
                precedesReturns: (try row.next() as Instant) < (time ?? Instant(milliseconds: .min)))
        }
    }

    /// Adds an entry to an item's history. Entries are never changed.
    ///
    /// - Parameter reported: the reported number of units; nil for the whole line.
    func insertItemEvent(_ event: ItemEvent, reported: Int?, ofItem itemID: ID<OrderLine>) throws {
        try execute(
            """
            INSERT INTO item_event (item_id, status, quantity, reported_quantity, at, received_at, source, actor, is_late,
                courier, awb, tracking_url, reason)
            VALUES (\(itemID), \(event.status), \(event.quantity), \(reported), \(event.at), \(event.receivedAt),
                \(event.source), \(event.actor), \(event.isLate), \(event.shipment.courier), \(event.shipment.awb),
                \(event.shipment.trackingURL), \(event.reason))
            """)
    }
}
