import Domain

extension OMSTrouble.Kind: SQLBindable, SQLReadable {}

extension Reader where Self: ~Copyable {
    /// What troubles a website with an OMS, and came last after a time.
    package func troubles(of websiteID: ID<Website>, since time: Instant) throws -> [OMSTrouble] {
        try all(
            """
            SELECT oms, kind, count, last_at FROM oms_trouble WHERE website_id = \(websiteID) AND last_at > \(time)
            ORDER BY oms, kind
            """
        ) { OMSTrouble(oms: try $0.next(), kind: try $0.next(), count: try $0.next(), lastAt: try $0.next()) }
    }
}

extension Transaction {
    /// Counts a trouble; one that had been over begins again.
    package func noteTrouble(_ kind: OMSTrouble.Kind, with oms: OMSKind, of websiteID: ID<Website>, at now: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO oms_trouble (website_id, oms, kind, count, last_at)
            VALUES (\(websiteID), \(oms), \(kind), 1, \(now))
            ON CONFLICT (website_id, oms, kind) DO UPDATE SET last_at = excluded.last_at,
                count = CASE WHEN oms_trouble.last_at < \(now - OMSTrouble.memory) THEN 1 ELSE oms_trouble.count + 1 END
            """)
    }

    package func endTrouble(_ kind: OMSTrouble.Kind, with oms: OMSKind, of websiteID: ID<Website>) throws {
        try execute("DELETE FROM oms_trouble WHERE website_id = \(websiteID) AND oms = \(oms) AND kind = \(kind)")
    }
}
