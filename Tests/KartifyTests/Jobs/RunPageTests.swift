import Dispatch
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What staff see of a run while it goes on, and how they end it.
struct RunPageTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `a run counts as it goes, stops after its current orders when cancelled, and says by whom`() throws {
        try shop.count(["POLO-M": 30])
        let visitor = shop.visitor()
        let numbers = try (1...9).map { _ in try visitor.order("M") }
        let gate = DispatchSemaphore(value: 0)
        shop.ai.answers("/orders", .answerAfter(gate, 200, #"{"status":"SUCCESS","arvindOrderId":"AI-1"}"#))
        let staff = try shop.staff(.operations)
        let location = try #require(try staff.post("/admin/tools/cron/push-orders/runs").location)
        while shop.ai.received("/orders").count < 4 { shop.ai.server.arrivals.wait() }
        let page = staff.get(location)
        #expect(page.words.contains("Running") && page.words.contains("Orders: 0 of 9"))
        #expect(page.text.contains(#"<progress class="w-100" id="progress" value="0" max="9">"#))
        #expect(page.hasButton("Cancel the run"))
        #expect(try shop.staff(.support).post("\(location)/cancellation").status == 403)
        try staff.post("\(location)/cancellation")
        #expect(!staff.get(location).hasButton("Cancel the run"))
        for _ in 1...4 { gate.signal() }
        shop.world.background.wait()
        let ended = staff.get(location)
        #expect(ended.words.contains("Cancelled by operations.") && ended.words.contains("4 accepted"))
        #expect(ended.words.contains("· Cancelled") && !ended.text.contains("<progress"))
        #expect(shop.ai.received("/orders").count == 4)
        let left = try numbers.filter { try shop.order($0).push.state == .waiting }
        #expect(left.count == 5)
        #expect(try left.allSatisfy { try shop.order($0).push.leaseUntil == nil })
        shop.ai.answers("/orders", .answer(200, #"{"status":"SUCCESS"}"#))
        try shop.push(window: .days(30), isScheduled: false)
        #expect(try numbers.allSatisfy { try shop.order($0).push.state == .pushed })
    }

    @Test func `a run that is over cannot be cancelled; one that is not there is not found`() throws {
        let run = try shop.push(isScheduled: false)
        let staff = try shop.staff(.operations)
        try staff.post("/admin/tools/cron/runs/\(run.id)/cancellation")
        #expect(try shop.rows("job_run", where: "cancelled_by IS NOT NULL") == 0)
        #expect(try staff.post("/admin/tools/cron/runs/77/cancellation").status == 404)
    }

    @Test func `a run behind one that was killed says which orders it left alone`() throws {
        let numbers = try (1...3).map { _ in try shop.visitor().order("M") }
        let until = shop.now + .minutes(2)
        try shop.change("UPDATE sales_order SET push_lease_until = \(until) WHERE number <> \(numbers[0])")
        let run = try shop.push(window: .days(30), isScheduled: false)
        #expect(run.held == 2 && run.counts.accepted == 1)
        let page = try shop.staff().get("/admin/tools/cron/runs/\(run.id)").words
        #expect(page.contains("2 orders are being pushed by another run.") && page.contains("1 accepted"))
        try shop.change("UPDATE sales_order SET push_lease_until = NULL WHERE number = \(numbers[1])")
        let words = try PushOrdersRun(window: .hours(6), by: "terminal", isScheduled: false, in: shop.world).finish()
        #expect(words.hasSuffix("without a clear answer. 1 order is being pushed by another run."))
        let empty = try shop.push(window: .days(30), isScheduled: false)
        #expect(try !shop.staff().get("/admin/tools/cron/runs/\(empty.id)").words.contains("No order was waiting."))
        shop.clock.advance(.minutes(2))
        #expect(try shop.push().held == 0)
    }

    @Test func `a long run's page shows a hundred orders, and leads to the others`() throws {
        let order = try shop.order(try shop.visitor().order("M"))
        let run = try shop.push()
        let now = shop.now
        try shop.database.write { store in
            try store.execute("CREATE TEMP TABLE copy AS SELECT * FROM sales_order")
            for _ in 1...149 {
                try store.execute("UPDATE copy SET id = id + 1, number = 'COPY-' || (id + 1)")
                try store.execute("INSERT INTO sales_order SELECT * FROM copy")
                let id = try store.number("SELECT id FROM copy")
                try store.recordPush(.accepted, reason: nil, ofOrder: ID(id), inRun: run.id, at: now)
            }
        }
        let staff = try shop.staff()
        let path = "/admin/tools/cron/runs/\(run.id)"
        let first = staff.get(path).text
        let last = order.id.number + 99
        #expect(first.split(separator: "<a href=\"/admin/orders/").count == 101)
        #expect(first.contains("COPY-\(last)") && !first.contains("COPY-\(last + 1)"))
        #expect(first.contains("href=\"\(path)?after=\(last)\""))
        let second = staff.get("\(path)?after=\(last)")
        #expect(second.text.split(separator: "<a href=\"/admin/orders/").count == 51)
        #expect(second.words.contains("150 accepted") && !second.text.contains("?after="))
    }

    @Test func `every run of the history can be reached`() throws {
        let now = shop.now
        try shop.database.write { store in
            for _ in 1...45 {
                _ = try store.startRun("push-orders", by: "terminal", windowHours: 6, total: 0, at: now)
            }
        }
        let staff = try shop.staff()
        var address: String? = "/admin/tools/cron"
        var seen: [Int] = []
        while let path = address {
            let text = staff.get(path).text
            seen += (1...45).reversed().filter { text.contains("href=\"/admin/tools/cron/runs/\($0)\"") }
            let next = "/admin/tools/cron?before=\(seen.last ?? 0)"
            address = text.contains("href=\"\(next)\"") ? next : nil
        }
        #expect(seen == (1...45).reversed())
    }

    @Test func `runs and calls are kept for 90 days`() throws {
        _ = try shop.visitor().order()
        let run = try shop.push()
        let staff = try shop.staff()
        #expect(try shop.world.indexLog() == "2 calls added." && shop.rows("call_words") == 2)
        #expect(try shop.world.indexLog() == "No new call.")
        shop.clock.advance(.days(90))
        #expect(try shop.world.pruneLogs() == "0 calls, 0 runs, 0 alerts, 0 messages and 0 events dropped.")
        #expect(try shop.staff().get("/admin/tools/cron/runs/\(run.id)").status == 200)
        shop.clock.advance(Span(milliseconds: 1))
        // The question at checkout, and the push.
        #expect(try shop.world.pruneLogs() == "2 calls, 1 run, 0 alerts, 0 messages and 0 events dropped.")
        #expect(try shop.staff().get("/admin/tools/cron/runs/\(run.id)").status == 404)
        #expect(try shop.rows("exchange") == 0 && shop.rows("call_words") == 0 && shop.rows("job_run_order") == 0)
        #expect(staff.get("/admin/tools/cron").status == 303)
    }

    @Test func `more than one batch of old calls goes in one run`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...1203 {
                try store.logCall(
                    ExchangeRow(
                        at: noon, kind: .order, oms: .arvind, target: "/orders", orderNumber: "KFY-\(number)",
                        outcome: .accepted,
                        httpStatus: 200, milliseconds: 1, request: "{}", response: "{}"), of: id)
            }
        }
        shop.clock.advance(.days(91))
        #expect(try shop.world.pruneLogs() == "1203 calls, 0 runs, 0 alerts, 0 messages and 0 events dropped.")
        #expect(try shop.rows("exchange") == 0)
    }
}
