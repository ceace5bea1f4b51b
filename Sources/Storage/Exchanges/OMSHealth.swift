import Domain

extension Reader where Self: ~Copyable {
    /// How a website's own OMS has answered our calls. Each look is a place in an index or the few calls behind it, however many calls
    /// the OMS makes to us meanwhile.
    package func omsHealth(of websiteID: ID<Website>, now: Instant) throws -> OMSHealth {
        let oms: SQL = "(SELECT w.oms FROM website w WHERE w.id = \(websiteID))"
        let good = try CallKind.awaited.compactMap { kind in
            // Not bound: a server that plans for any kind walks back through all calls when there is none of this one.
            let kind = SQL(stringLiteral: "'\(kind.rawValue)'")
            return try first(
                """
                SELECT id, at FROM exchange
                WHERE website_id = \(websiteID) AND kind = \(kind) AND outcome IN ('accepted', 'refused') AND oms = \(oms)
                ORDER BY id DESC LIMIT 1
                """
            ) { (id: try $0.next() as Int, at: try $0.next() as Instant) }
        }.max { $0.id < $1.id }
        let unclear = try first(
            """
            SELECT min(at), count(*), count(*) FILTER (WHERE kind = 'serviceability' AND order_number IS NULL) FROM exchange
            WHERE website_id = \(websiteID) AND kind IN (\(SQL.list(CallKind.awaited))) AND oms = \(oms)
                AND outcome = 'unknown' AND id > \(good?.id ?? 0)
            """
        ) { OMSHealth.Unclear(since: try $0.next(), calls: try $0.next(), checkouts: try $0.next()) }
        return OMSHealth(
            lastGoodAt: good?.at, unclear: unclear ?? .init(since: nil, calls: 0, checkouts: 0),
            lately: try callCounts(of: websiteID, since: now - OMSHealth.rateTime))
    }

    private func callCounts(of websiteID: ID<Website>, since time: Instant) throws -> (clear: Int, all: Int) {
        let counts = try first(
            """
            SELECT count(*) FILTER (WHERE outcome <> 'unknown'), count(*) FROM exchange
            WHERE website_id = \(websiteID) AND kind IN (\(SQL.list(CallKind.measured)))
                AND oms = (SELECT w.oms FROM website w WHERE w.id = \(websiteID))
                AND outcome IN ('accepted', 'refused', 'unknown') AND +at >= \(time) AND id > \(try lastID(before: time, of: websiteID))
            """
        ) { (clear: try $0.next() as Int, all: try $0.next() as Int) }
        return counts ?? (clear: 0, all: 0)
    }

    /// Checkouts since a time that were turned away because the OMS gave no clear answer, or was not asked for that reason.
    package func checkoutsTurnedAway(of websiteID: ID<Website>, since time: Instant) throws -> Int {
        try number(
            """
            SELECT count(*) FROM exchange
            WHERE website_id = \(websiteID) AND outcome <> 'accepted' AND outcome = 'unknown'
                AND kind = 'serviceability' AND order_number IS NULL AND +at >= \(time) AND id > \(try lastID(before: time, of: websiteID))
            """)
    }

    /// Calls are saved as they end, so a time is roughly a place among the ids, and an index by id serves for it. The `+` before
    /// `at` keeps the engine from walking all calls of that time, which are mostly the OMS's to us.
    func lastID(before time: Instant, of websiteID: ID<Website>) throws -> Int {
        try first(
            """
            SELECT id FROM exchange WHERE website_id = \(websiteID) AND at < \(time - .minutes(1))
            ORDER BY at DESC LIMIT 1
            """
        ) { try $0.next() as Int } ?? 0
    }
}
