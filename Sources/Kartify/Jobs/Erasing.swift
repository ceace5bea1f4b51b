import Domain
import Storage

extension World {
    private static let logLifetime = Span.days(90)
    /// So few at a time that nobody who writes waits long.
    private static let batch = 500

    /// Erases the bank details whose time is over.
    func eraseBankDetails() throws -> String {
        let now = clock()
        let count = try database.write { try $0.eraseBankDetails(now: now) }
        return count == 0 ? "Nothing to erase." : "\(count) erased."
    }

    /// Drops what the log need not keep any more.
    func pruneLogs() throws -> String {
        let end = clock() - Self.logLifetime
        var dropped = (calls: 0, runs: 0)
        while !background.isStopping {
            let round = try database.write { store in
                (
                    calls: try store.pruneExchanges(before: end, limit: Self.batch),
                    runs: try store.pruneRuns(before: end, limit: 50)
                )
            }
            guard round.calls + round.runs > 0 else { break }
            dropped = (dropped.calls + round.calls, dropped.runs + round.runs)
        }
        return "\(dropped.calls) calls and \(dropped.runs) runs dropped."
    }
}
