import Domain
import Storage
import Synchronization
import Testing

/// Every combination of the log's filters goes through an index.
struct ExchangePlanTests {
    /// Statements that read calls, with their plans.
    private final class Plans: Sendable {
        let seen = Mutex<[(sql: String, plan: [String])]>([])
    }

    @Test(.onlyOnSQLite) func `no combination of filters reads the whole log`() throws {
        let critic = PlanCritic(), plans = Plans()
        let shop = try TestShop(inspect: { sql, plan in
            critic.look(at: sql, plan)
            if sql.contains("exchange") { plans.seen.withLock { $0.append((sql, plan)) } }
        })
        try shop.database.write { tx in try tx.logCall(anExchange(), of: shop.brand.id) }
        _ = try shop.database.write { try $0.indexCalls(of: shop.brand.id, limit: 9) }
        plans.seen.withLock { $0 = [] }
        for bits in 0..<256 {
            for words in [[], ["one"], ["one", "two"]] {
                var filter = ExchangeFilter()
                filter.words = words
                if bits & 1 > 0 { filter.order = "KFY-100001" }
                if bits & 2 > 0 { filter.kind = "order" }
                if bits & 4 > 0 { filter.outcome = "accepted" }
                if bits & 8 > 0 { filter.httpStatus = 200 }
                if bits & 16 > 0 { filter.from = noon }
                if bits & 32 > 0 { filter.until = noon + .days(1) }
                filter.isFailed = bits & 64 > 0
                filter.isSlow = bits & 128 > 0
                try shop.database.read { store in
                    for place in [ListPlace<ID<ExchangeRow>>.first, .after(1000), .before(1)] {
                        _ = try store.exchanges(of: shop.brand.id, filter, at: place, limit: 100)
                    }
                }
            }
        }
        #expect(critic.complaints == [])
        let seen = plans.seen.withLock { $0 }
        #expect(seen.count > 100)
        for (sql, plan) in seen {
            // The window is read in the order of an index: were it sorted first, a million rows would be.
            let isWindow = sql.hasPrefix("SELECT id FROM exchange") || sql.hasPrefix("SELECT rowid")
            let sorts = plan.contains { $0.contains("TEMP B-TREE") }
            #expect(!isWindow || !sorts, "\(sql): \(plan)")
            #expect(plan.allSatisfy { !$0.hasPrefix("SCAN exchange") && !$0.hasPrefix("SCAN e") }, "\(sql): \(plan)")
        }
    }
}
