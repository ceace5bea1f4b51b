import Domain
import Storage
import TestSupport
import Testing

/// What is dropped, oldest first, and what is not.
struct PruningTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `calls go in batches, with the words they are found by`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...7 {
                try store.logCall(
                    ExchangeRow(
                        at: noon, kind: .order, oms: .arvind, target: "/orders", orderNumber: "KFY-\(number)",
                        outcome: .accepted,
                        httpStatus: 200, milliseconds: 1, request: #"{"sku":"POLO-\#(number)"}"#, response: "{}"),
                    of: id)
            }
        }
        #expect(try shop.database.write { try $0.indexCalls(of: id, limit: 6) } == 6)
        #expect(try words() == 6)
        func prune(before time: Instant) throws -> Int {
            try shop.database.write { try $0.pruneExchanges(before: time, limit: 3) }
        }
        #expect(try prune(before: noon) == 0)
        #expect(try prune(before: noon + .seconds(1)) == 3)
        #expect(try prune(before: noon + .seconds(1)) == 3 && prune(before: noon + .seconds(1)) == 1)
        #expect(try prune(before: noon + .seconds(1)) == 0 && words() == 0)
        // A new call may have the id of one that is gone.
        try shop.database.write { try $0.logCall(anExchange(), of: id) }
        #expect(try shop.database.write { try $0.indexCalls(of: id, limit: 6) } == 1)
    }

    @Test func `runs go with what they did, the oldest first`() throws {
        let product = try shop.addShirt()
        let order = try shop.place(aDraft(of: product))
        let runs = try (0..<4).map { day in
            try shop.database.write { store in
                let id = try store.startRun("push-orders", by: "test", windowHours: 6, total: 1, at: noon + .days(day))
                try store.recordPush(.unknown, reason: "time-out", ofOrder: order.id, inRun: id, at: noon)
                return id
            }
        }
        func prune(_ limit: Int) throws -> Int {
            try shop.database.write { try $0.pruneRuns(before: noon + .days(3), limit: limit) }
        }
        #expect(try prune(2) == 2)
        #expect(try shop.database.read { try $0.runs(of: "push-orders", limit: 9) }.map(\.id) == [runs[3], runs[2]])
        #expect(try prune(2) == 1 && prune(2) == 0)
        #expect(try shop.database.read { try $0.orders(ofRun: runs[3], limit: 9) }.count == 1)
        #expect(try shop.database.read { try $0.orders(ofRun: runs[0], limit: 9) }.isEmpty)
    }

    @Test func `alerts and applied events go; an event that was not applied waits for somebody`() throws {
        let brand = shop.brand
        try shop.database.write { store in
            for number in 1...3 {
                try store.insertWebhookEvent(anEvent("evt_\(number)", at: brand), [anItem()], answer: "{}", at: noon)
                try store.raiseAlert(.test, "This is a test.", of: brand.id, at: noon)
            }
            try store.insertWebhookEvent(anEvent("evt_4", at: brand), [anItem(.unknownOrder)], answer: nil, at: noon)
            try store.insertWebhookEvent(anEvent("evt_5", at: brand), [anItem()], answer: "{}", at: noon + .days(1))
            let event = try #require(try store.inboxEvent("evt_1", of: brand.id))
            let replay = try store.startReplay(of: brand.id, by: "admin", filter: "", asked: 1, at: noon)
            try store.recordReplayOutcome(.applied, settled: 0, of: event, inReplay: replay)
        }
        func prune(before time: Instant) throws -> [Int] {
            try shop.database.write {
                [try $0.pruneAlerts(before: time, limit: 2), try $0.pruneEvents(before: time, limit: 2)]
            }
        }
        #expect(try prune(before: noon) == [0, 0])
        #expect(try prune(before: noon + .days(1)) == [2, 2] && prune(before: noon + .days(1)) == [1, 1])
        #expect(try prune(before: noon + .days(1)) == [0, 0])
        let left = try shop.database.read { store in
            try store.all("SELECT event_id FROM webhook_event ORDER BY id") { try $0.next() as String }
        }
        #expect(left == ["evt_4", "evt_5"])
    }

    private func words() throws -> Int {
        try shop.database.read { try $0.first("SELECT count(*) FROM call_words") { try $0.next() as Int } } ?? 0
    }
}
