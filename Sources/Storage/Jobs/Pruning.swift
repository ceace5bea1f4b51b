import Domain

extension Transaction {
    func prune(_ table: SQL, by column: SQL, before time: Instant, limit: Int) throws -> Int {
        try execute(
            """
            DELETE FROM \(table) WHERE id IN
                (SELECT id FROM \(table) WHERE \(column) < \(time) ORDER BY \(column) LIMIT \(limit))
            """)
    }

    /// Deletes the oldest alerts from before a time, at most `limit`, and returns how many.
    package func pruneAlerts(before time: Instant, limit: Int) throws -> Int {
        try prune("alert", by: "raised_at", before: time, limit: limit)
    }

    /// Deletes the oldest settled events of each website from before a time, at most `limit`, and returns how many; events that
    /// were neither applied nor dismissed stay for staff.
    package func pruneEvents(before time: Instant, limit: Int) throws -> Int {
        let ids = try websites().flatMap { website in
            try all(
                """
                SELECT id FROM webhook_event
                WHERE website_id = \(website.id) AND received_at < \(time)
                    AND (outcome = 'applied' OR dismissed_at IS NOT NULL)
                ORDER BY received_at, id LIMIT \(limit)
                """
            ) { try $0.next() as Int }
        }
        for id in ids {
            try execute("DELETE FROM webhook_replay_event WHERE event_id = \(id)")
            try execute("DELETE FROM webhook_item WHERE event_id = \(id)")
            try execute("DELETE FROM webhook_event WHERE id = \(id)")
        }
        return ids.count
    }

    /// Deletes the oldest rejected events that did not come again after a time, at most `limit`, and returns how many.
    package func pruneRejectedEvents(before time: Instant, limit: Int) throws -> Int {
        try prune("rejected_event", by: "last_at", before: time, limit: limit)
    }

    /// Deletes the oldest runs from before a time with their outcomes, at most `limit`, and returns how many.
    package func pruneRuns(before time: Instant, limit: Int) throws -> Int {
        let ids = try all("SELECT id FROM job_run WHERE started_at < \(time) ORDER BY started_at LIMIT \(limit)") {
            try $0.next() as Int
        }
        for id in ids {
            try execute("DELETE FROM job_run_order WHERE run_id = \(id)")
            try execute("DELETE FROM job_run_selection WHERE run_id = \(id)")
            try execute("DELETE FROM job_run WHERE id = \(id)")
        }
        return ids.count
    }
}
