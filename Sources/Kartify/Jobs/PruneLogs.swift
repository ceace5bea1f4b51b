import Domain
import Storage

extension World {
    static let logLifetime = Span.days(90)
    /// Few enough at a time that other writers do not wait long.
    private static let batch = 500

    func eraseBankDetails() throws -> String {
        let now = clock()
        let count = try database.write { try $0.eraseBankDetails(now: now) }
        return count == 0 ? "Nothing to erase." : "\(count) erased."
    }

    /// Deletes old calls, runs, alerts and events.
    func pruneLogs() throws -> String {
        let end = clock() - Self.logLifetime
        let calls = try dropAll { try $0.pruneExchanges(before: end, limit: Self.batch) }
        let runs = try dropAll { try $0.pruneRuns(before: end, limit: 50) }
        _ = try dropAll { try $0.pruneRefusedSignIns(before: end, limit: Self.batch) }
        let messages = try dropAll { try $0.pruneMessages(before: end, limit: Self.batch) }
        let alerts = try dropAll { try $0.pruneAlerts(before: end, limit: Self.batch) }
        let events =
            try dropAll { try $0.pruneEvents(before: end, limit: Self.batch) }
            + dropAll { try $0.pruneRejectedEvents(before: end, limit: Self.batch) }
        return
            "\(counted(calls, "call")), \(counted(runs, "run")), \(counted(alerts, "alert")), \(counted(messages, "message")) and \(counted(events, "event")) dropped."
    }

    /// Deletes a batch at a time until nothing is left, or the server stops.
    private func dropAll(_ batch: @escaping @Sendable (borrowing Transaction) throws -> Int) throws -> Int {
        var dropped = 0
        while !background.isStopping {
            let count = try database.write(batch)
            guard count > 0 else { break }
            dropped += count
        }
        return dropped
    }
}
