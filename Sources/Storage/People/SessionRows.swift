import Domain

extension Reader where Self: ~Copyable {
    /// Who is signed in at /admin with this browser, and the website they look at.
    package func staff(session tokenHash: [UInt8], at now: Instant) throws -> (member: StaffMember, website: Website)? {
        try first(
            """
            SELECT s.id, s.username, s.role, w.id, w.name, w.order_prefix
            FROM session JOIN staff s ON s.id = session.staff_id JOIN website w ON w.id = session.website_id
            WHERE token_hash = \(tokenHash) AND expires_at > \(now)
            """
        ) { row in
            (
                StaffMember(id: try row.next(), username: try row.next(), role: try row.next()),
                Website(id: try row.next(), name: try row.next(), orderPrefix: try row.next())
            )
        }
    }

    /// Who is signed in at a website with this browser.
    package func customer(session tokenHash: [UInt8], of websiteID: ID<Website>, at now: Instant) throws
        -> CustomerAccount?
    {
        try first(
            """
            SELECT c.id, c.website_id, c.name, c.email FROM session JOIN customer c ON c.id = session.customer_id
            WHERE token_hash = \(tokenHash) AND session.website_id = \(websiteID) AND expires_at > \(now)
            """
        ) { row in
            CustomerAccount(id: try row.next(), websiteID: try row.next(), name: try row.next(), email: try row.next())
        }
    }
}

extension Transaction {
    /// Signs a staff member in.
    package func addSession(_ tokenHash: [UInt8], staffID: ID<StaffMember>, websiteID: ID<Website>, until end: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO session (token_hash, staff_id, website_id, expires_at)
            VALUES (\(tokenHash), \(staffID), \(websiteID), \(end))
            """)
    }

    /// Signs a customer in.
    package func addSession(_ tokenHash: [UInt8], customer: CustomerAccount, until end: Instant) throws {
        try execute(
            """
            INSERT INTO session (token_hash, customer_id, website_id, expires_at)
            VALUES (\(tokenHash), \(customer.id), \(customer.websiteID), \(end))
            """)
    }

    /// Signs a browser out.
    package func removeSession(_ tokenHash: [UInt8]) throws {
        try execute("DELETE FROM session WHERE token_hash = \(tokenHash)")
    }

    /// Switches a staff session to another website.
    package func switchWebsite(session tokenHash: [UInt8], to websiteID: ID<Website>) throws {
        try execute(
            "UPDATE session SET website_id = \(websiteID) WHERE token_hash = \(tokenHash) AND staff_id IS NOT NULL")
    }

    /// Deletes the sessions that ended a day ago: until then they say whose form it is that comes too late.
    package func removeExpiredSessions(at now: Instant) throws {
        try execute("DELETE FROM session WHERE expires_at <= \(now - .days(1))")
    }
}
