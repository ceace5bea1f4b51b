import Domain

extension Reader where Self: ~Copyable {
    /// A website's customer and the hash of their password.
    package func customer(email: String, of websiteID: ID<Website>) throws -> (
        account: CustomerAccount, passwordHash: String
    )? {
        try first(
            """
            SELECT id, website_id, name, email, password_hash FROM customer
            WHERE website_id = \(websiteID) AND email = \(email)
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
    /// A new customer.
    ///
    /// - Throws: `DatabaseError.notUnique` when the website has one with this e-mail address.
    package func addCustomer(
        websiteID: ID<Website>, email: EmailAddress, name: String, passwordHash: String, at now: Instant
    ) throws -> CustomerAccount {
        let id: ID<CustomerAccount> = try insert(
            """
            INSERT INTO customer (website_id, email, name, password_hash, created_at)
            VALUES (\(websiteID), \(email.text), \(name), \(passwordHash), \(now)) RETURNING id
            """)
        return CustomerAccount(id: id, websiteID: websiteID, name: name, email: email.text)
    }

    /// Replaces a customer's password and ends every session that was opened with the old one.
    package func setPassword(hash: String, of customer: CustomerAccount, at now: Instant) throws {
        try execute("UPDATE customer SET password_hash = \(hash) WHERE id = \(customer.id)")
        try endSessions(of: .customer(customer.id), at: now)
    }
}
