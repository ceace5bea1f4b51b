import Dispatch
import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Runs of the push: which orders they take, and what they say of themselves.
@Suite(.onEveryOMS)
struct PushRunTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func pushed() -> [String] {
        shop.ai.received("/orders").compactMap { call in
            call.headers.first { $0.hasPrefix("Idempotency-Key: ") }.map { String($0.dropFirst(17)) }
        }
    }

    @Test func `the scheduled run takes orders of the last 6 hours, a run by hand those of the last 30 days`() throws {
        let ancient = try shop.visitor().order("M")
        shop.clock.advance(.seconds(1))
        let old = try shop.visitor().order("M")
        shop.clock.advance(.days(30))
        shop.clock.advance(Span(milliseconds: -6 * 3_600_000 - 1000))
        let late = try shop.visitor().order("M")
        shop.clock.advance(.seconds(1))
        let fresh = try shop.visitor().order("M")
        shop.clock.advance(.hours(6))
        try shop.push()
        #expect(pushed() == [fresh])
        let staff = try shop.staff()
        let answer = try staff.post("/admin/tools/cron/push-orders/runs")
        shop.world.background.wait()
        #expect(Set(pushed()) == [fresh, late, old] && pushed().count == 3)
        #expect(try shop.order(ancient).push.state == .waiting)
        let page = try staff.follow(answer)
        #expect(page.words.contains("by administrator · the last 30 days · Finished"))
        #expect(page.words.contains("2 accepted · 0 refused ? · 0 without a clear answer"))
        #expect(page.header("Refresh") == nil)
        let cron = staff.get("/admin/tools/cron").words
        #expect(cron.contains("administrator the last 30 days Finished 2 0 0"))
        #expect(cron.contains("schedule the last 6 h Finished 1 0 0"))
    }

    @Test func `the oldest order goes first`() throws {
        // One call at a time, so that the order of calls is the order of orders.
        let numbers = try (1...3).map { _ in
            shop.clock.advance(.minutes(1))
            return try shop.visitor().order("M")
        }
        let run = try shop.database.write { [now = shop.now] in
            try $0.startRun("push-orders", by: "test", windowHours: 6, total: 1, at: now)
        }
        for number in numbers {
            let now = shop.now
            let taken = try shop.database.write { store in
                try store.leaseOrderToPush(
                    of: 1, inRun: run, after: PushCursor(placedAt: noon, orderID: 0), isScheduled: true,
                    until: now + .minutes(2), now: now)
            }
            #expect(try taken?.orderID == shop.order(number).id)
        }
    }

    @Test func `two runs at once push each order once`() throws {
        try shop.count(["BELT": 12, "POLO-M": 12])
        let visitor = shop.visitor()
        let numbers = try (1...24).map { try visitor.order($0.isMultiple(of: 2) ? "M" : nil) }
        let runs = try inParallel(2) { _ in try shop.push(window: .days(30), isScheduled: false) }
        #expect(pushed().sorted() == numbers.sorted())
        #expect(runs.map(\.counts.accepted).reduce(0, +) == 24)
        #expect(try numbers.allSatisfy { try shop.order($0).push.attempts == 1 })
        #expect(try shop.rows("item_event", where: "status = 'processed'") == 24)
        #expect(try shop.rows("job_run_order") == 24)
    }

    @Test func `Push now and a run at the same moment push the order once`() throws {
        let number = try shop.visitor().order()
        let gate = DispatchSemaphore(value: 0)
        shop.ai.answers("/orders", shop.ai.accepting(after: gate))
        let staff = try shop.staff()
        let asked = shop.ai.server.requests.count
        let statuses = try inParallel(2) { index in
            if index == 0 { return try staff.post("/admin/orders/\(number)/push").status }
            while shop.ai.server.requests.count == asked { shop.ai.server.arrivals.wait() }
            // The order is held by now: the run finds nothing, and only then the first call is answered.
            try shop.push(window: .days(30), isScheduled: false)
            gate.signal()
            return 0
        }
        #expect(statuses.contains(303))
        #expect(pushed() == [number])
        #expect(try shop.order(number).push.state == .pushed)
    }

    @Test func `orders of every website go to their own account; a disabled module is skipped`() throws {
        let brand = try shop.visitor().order("M")
        let second = try shop.visitor(at: "second.localhost").order(nil)
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        let run = try shop.push()
        #expect(pushed() == [second] && run.counts.accepted == 1 && run.counts.unknown == 0)
        #expect(shop.ai.received("/orders").last?.body.contains(#""channelId":"CH-SEC""#) == true)
        #expect(try shop.order(brand).push.attempts == 0 && shop.order(brand).push.state == .waiting)
        try shop.setModule(of: shop.brand) { $0.isEnabled = true }
        try shop.push()
        #expect(pushed() == [second, brand])
    }

    @Test func `a run takes each order once, however its answer comes out`() throws {
        let numbers = try (1...3).map { _ in try shop.visitor().order("M") }
        shop.ai.answers("/orders", .answer(500, ""))
        let run = try shop.push(window: .days(30), isScheduled: false)
        #expect(pushed().sorted() == numbers.sorted() && run.counts.unknown == 3)
    }

    @Test func `a run without orders says so`() throws {
        let run = try shop.push(isScheduled: false)
        let page = try shop.staff().get("/admin/tools/cron/runs/\(run.id)")
        #expect(page.words.contains("No order was waiting.") && page.words.contains("Finished"))
    }

    @Test func `a live run is running, and its page reloads itself; a silent one was interrupted`()
        throws
    {
        let start = shop.now
        let id = try shop.database.write {
            try $0.startRun("push-orders", by: "terminal", windowHours: 6, total: 1, at: start)
        }
        let staff = try shop.staff()
        shop.clock.advance(.seconds(20))
        let running = staff.get("/admin/tools/cron/runs/\(id)")
        #expect(
            running.words.contains("Running")
                && running.text.contains("<noscript><meta http-equiv=\"refresh\" content=\"2\">"))
        shop.clock.advance(.seconds(1))
        let silent = staff.get("/admin/tools/cron/runs/\(id)")
        #expect(silent.words.contains("Interrupted") && !silent.words.contains("Running"))
        #expect(!silent.text.contains("http-equiv"))
        #expect(staff.get("/admin/tools/cron").words.contains("terminal the last 6 h Interrupted"))
    }

    @Test func `an internal error ends the run as interrupted, and is only in the log`() throws {
        let number = try shop.visitor().order()
        try shop.database.refuse("INSERT ON exchange", saying: "the disk is tired")
        let run = try shop.push()
        #expect(run.fault == "An internal error; see the log." && shop.log.contains("the disk is tired"))
        #expect(try shop.staff().get("/admin/tools/cron/runs/\(run.id)").words.contains("Interrupted"))
        #expect(try shop.order(number).push.state == .waiting)
        try shop.database.refuseNothing("exchange")
        shop.clock.advance(.minutes(2))
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed)
        #expect(pushed() == [number, number])
    }

    @Test func `a stopping server leaves orders that it has not begun to the next run`() throws {
        let number = try shop.visitor().order()
        shop.world.background.stop()
        let run = try shop.push()
        #expect(run.fault == "The server was stopped." && pushed().isEmpty)
        #expect(try shop.order(number).push.state == .waiting)
    }

    @Test func `support sees the runs and may not start one; a run that is not there is not found`() throws {
        let support = try shop.staff(.support)
        #expect(!support.get("/admin/tools/cron").hasButton("Run"))
        #expect(try support.post("/admin/tools/cron/push-orders/runs").status == 403)
        #expect(try shop.rows("job_run") == 0)
        #expect(try shop.staff(.operations).get("/admin/tools/cron").hasButton("Run"))
        #expect(support.get("/admin/tools/cron/runs/7").status == 404)
    }
}
