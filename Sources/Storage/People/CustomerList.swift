import Domain

package struct CustomerSummary: Sendable {
    package let account: CustomerAccount
    package let since: Instant
    package let orders: Int
    /// What all their orders cost, cancelled ones included.
    package let total: Money
    package let lastOrderAt: Instant?
}

extension Reader where Self: ~Copyable {
    /// A website's customers, the newest first, or those whose e-mail address begins with a text, by address.
    package func customers(
        of websiteID: ID<Website>, search: String, at place: ListPlace<ID<CustomerAccount>> = .first, limit: Int
    ) throws -> [CustomerSummary] {
        let page =
            search.isEmpty
            ? place.page(by: ["c.id"]) { ["\($0)"] }
            : place.page(by: ["c.email"], isDescending: false) {
                ["(SELECT k.email FROM customer k WHERE k.id = \($0))"]
            }
        let condition = found(of: websiteID, search)
        return place.inOrder(try customers("\(condition) \(page.condition) \(page.order) LIMIT \(limit)"))
    }

    private func found(of websiteID: ID<Website>, _ search: String) -> SQL {
        let bySearch: SQL = search.isEmpty ? "" : "AND \(OrderSearch.begins("c.email", with: search.lowercased()))"
        return "c.website_id = \(websiteID) AND c.is_pending = 0 \(bySearch)"
    }

    package func customerSummary(id: ID<CustomerAccount>, of websiteID: ID<Website>) throws -> CustomerSummary? {
        try customers("c.id = \(id) AND c.website_id = \(websiteID)").first
    }

    private func customers(_ condition: SQL) throws -> [CustomerSummary] {
        try all(
            """
            SELECT c.id, c.website_id, c.name, c.email, c.created_at,
                (SELECT count(*) FROM sales_order o WHERE o.customer_id = c.id),
                (SELECT coalesce(sum(o.total), 0) FROM sales_order o WHERE o.customer_id = c.id),
                (SELECT max(o.placed_at) FROM sales_order o WHERE o.customer_id = c.id)
            FROM customer c WHERE \(condition)
            """
        ) { row in
            CustomerSummary(
                account: CustomerAccount(
                    id: try row.next(), websiteID: try row.next(), name: try row.next(), email: try row.next()),
                since: try row.next(), orders: try row.next(), total: try row.next(), lastOrderAt: try row.next())
        }
    }

    /// How many of a website's customers a search finds, counted up to a limit.
    package func customerCount(of websiteID: ID<Website>, search: String, upTo limit: Int) throws -> Int {
        try number(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM customer c WHERE \(found(of: websiteID, search)) LIMIT \(limit)
            ) AS found LIMIT 1
            """)
    }

    /// Whether orders to a phone must be paid before delivery.
    package func isBlockedForCOD(_ phone: Mobile, at websiteID: ID<Website>) throws -> Bool {
        try number("SELECT count(*) FROM cod_block WHERE website_id = \(websiteID) AND phone = \(phone)") > 0
    }
}

extension Transaction {
    package func blockCOD(
        _ phone: Mobile, at websiteID: ID<Website>, isBlocked: Bool, by staff: String, now: Instant
    ) throws {
        try execute("DELETE FROM cod_block WHERE website_id = \(websiteID) AND phone = \(phone)")
        guard isBlocked else { return }
        try execute(
            "INSERT INTO cod_block (website_id, phone, staff, at) VALUES (\(websiteID), \(phone), \(staff), \(now))")
    }
}
