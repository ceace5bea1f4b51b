import Domain

package struct JobRun: Sendable {
    package let id: ID<JobRun>
    package let job: String
    package let startedAt: Instant
    /// nil while it runs, or when its process died.
    package let finishedAt: Instant?
    package let aliveAt: Instant
    /// `schedule`, `terminal`, or a staff member's name.
    package let startedBy: String
    package let windowHours: Int
    /// Why the run itself failed.
    package let fault: String?
    /// Orders that were waiting when it began.
    package let total: Int
    package let cancelledBy: String?
    /// Orders that another run was pushing when this one ended.
    package let held: Int
    /// The orders that were chosen, in words; nil for a run of all that waits.
    package let subject: String?
    /// Rows of its file that are written.
    package let done: Int
    /// Orders that were chosen, but are not to be pushed.
    package let leftOut: Int
    package let file: String?
    package let counts: Counts

    package struct Counts: Sendable {
        package let accepted: Int
        /// Refused by the OMS, or by a check of ours.
        package let refused: Int
        package let unknown: Int
    }
}

package struct JobRunOrder: Sendable {
    package let id: ID<JobRun>
    package let number: String
    package let websiteName: String
    /// `accepted`, `refused` or `unknown`.
    package let outcome: CallOutcome
    package let reason: String?
}

extension Reader where Self: ~Copyable {
    package func runs(of job: String, before id: ID<JobRun>? = nil, limit: Int) throws -> [JobRun] {
        try all(
            """
            SELECT \(runColumns) FROM job_run r WHERE job = \(job) AND id < \(id ?? .last)
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { try run(&$0) }
    }

    package func run(id: ID<JobRun>) throws -> JobRun? {
        try first("SELECT \(runColumns) FROM job_run r WHERE id = \(id)") { try run(&$0) }
    }

    /// The outcome of each order in a run, oldest first.
    ///
    /// - Parameter order: the last order of the page before.
    package func orders(
        ofRun id: ID<JobRun>, in websites: [Website]? = nil, after order: ID<Order> = 0, limit: Int
    ) throws -> [JobRunOrder] {
        let ofThese: SQL = websites.map { "AND o.website_id IN (\(SQL.list($0.map(\.id))))" } ?? ""
        return try orders(ofRun: id, ofThese, after: order, limit: limit)
    }

    private func orders(
        ofRun id: ID<JobRun>, _ condition: SQL, after order: ID<Order>, limit: Int
    ) throws -> [JobRunOrder] {
        try all(
            """
            SELECT o.id, o.number, w.name, r.outcome, r.reason FROM job_run_order r
            JOIN sales_order o ON o.id = r.order_id JOIN website w ON w.id = o.website_id
            WHERE r.run_id = \(id) AND r.order_id > \(order) \(condition) ORDER BY r.order_id LIMIT \(limit)
            """
        ) { row in
            JobRunOrder(
                id: try row.next(), number: try row.next(), websiteName: try row.next(), outcome: try row.next(),
                reason: try row.next())
        }
    }

    private var runColumns: SQL {
        """
        id, job, started_at, finished_at, alive_at, started_by, window_hours, fault, total, cancelled_by, held,
            subject, done, left_out, file,
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'accepted'),
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'refused'),
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'unknown')
        """
    }

    private func run(_ row: inout Row) throws -> JobRun {
        JobRun(
            id: try row.next(), job: try row.next(), startedAt: try row.next(), finishedAt: try row.next(),
            aliveAt: try row.next(),
            startedBy: try row.next(), windowHours: try row.next(), fault: try row.next(),
            total: try row.next(), cancelledBy: try row.next(), held: try row.next(), subject: try row.next(),
            done: try row.next(),
            leftOut: try row.next(), file: try row.next(),
            counts: JobRun.Counts(accepted: try row.next(), refused: try row.next(), unknown: try row.next()))
    }
}

extension Transaction {
    package func startRun(
        _ job: String, by starter: String, windowHours: Int, total: Int, subject: String? = nil, at now: Instant
    ) throws -> ID<JobRun> {
        try insert(
            """
            INSERT INTO job_run (job, started_at, alive_at, started_by, window_hours, total, subject)
            VALUES (\(job), \(now), \(now), \(starter), \(windowHours), \(total), \(subject)) RETURNING id
            """)
    }

    /// Records the outcome of an order in a run, in the transaction that changes the order.
    package func recordPush(
        _ outcome: CallOutcome, reason: String?, ofOrder orderID: ID<Order>, inRun runID: ID<JobRun>, at now: Instant
    )
        throws
    {
        try execute(
            """
            INSERT INTO job_run_order (run_id, order_id, outcome, reason) VALUES (\(runID), \(orderID), \(outcome), \(reason))
            ON CONFLICT (run_id, order_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason
            """)
        try execute("UPDATE job_run SET alive_at = \(now) WHERE id = \(runID)")
    }

    /// Asks a run to stop after the orders that it is pushing.
    package func cancelRun(_ id: ID<JobRun>, by staff: String) throws {
        try execute("UPDATE job_run SET cancelled_by = \(staff) WHERE id = \(id) AND finished_at IS NULL")
    }

    package func keepRunAlive(_ id: ID<JobRun>, at now: Instant) throws {
        try execute("UPDATE job_run SET alive_at = \(now) WHERE id = \(id) AND finished_at IS NULL")
    }

    /// Ends a run.
    ///
    /// - Parameter held: orders that another run was pushing.
    package func finishRun(_ id: ID<JobRun>, fault: String?, held: Int = 0, at now: Instant) throws {
        try execute(
            "UPDATE job_run SET finished_at = \(now), fault = \(fault), held = \(held) WHERE id = \(id)")
    }
}
