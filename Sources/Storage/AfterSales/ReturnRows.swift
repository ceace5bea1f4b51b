import Domain

extension ReturnReason: SQLBindable, SQLReadable {}

/// A return, without its bank details.
@dynamicMemberLookup
package struct ReturnRow: Sendable {
    package struct Item: Sendable {
        package let itemID: ID<OrderLine>
        package let quantity: Int
        package let reason: ReturnReason
        /// In the customer's words; may be empty.
        package let comment: String

        package init(itemID: ID<OrderLine>, quantity: Int, reason: ReturnReason, comment: String) {
            self.itemID = itemID
            self.quantity = quantity
            self.reason = reason
            self.comment = comment
        }
    }

    package let request: RequestRow
    /// How a COD refund is paid; nil for a prepaid order.
    package let refundRoute: RefundRoute?
    /// The last digits of the account number, or the end of the UPI id, for a COD refund.
    package let accountEnd: String?
    package let hasBankDetails: Bool
    package let items: [Item]

    package subscript<Value>(dynamicMember path: KeyPath<RequestRow, Value>) -> Value { request[keyPath: path] }
}

extension Reader where Self: ~Copyable {
    /// An order's returns, newest first.
    package func returns(ofOrder orderID: ID<Order>) throws -> [ReturnRow] {
        try returns(where: "order_id = \(orderID)", limit: 1000)
    }

    package func returns(
        of websiteID: ID<Website>, _ state: RequestState?, at place: ListPlace<ID<RequestRow>>, limit: Int
    ) throws -> [ReturnRow] {
        try returns(where: requests(of: websiteID, state), at: place, limit: limit)
    }

    package func customerReturn(_ reference: String, of websiteID: ID<Website>) throws -> ReturnRow? {
        try returns(where: "website_id = \(websiteID) AND reference = \(reference)", limit: 1).first
    }

    /// Units of an item in each of its open and accepted returns, and since when; the oldest first.
    package func returnedUnits(ofItem id: ID<OrderLine>) throws -> [(quantity: Int, since: Instant)] {
        try all(
            """
            SELECT i.quantity, r.requested_at FROM return_item i JOIN return_request r ON r.id = i.return_id
            WHERE i.item_id = \(id) AND r.state IN ('open', 'accepted') ORDER BY r.id
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// The sealed bank details of all returns of an order, each with the reference it was sealed for.
    package func sealedBankDetails(ofOrder number: String, of websiteID: ID<Website>) throws -> [(
        reference: String, sealed: [UInt8]
    )] {
        try all(
            """
            SELECT r.reference, r.bank_sealed FROM sales_order o JOIN return_request r ON r.order_id = o.id
            WHERE o.website_id = \(websiteID) AND o.number = \(number) AND r.bank_sealed IS NOT NULL
            """
        ) { (try $0.next(), try $0.next()) }
    }

    /// The sealed bank details of a return; nil when it has none, or they are erased.
    package func sealedBankDetails(ofReturn id: ID<RequestRow>) throws -> [UInt8]? {
        try first("SELECT bank_sealed FROM return_request WHERE id = \(id)") { try $0.next() as [UInt8]? } ?? nil
    }

    private func returns(
        where condition: SQL, at place: ListPlace<ID<RequestRow>> = .first, limit: Int
    ) throws -> [ReturnRow] {
        let page = place.page(by: ["id"]) { ["\($0)"] }
        let rows = try all(
            """
            SELECT \(RequestRow.columns), refund_route, account_last_four,
                CASE WHEN bank_sealed IS NULL THEN 0 ELSE 1 END
            FROM return_request WHERE \(condition) \(page.condition) \(page.order) LIMIT \(limit)
            """
        ) { row in
            (
                request: try RequestRow(.return, &row), route: try row.next() as RefundRoute?,
                accountEnd: try row.next() as String?,
                hasBankDetails: try row.next() as Bool
            )
        }
        let items = try items(ofReturns: rows.map(\.request.id))
        return place.inOrder(rows).map { row in
            ReturnRow(
                request: row.request, refundRoute: row.route, accountEnd: row.accountEnd,
                hasBankDetails: row.hasBankDetails, items: items[row.request.id, default: []])
        }
    }

    private func items(ofReturns ids: [ID<RequestRow>]) throws -> [ID<RequestRow>: [ReturnRow.Item]] {
        guard !ids.isEmpty else { return [:] }
        let items = try all(
            """
            SELECT return_id, item_id, quantity, reason, comment FROM return_item
            WHERE return_id IN (\(SQL.list(ids)))
            """
        ) { row in
            (
                id: try row.next() as ID<RequestRow>,
                item: ReturnRow.Item(
                    itemID: try row.next(), quantity: try row.next(), reason: try row.next(), comment: try row.next())
            )
        }
        return Dictionary(grouping: items, by: \.id).mapValues { $0.map(\.item) }
    }
}

extension ReturnRow {
    package var wanted: [ID<OrderLine>: Int] {
        Dictionary(uniqueKeysWithValues: items.map { ($0.itemID, $0.quantity) })
    }
}

extension [ReturnRow] {
    /// The reference of the latest accepted return, by item. The returns are newest first.
    package var underWay: [ID<OrderLine>: String] {
        accepted.reversed().reduce(into: [:]) { found, row in
            for item in row.items { found[item.itemID] = row.reference }
        }
    }

    package var accepted: [ReturnRow] { filter { $0.state == .accepted } }

    /// Those that the OMS has accepted, or not answered clearly yet.
    package var inForce: [ReturnRow] { filter { $0.state == .open || $0.state == .accepted } }

    package var units: [ID<OrderLine>: Int] {
        flatMap(\.items).reduce(into: [:]) { $0[$1.itemID, default: 0] += $1.quantity }
    }
}
