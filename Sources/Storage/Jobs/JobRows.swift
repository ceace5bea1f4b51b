import Domain

package struct JobRow: Sendable {
    /// Its name, as in `kartify cron run NAME`.
    package let name: String
    package let isOn: Bool
    package let nextAt: Instant
    /// A process holds it until then.
    package let leaseUntil: Instant?
    package let lastAt: Instant?
    package let lastResult: String?
    /// When a run of it last ended well.
    package let lastSuccessAt: Instant?
}

extension Reader where Self: ~Copyable {
    package func jobs() throws -> [JobRow] {
        try all(
            "SELECT name, is_on, next_at, lease_until, last_at, last_result, last_success_at FROM job ORDER BY name"
        ) { row in
            JobRow(
                name: try row.next(), isOn: try row.next(), nextAt: try row.next(), leaseUntil: try row.next(),
                lastAt: try row.next(), lastResult: try row.next(), lastSuccessAt: try row.next())
        }
    }
}

extension Transaction {
    /// Adds a job's row if it is missing; a new one is due at once.
    package func addJob(_ name: String, at now: Instant) throws {
        try execute("INSERT INTO job (name, next_at) VALUES (\(name), \(now)) ON CONFLICT (name) DO NOTHING")
    }

    /// Leases a job. Missed runs are not repeated: one run makes up for all of them.
    ///
    /// - Parameters:
    ///   - owner: the caller's own number, with which it renews or ends the lease.
    ///   - onlyWhenDue: false for one that is started by hand.
    /// - Returns: false when the job is off, not due, or leased by another process.
    package func leaseJob(
        _ name: String, owner: Int, until end: Instant, next: Instant, onlyWhenDue: Bool = true, now: Instant
    ) throws -> Bool {
        let isDue: SQL = onlyWhenDue ? "AND \(SQL.isOver("next_at", at: now, atMost: next - now))" : ""
        return try execute(
            """
            UPDATE job SET lease_until = \(end), lease_owner = \(owner), next_at = \(next), last_at = \(now)
            WHERE name = (
                SELECT name FROM job WHERE name = \(name) AND is_on = 1 \(isDue)
                    AND \(SQL.isOver("lease_until", at: now, atMost: end - now)) \(skippingLocked))
            """) == 1
    }

    /// Renews a job's lease, unless another process has taken it over.
    package func renewJobLease(_ name: String, owner: Int, until end: Instant) throws {
        try execute("UPDATE job SET lease_until = \(end) WHERE name = \(name) AND lease_owner = \(owner)")
    }

    /// Ends a job's lease, unless another process has taken it over.
    ///
    /// - Parameter success: when it ended well; nil when it failed.
    package func endJob(_ name: String, owner: Int, result: String, success: Instant?) throws {
        try execute(
            """
            UPDATE job SET lease_until = NULL, lease_owner = NULL, last_result = \(result),
                last_success_at = coalesce(\(success), last_success_at)
            WHERE name = \(name) AND lease_owner = \(owner)
            """)
    }

    package func switchJob(_ name: String, isOn: Bool) throws {
        try execute("UPDATE job SET is_on = \(isOn) WHERE name = \(name)")
    }
}
