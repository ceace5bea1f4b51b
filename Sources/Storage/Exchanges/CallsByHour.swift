import Domain

extension Reader where Self: ~Copyable {
    /// Our calls to the OMS in each hour since a time, by outcome. Hours are counted from 1 January 1970 in Indian Standard Time.
    package func callsByHour(of websiteID: ID<Website>, since start: Instant) throws -> [Int: [CallOutcome: Int]] {
        let rows = try all(
            """
            SELECT (at + \(IndianDay.offset)) / 3600000, outcome, count(*) FROM exchange
            WHERE website_id = \(websiteID) AND kind IN (\(SQL.list(CallKind.measured)))
                AND +at >= \(start) AND id > \(try lastID(before: start, of: websiteID))
            GROUP BY 1, 2
            """
        ) { (hour: try $0.next() as Int, outcome: try $0.next() as CallOutcome, count: try $0.next() as Int) }
        return Dictionary(grouping: rows, by: \.hour).mapValues { hour in
            Dictionary(uniqueKeysWithValues: hour.map { ($0.outcome, $0.count) })
        }
    }
}
