import Domain

extension Reader where Self: ~Copyable {
    /// The parcels of an order's lines, by line, in the order of their numbers.
    func parcels(ofOrder orderID: Int) throws -> [Int: [Parcel]] {
        let rows = try all(
            """
            SELECT c.item_id, c.number, c.courier, c.awb, c.tracking_url, c.since
            FROM order_item i JOIN parcel c ON c.item_id = i.id WHERE i.order_id = \(orderID) ORDER BY c.item_id, c.number
            """
        ) { row in (item: try row[0] as Int, parcel: try parcel(row, from: 1)) }
        return Dictionary(grouping: rows, by: \.item).mapValues { $0.map(\.parcel) }
    }

    /// A line as it stands in the store now.
    func progress(ofItem itemID: Int) throws -> LineProgress {
        let groups = try all(
            "SELECT status, parcel, quantity, since FROM item_progress WHERE item_id = \(itemID)"
        ) { try progressGroup($0, from: 0) }
        let parcels = try all(
            "SELECT number, courier, awb, tracking_url, since FROM parcel WHERE item_id = \(itemID) ORDER BY number"
        ) { try parcel($0, from: 0) }
        return LineProgress(groups, parcels: parcels)
    }

    /// A group of units from the columns status, parcel, quantity and since.
    func progressGroup(_ row: Row, from column: Int) throws -> LineProgress.Group {
        let parcel: Int = try row[column + 1]
        return LineProgress.Group(
            try row[column], quantity: try row[column + 2], since: try row[column + 3],
            parcel: parcel == 0 ? nil : parcel)
    }

    private func parcel(_ row: Row, from column: Int) throws -> Parcel {
        Parcel(
            number: try row[column],
            shipment: Shipment(
                courier: try row[column + 1], awb: try row[column + 2], trackingURL: try row[column + 3]),
            since: try row[column + 4])
    }
}

extension Transaction {
    /// Writes which units of a line are where, and in which parcels.
    func save(_ progress: LineProgress, inPlaceOf before: LineProgress, ofItem itemID: Int) throws {
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
