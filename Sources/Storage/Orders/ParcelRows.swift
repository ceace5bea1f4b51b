import Domain

extension Reader where Self: ~Copyable {
    /// The parcels of some orders' lines, by line, in the order of their numbers.
    func parcels(ofOrders ids: [ID<Order>]) throws -> [ID<OrderLine>: [Parcel]] {
        let rows = try all(
            """
            SELECT c.item_id, c.number, c.courier, c.awb, c.tracking_url, c.since
            FROM order_item i JOIN parcel c ON c.item_id = i.id
            WHERE i.order_id IN (\(SQL.list(ids))) ORDER BY c.item_id, c.number
            """
        ) { row in (item: try row.next() as ID<OrderLine>, parcel: try parcel(&row)) }
        return Dictionary(grouping: rows, by: \.item).mapValues { $0.map(\.parcel) }
    }

    func progress(ofItem itemID: ID<OrderLine>) throws -> LineProgress {
        let groups = try all(
            "SELECT status, quantity, since, parcel FROM item_progress WHERE item_id = \(itemID)"
        ) { try progressGroup(&$0) }
        let parcels = try all(
            "SELECT number, courier, awb, tracking_url, since FROM parcel WHERE item_id = \(itemID) ORDER BY number"
        ) { try parcel(&$0) }
        return LineProgress(groups, parcels: parcels)
    }

    /// A group of units from the columns status, quantity, since and parcel.
    func progressGroup(_ row: inout Row) throws -> LineProgress.Group {
        let status: ItemStatus = try row.next(), quantity: Int = try row.next(), since: Instant = try row.next()
        let parcel: Int = try row.next()
        return LineProgress.Group(status, quantity: quantity, since: since, parcel: parcel == 0 ? nil : parcel)
    }

    private func parcel(_ row: inout Row) throws -> Parcel {
        Parcel(
            number: try row.next(),
            shipment: Shipment(
                courier: try row.next(), awb: try row.next(), trackingURL: try row.next()),
            since: try row.next())
    }
}

extension Transaction {
    func saveProgress(_ progress: LineProgress, inPlaceOf before: LineProgress, ofItem itemID: ID<OrderLine>) throws {
        if progress.groups != before.groups {
            try execute("DELETE FROM item_progress WHERE item_id = \(itemID)")
            for group in progress.groups {
                try execute(
                    """
                    INSERT INTO item_progress (item_id, status, parcel, quantity, since)
                    VALUES (\(itemID), \(group.status), \(group.parcel ?? 0), \(group.quantity), \(group.since))
                    """)
            }
        }
        guard progress.parcels != before.parcels else { return }
        try execute("DELETE FROM parcel WHERE item_id = \(itemID)")
        for parcel in progress.parcels {
            let shipment = parcel.shipment
            try execute(
                """
                INSERT INTO parcel (item_id, number, courier, awb, tracking_url, since)
                VALUES (\(itemID), \(parcel.number), \(shipment.courier), \(shipment.awb), \(shipment.trackingURL),
                    \(parcel.since))
                """)
        }
    }
}
