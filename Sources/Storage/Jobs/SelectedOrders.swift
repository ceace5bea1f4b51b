import Domain

package enum OrderSelection: Sendable {
    case ids([ID<Order>])
    case filter(OrderFilter)
}

extension Reader where Self: ~Copyable {
    package func count(of selection: OrderSelection, in websites: [Website]) throws -> Int {
        try websites.reduce(0) { sum, website in
            let condition = try condition(selection, in: website)
            return try sum + number("SELECT count(*) FROM sales_order WHERE \(condition)")
        }
    }

    package func orders(
        of selection: OrderSelection, in websites: [Website], from cursor: OrderCursor? = nil, limit: Int
    ) throws -> (orders: [Order], last: OrderCursor?) {
        switch selection {
        case .ids(let ids):
            let allowed = Set(websites.map(\.id))
            let end = cursor?.id ?? .last
            let left = ids.sorted(by: >).filter { $0 < end }.prefix(limit)
            let orders = try orders(Array(left)).filter { allowed.contains($0.websiteID) }
            return (orders, left.last.map { OrderCursor(key: 0, id: $0) })
        case .filter(let filter):
            let found = try orders(in: websites, filter, from: cursor, limit: limit)
            return (try orders(found.map(\.id)), found.last)
        }
    }

    /// The next chosen order of a run; nil at its end, or after somebody has cancelled it.
    package func selectedOrder(ofRun id: ID<JobRun>, after order: ID<Order>) throws -> ID<Order>? {
        try first(
            """
            SELECT order_id FROM job_run_selection
            WHERE run_id = \(id) AND order_id > \(order)
                AND EXISTS (SELECT 1 FROM job_run WHERE id = \(id) AND cancelled_by IS NULL)
            ORDER BY order_id LIMIT 1
            """
        ) { try $0.next() }
    }

    fileprivate func condition(_ selection: OrderSelection, in website: Website) throws -> SQL {
        switch selection {
        case .ids(let ids):
            ids.isEmpty ? "id = 0" : "website_id = \(website.id) AND id IN (\(SQL.list(ids)))"
        case .filter(let filter): try condition(filter, of: website)
        }
    }
}

extension Transaction {
    /// Starts a run that pushes those of the chosen orders that are to be pushed, also refused ones.
    package func startPush(
        of selection: OrderSelection, in websites: [Website], _ job: String, subject: String, by staff: String,
        at now: Instant
    ) throws -> ID<JobRun> {
        let run = try startRun(job, by: staff, windowHours: 0, total: 0, subject: subject, at: now)
        for website in websites {
            let condition = try condition(selection, in: website)
            try execute(
                """
                INSERT INTO job_run_selection (run_id, order_id)
                SELECT \(run), id FROM sales_order WHERE \(condition) AND push_state IN ('waiting', 'refused')
                """)
        }
        let all = try count(of: selection, in: websites)
        let total = try number("SELECT count(*) FROM job_run_selection WHERE run_id = \(run)")
        try execute("UPDATE job_run SET total = \(total), left_out = \(all - total) WHERE id = \(run)")
        return run
    }

    /// Records how many rows of a run's file are written.
    ///
    /// - Returns: false after somebody has cancelled it.
    package func continueRun(_ id: ID<JobRun>, done: Int, at now: Instant) throws -> Bool {
        try execute(
            """
            UPDATE job_run SET done = \(done), alive_at = \(now)
            WHERE id = \(id) AND finished_at IS NULL AND cancelled_by IS NULL
            """) == 1
    }

    package func setFile(_ name: String, ofRun id: ID<JobRun>) throws {
        try execute("UPDATE job_run SET file = \(name) WHERE id = \(id)")
    }

    /// Forgets the files of runs from before a time, and returns their names; the caller erases them.
    package func forgetFiles(ofRunsBefore time: Instant) throws -> [String] {
        let names: [String] = try all("SELECT file FROM job_run WHERE file IS NOT NULL AND started_at < \(time)") {
            try $0.next()
        }
        try execute("UPDATE job_run SET file = NULL WHERE file IS NOT NULL AND started_at < \(time)")
        return names
    }
}
