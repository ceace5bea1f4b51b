import Domain
import OMS
import Storage

/// Asks each website's OMS that is asked for its stock which SKUs it has counted anew, and for their counts.
struct PullStock {
    let world: World
    /// Leaves out websites whose interval is not over.
    let isScheduled: Bool

    func run() throws -> String {
        var skus = 0, websites = 0, failures = 0
        let asked = try world.database.read { try $0.websites() }.filter(\.oms.isAskedForStock)
        for website in asked where !world.background.isStopping {
            do {
                guard let round = try StockRound(website, isScheduled: isScheduled, in: world) else { continue }
                websites += 1
                switch try round.finish() {
                case let count?: skus += count
                case nil: failures += 1
                }
            } catch {
                // A failure does not hold up the next ones.
                failures += 1
                world.log.fault(error, at: world.clock(), ["website": "\(website.id)"])
            }
        }
        guard websites > 0 else { return "No website's stock was due." }
        let rest = failures == 0 ? "." : "; \(failures) without a clear answer, tried again in a minute."
        return "\(counted(skus, "SKU")) of \(counted(websites, "website"))\(rest)"
    }
}

/// One website's changes since the last round, a batch at a time. Each batch is kept with its place among the changes: whatever ends
/// the round, the next one goes on there, and asks again for what was not kept.
private struct StockRound {
    private let world: World
    private let website: Website
    private let account: OMSAccount
    private let begunAt: Instant
    private let isOfAll: Bool
    private let start: String?

    /// nil when nothing is to be asked now.
    init?(_ website: Website, isScheduled: Bool, in world: World) throws {
        let now = world.clock()
        guard let account = try world.account(of: website.id, website.oms),
            let known = try world.database.read({ try $0.stockPull(of: website.id, website.oms) }),
            !isScheduled || known.isDue(at: now)
        else { return nil }
        (self.world, self.website, self.account, begunAt) = (world, website, account, now)
        isOfAll = known.isAllDue(at: now)
        start = isOfAll ? nil : known.cursor
    }

    /// - Returns: how many SKUs were counted; nil when there was no clear answer.
    func finish() throws -> Int? {
        var cursor = start, count = 0
        while !world.background.isStopping {
            guard let asked = world.oms.stockChanges(since: cursor, of: account) else { return count }
            guard case .accepted(let changes) = asked.answer, !changes.hasMore || changes.cursor != cursor else {
                try keep(asked.record)
                return nil
            }
            let stock = changes.skus.isEmpty ? nil : world.oms.stock(of: changes.skus, of: account, lane: .job)
            var update = InventoryUpdate([], receivedAt: begunAt)
            if let stock {
                guard case .accepted(let items) = stock.answer else {
                    try keep(asked.record, stock.record)
                    return nil
                }
                // A count that was asked for has no time of its own: it was true when the call began, or later.
                update = InventoryUpdate(items, receivedAt: stock.record?.at ?? begunAt)
            }
            guard try keep(update, changes, asked.record, stock?.record) else { return nil }
            count += update.counts.count
            guard changes.hasMore else { break }
            cursor = changes.cursor
        }
        return count
    }

    private func keep(_ records: ExchangeRecord?...) throws {
        let id = website.id
        try world.database.write(for: id) { store in
            for record in records { if let record { try store.logCall(ExchangeRow(record), of: id) } }
        }
    }

    /// - Returns: false when the module's settings were changed meanwhile.
    private func keep(_ update: InventoryUpdate, _ changes: StockChanges, _ records: ExchangeRecord?...) throws -> Bool
    {
        let step = PulledStep(
            account: account.settings, cursor: changes.cursor, endedRound: changes.hasMore ? nil : begunAt,
            roundOfAll: isOfAll ? begunAt : nil)
        let (id, oms, now, reference) = (
            website.id, website.oms, world.clock(), "pulled at \(begunAt.istWithSeconds)"
        )
        return try world.database.write(for: id) { store in
            for record in records { if let record { try store.logCall(ExchangeRow(record), of: id) } }
            guard try store.notePull(step, of: id) else { return false }
            guard !update.isEmpty else { return true }
            let outcomes = try store.applyCounts(update.counts, of: id, reference: reference, at: now)
            try store.noteTroubles(update.results(outcomes), with: oms, of: id, at: now)
            return true
        }
    }
}
