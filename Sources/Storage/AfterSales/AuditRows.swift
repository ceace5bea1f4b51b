import Domain

/// One line of the audit trail.
package struct AuditEntry: Sendable {
    package let id: ID<AuditEntry>
    package let at: Instant
    package let staff: String
    package let action: String
    package let subject: String
}

extension Reader where Self: ~Copyable {
    /// A website's audit trail, newest first.
    package func auditEntries(of websiteID: ID<Website>, before id: ID<AuditEntry>?, limit: Int) throws -> [AuditEntry]
    {
        let byKey: SQL = id.map { "AND id < \($0)" } ?? ""
        return try all(
            """
            SELECT id, at, staff, action, subject FROM audit WHERE website_id = \(websiteID) \(byKey)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { row in
            AuditEntry(
                id: try row.next(), at: try row.next(), staff: try row.next(), action: try row.next(),
                subject: try row.next())
        }
    }
}

extension Transaction {
    /// Adds an entry to the trail of every website: of what concerns them all.
    package func auditEverywhere(_ action: String, of subject: String, by staff: String, at now: Instant) throws {
        for website in try websites() {
            try audit(action, of: subject, by: staff, websiteID: website.id, at: now)
        }
    }

    /// Adds an entry; entries are never changed.
    package func audit(_ action: String, of subject: String, by staff: String, websiteID: ID<Website>, at now: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO audit (website_id, at, staff, action, subject)
            VALUES (\(websiteID), \(now), \(staff), \(action), \(subject))
            """)
    }
}
