import Domain

/// One run of a job.
public struct JobRun: Sendable {
    /// Its row.
    public let id: Int
    /// The job's name.
    public let job: String
    /// When it began.
    public let startedAt: Instant
    /// nil while it runs, or when its process died.
    public let finishedAt: Instant?
    /// When it last did something.
    public let aliveAt: Instant
    /// `schedule`, `terminal`, or a staff member's name.
    public let startedBy: String
    /// How far back it looked.
    public let windowHours: Int
    /// Why the run itself failed.
    public let fault: String?
    /// How many orders waited when it began.
    public let total: Int
    /// The staff member who ended it.
    public let cancelledBy: String?
    /// What became of its orders.
    public let counts: Counts

    /// How many orders came out how.
    public struct Counts: Sendable {
        /// AI has them.
        public let accepted: Int
        /// AI, or a check of ours, said no.
        public let refused: Int
        /// No clear answer.
        public let unknown: Int
    }
}

/// What a run did with one order.
public struct JobRunOrder: Sendable {
    /// The order's number.
    public let number: String
    /// Where it was placed.
    public let websiteName: String
    /// `accepted`, `refused` or `unknown`.
    public let outcome: String
    /// Why it was not accepted.
    public let reason: String?
}

extension Reader where Self: ~Copyable {
    /// The newest runs of a job.
    public func runs(of job: String, limit: Int) throws -> [JobRun] {
        try all("SELECT \(runColumns) FROM job_run r WHERE job = \(job) ORDER BY id DESC LIMIT \(limit)") {
            try run($0)
        }
    }

    /// One run.
    public func run(id: Int) throws -> JobRun? {
        try first("SELECT \(runColumns) FROM job_run r WHERE id = \(id)") { try run($0) }
    }

    /// What a run did with each order.
    public func orders(ofRun id: Int) throws -> [JobRunOrder] {
        try all(
            """
            SELECT o.number, w.name, r.outcome, r.reason FROM job_run_order r
            JOIN sales_order o ON o.id = r.order_id JOIN website w ON w.id = o.website_id
            WHERE r.run_id = \(id) ORDER BY o.id
            """
        ) { row in
            JobRunOrder(number: try row[0], websiteName: try row[1], outcome: try row[2], reason: try row[3])
        }
    }

    private var runColumns: SQL {
        """
        id, job, started_at, finished_at, alive_at, started_by, window_hours, fault, total, cancelled_by,
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'accepted'),
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'refused'),
            (SELECT count(*) FROM job_run_order o WHERE o.run_id = r.id AND outcome = 'unknown')
        """
    }

    private func run(_ row: Row) throws -> JobRun {
        JobRun(
            id: try row[0], job: try row[1], startedAt: try row[2], finishedAt: try row[3], aliveAt: try row[4],
            startedBy: try row[5], windowHours: try row[6], fault: try row[7],
            total: try row[8], cancelledBy: try row[9],
            counts: JobRun.Counts(accepted: try row[10], refused: try row[11], unknown: try row[12]))
    }
}

extension Transaction {
    /// A run begins.
    public func startRun(
        _ job: String, by starter: String, windowHours: Int, total: Int, at now: Instant
    ) throws -> Int {
        try insert(
            """
            INSERT INTO job_run (job, started_at, alive_at, started_by, window_hours, total)
            VALUES (\(job), \(now), \(now), \(starter), \(windowHours), \(total)) RETURNING id
            """)
    }

    /// What a run did with an order, written with the order's own change.
    public func record(_ outcome: String, reason: String?, ofOrder orderID: Int, inRun runID: Int, at now: Instant)
        throws
    {
        try execute(
            """
            INSERT INTO job_run_order (run_id, order_id, outcome, reason) VALUES (\(runID), \(orderID), \(outcome), \(reason))
            ON CONFLICT (run_id, order_id) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason
            """)
        try execute("UPDATE job_run SET alive_at = \(now) WHERE id = \(runID)")
    }

    /// Asks a run to end after the orders it is at.
    public func cancelRun(_ id: Int, by staff: String) throws {
        try execute("UPDATE job_run SET cancelled_by = \(staff) WHERE id = \(id) AND finished_at IS NULL")
    }

    /// A run is over.
    public func finishRun(_ id: Int, fault: String?, at now: Instant) throws {
        try execute("UPDATE job_run SET finished_at = \(now), fault = \(fault) WHERE id = \(id)")
    }
}
