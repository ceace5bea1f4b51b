import Domain
import Storage

extension World {
    /// Few enough at a time that other writers do not wait long.
    private static let batch = 200
    /// A person who searches waits for so many batches at most.
    private static let batchesOfSearch = 10

    func indexLog() throws -> String {
        let count = try database.read { try $0.websites() }.reduce(0) { count, website in
            count + (try indexCalls(of: website.id, batches: .max))
        }
        return count == 0 ? "No new call." : "\(counted(count, "call")) added."
    }

    /// Calls that match a filter. The calls since the job's last round are added to the index before words are looked for.
    func calls(
        of websiteID: ID<Website>, _ filter: ExchangeFilter, at place: ListPlace<ID<ExchangeRow>>, limit: Int
    ) throws -> ExchangePage {
        if !filter.words.isEmpty { _ = try indexCalls(of: websiteID, batches: Self.batchesOfSearch) }
        return try database.read { try $0.exchanges(of: websiteID, filter, at: place, limit: limit) }
    }

    private func indexCalls(of websiteID: ID<Website>, batches: Int) throws -> Int {
        var count = 0, batches = batches
        while batches > 0, !background.isStopping, try database.read({ try $0.hasUnindexedCalls(of: websiteID) }) {
            count += try database.write(for: websiteID) { try $0.indexCalls(of: websiteID, limit: Self.batch) }
            batches -= 1
        }
        return count
    }
}
