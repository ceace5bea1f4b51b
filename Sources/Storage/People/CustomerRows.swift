import Domain

package struct CustomerLogin: Sendable {
    package let account: CustomerAccount
    package let passwordHash: String
    /// Whether the address is not proved yet: then there is no account.
    package let isPending: Bool
    /// The address that they want to have instead.
    package let newEmail: String?
}

extension Reader where Self: ~Copyable {
    /// A customer who has an account at a website, or is about to have one.
    package func customer(id: ID<CustomerAccount>, of websiteID: ID<Website>) throws -> CustomerLogin? {
        try first(
            """
            SELECT id, website_id, name, email, password_hash, is_pending, new_email FROM customer
            WHERE id = \(id) AND website_id = \(websiteID)
            """
        ) { row in
            CustomerLogin(
                account: CustomerAccount(
                    id: try row.next(), websiteID: try row.next(), name: try row.next(), email: try row.next()),
                passwordHash: try row.next(), isPending: try row.next(), newEmail: try row.next())
        }
    }

    package func customer(email: String, of websiteID: ID<Website>) throws -> (
        account: CustomerAccount, passwordHash: String
    )? {
        try first(
            """
            SELECT id, website_id, name, email, password_hash FROM customer
            WHERE website_id = \(websiteID) AND email = \(email) AND is_pending = 0
            """
        ) { row in
            (
                CustomerAccount(
                    id: try row.next(), websiteID: try row.next(), name: try row.next(), email: try row.next()),
                try row.next()
            )
        }
    }
}

extension Transaction {
    /// A new customer. Whoever has not proved this address makes room.
    ///
    /// - Parameter isPending: whether the address is to be proved first.
    /// - Throws: `DatabaseError.notUnique` when the website has one with this e-mail address.
    package func addCustomer(
        websiteID: ID<Website>, email: EmailAddress, name: String, passwordHash: String, isPending: Bool = false,
        at now: Instant
    ) throws -> CustomerAccount {
        let known: ID<CustomerAccount>? = try first(
            """
            UPDATE customer SET name = \(name), password_hash = \(passwordHash), created_at = \(now), is_pending = \(isPending)
            WHERE website_id = \(websiteID) AND email = \(email.text) AND is_pending = 1 RETURNING id
            """
        ) { try $0.next() }
        let id: ID<CustomerAccount> =
            try known
            ?? insert(
                """
                INSERT INTO customer (website_id, email, name, password_hash, created_at, is_pending)
                VALUES (\(websiteID), \(email.text), \(name), \(passwordHash), \(now), \(isPending)) RETURNING id
                """)
        return CustomerAccount(id: id, websiteID: websiteID, name: name, email: email.text)
    }

    /// Replaces a customer's password and ends every session that was opened with the old one.
    package func setPassword(hash: String, of customer: CustomerAccount, at now: Instant) throws {
        try execute("UPDATE customer SET password_hash = \(hash) WHERE id = \(customer.id)")
        try endSessions(of: .customer(customer.id), at: now)
    }

    /// The address is proved: there is an account from now on.
    package func confirmCustomer(_ id: ID<CustomerAccount>) throws {
        try execute("UPDATE customer SET is_pending = 0 WHERE id = \(id)")
    }

    /// Records the address that a customer is to have once it is proved.
    package func wantEmail(_ email: EmailAddress, _ customer: CustomerAccount) throws {
        try execute("UPDATE customer SET new_email = \(email.text) WHERE id = \(customer.id)")
    }

    /// A customer's new address is proved.
    ///
    /// - Returns: false when somebody else has it by now.
    package func changeEmail(of customer: CustomerAccount, to email: String) throws -> Bool {
        guard try self.customer(email: email, of: customer.websiteID) == nil else { return false }
        try removePendingCustomers("website_id = \(customer.websiteID) AND email = \(email) AND is_pending = 1")
        try execute("UPDATE customer SET email = \(email), new_email = NULL WHERE id = \(customer.id)")
        return true
    }

    /// Removes those who have registered before a time, and never proved their address.
    package func removePendingCustomers(since time: Instant) throws {
        try removePendingCustomers("is_pending = 1 AND created_at < \(time)")
    }

    private func removePendingCustomers(_ condition: SQL) throws {
        try execute("DELETE FROM message WHERE customer_id IN (SELECT id FROM customer WHERE \(condition))")
        try execute("DELETE FROM customer WHERE \(condition)")
    }
}
