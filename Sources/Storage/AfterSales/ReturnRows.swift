import Domain

extension ReturnReason: SQLBindable, SQLReadable {}

/// A return as the store has it, without its bank details.
package struct ReturnRow: Sendable {
    /// Units of one item and why they come back.
    package struct Item: Sendable {
        /// The order item's row.
        package let itemID: Int
        package let quantity: Int
        package let reason: ReturnReason
        /// In the customer's words; may be empty.
        package let comment: String

        package init(itemID: Int, quantity: Int, reason: ReturnReason, comment: String) {
            self.itemID = itemID
            self.quantity = quantity
            self.reason = reason
            self.comment = comment
        }
    }

    package let id: Int
    package let orderID: Int
    /// What the customer may quote; the OMS's `returnId`.
    package let reference: String
    package let state: RequestState
    /// The staff member who asked for the customer.
    package let actor: String?
    /// When it was asked for first.
    package let requestedAt: Instant
    /// Calls made so far.
    package let attempts: Int
    /// A call is under way until then.
    package let leaseUntil: Instant?
    package let code: String?
    /// The sentence for the customer.
    package let answer: String?
    /// When the last answer came.
    package let answeredAt: Instant?
    /// The end of the account number, for a COD refund.
    package let accountLastFour: String?
    /// Whether the whole bank details are still there.
    package let hasBankDetails: Bool
    package let items: [Item]
}

extension Reader where Self: ~Copyable {
    /// An order's returns, newest first.
    package func returns(ofOrder orderID: Int) throws -> [ReturnRow] {
        try returns(where: "r.order_id = \(orderID)", limit: 1000)
    }

    /// A website's returns, newest first.
    package func returns(
        of websiteID: Int, _ state: RequestState?, before id: Int?, limit: Int
    ) throws -> [ReturnRow] {
        let byState: SQL = state.map { "AND r.state = \($0)" } ?? ""
        let byKey: SQL = id.map { "AND r.id < \($0)" } ?? ""
        return try returns(where: "r.website_id = \(websiteID) \(byState) \(byKey)", limit: limit)
    }

    /// A website's return by its reference.
    package func customerReturn(_ reference: String, of websiteID: Int) throws -> ReturnRow? {
        try returns(where: "r.website_id = \(websiteID) AND r.reference = \(reference)", limit: 1).first
    }

    /// Units of an item in its open or accepted return; nil when there is none.
    package func returnedUnits(ofItem id: Int) throws -> Int? {
        try first(
            """
            SELECT i.quantity FROM return_item i JOIN return_request r ON r.id = i.return_id
            WHERE i.item_id = \(id) AND r.state IN ('open', 'accepted')
            """
        ) { try $0[0] }
    }

    /// The sealed bank details of all returns of an order, each with the reference it was sealed for.
    package func sealedBankDetails(ofOrder number: String, of websiteID: Int) throws -> [(
        reference: String, sealed: [UInt8]
    )] {
        try all(
            """
            SELECT r.reference, r.bank_sealed FROM sales_order o JOIN return_request r ON r.order_id = o.id
            WHERE o.website_id = \(websiteID) AND o.number = \(number) AND r.bank_sealed IS NOT NULL
            """
        ) { (try $0[0], try $0[1]) }
    }

    /// The sealed bank details of a return; nil when it has none, or they are erased.
    package func sealedBankDetails(ofReturn id: Int) throws -> [UInt8]? {
        try first("SELECT bank_sealed FROM return_request WHERE id = \(id)") { try $0[0] as [UInt8]? } ?? nil
    }

    /// Returns that the OMS has refused since a time.
    package func refusedReturns(of websiteID: Int, since time: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) FROM return_request
            WHERE website_id = \(websiteID) AND state = 'refused' AND answered_at >= \(time)
            """)
    }

    private func returns(where condition: SQL, limit: Int) throws -> [ReturnRow] {
        let heads = try all(
            """
            SELECT r.id, r.order_id, r.reference, r.state, r.actor, r.requested_at, r.attempts, r.lease_until, r.code,
                r.answer, r.answered_at, r.account_last_four, r.bank_sealed IS NOT NULL
            FROM return_request r WHERE \(condition) ORDER BY r.id DESC LIMIT \(limit)
            """
        ) { try head($0) }
        let items = try items(ofReturns: heads.map(\.id))
        return heads.map { head in head.with(items: items[head.id, default: []]) }
    }

    private func items(ofReturns ids: [Int]) throws -> [Int: [ReturnRow.Item]] {
        guard !ids.isEmpty else { return [:] }
        let items = try all(
            """
            SELECT return_id, item_id, quantity, reason, comment FROM return_item
            WHERE return_id IN (\(SQL.list(ids)))
            """
        ) { row in
            (
                id: try row[0] as Int,
                item: ReturnRow.Item(
                    itemID: try row[1], quantity: try row[2], reason: try row[3], comment: try row[4])
            )
        }
        return Dictionary(grouping: items, by: \.id).mapValues { $0.map(\.item) }
    }

    private func head(_ row: Row) throws -> ReturnRow {
        ReturnRow(
            id: try row[0], orderID: try row[1], reference: try row[2], state: try row[3], actor: try row[4],
            requestedAt: try row[5], attempts: try row[6], leaseUntil: try row[7], code: try row[8], answer: try row[9],
            answeredAt: try row[10], accountLastFour: try row[11], hasBankDetails: try row[12], items: [])
    }
}

extension ReturnRow {
    package var wanted: [Int: Int] { Dictionary(uniqueKeysWithValues: items.map { ($0.itemID, $0.quantity) }) }

    fileprivate func with(items: [Item]) -> ReturnRow {
        ReturnRow(
            id: id, orderID: orderID, reference: reference, state: state, actor: actor, requestedAt: requestedAt,
            attempts: attempts, leaseUntil: leaseUntil, code: code, answer: answer, answeredAt: answeredAt,
            accountLastFour: accountLastFour, hasBankDetails: hasBankDetails, items: items)
    }
}

extension [ReturnRow] {
    /// References of the returns that are open or accepted, by item: those items cannot be returned again.
    package var underWay: [Int: String] {
        filter { $0.state == .open || $0.state == .accepted }.reduce(into: [:]) { found, row in
            for item in row.items { found[item.itemID] = row.reference }
        }
    }
}
