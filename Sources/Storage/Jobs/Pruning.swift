import Domain

extension Transaction {
    /// Drops the oldest calls from before a time, at most so many, so that nobody who writes has to wait long.
    ///
    /// - Returns: how many were dropped.
    public func pruneExchanges(before time: Instant, limit: Int) throws -> Int {
        let ids = try all("SELECT id FROM exchange WHERE at < \(time) ORDER BY at LIMIT \(limit)") { try $0[0] as Int }
        for id in ids {
            try execute("DELETE FROM exchange_word WHERE exchange_id = \(id)")
            try execute("DELETE FROM exchange WHERE id = \(id)")
        }
        return ids.count
    }

    /// Drops the oldest runs from before a time with what they did, at most so many.
    ///
    /// - Returns: how many were dropped.
    public func pruneRuns(before time: Instant, limit: Int) throws -> Int {
        let ids = try all("SELECT id FROM job_run WHERE started_at < \(time) ORDER BY started_at LIMIT \(limit)") {
            try $0[0] as Int
        }
        for id in ids {
            try execute("DELETE FROM job_run_order WHERE run_id = \(id)")
            try execute("DELETE FROM job_run WHERE id = \(id)")
        }
        return ids.count
    }
}
