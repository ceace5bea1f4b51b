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

    @Test func `it counts as it goes, is cancelled after the orders it is at, and says by whom`() throws {
        try shop.count(["POLO-M": 30])
        let visitor = shop.visitor()
        let numbers = try (1...9).map { _ in try visitor.order("M") }
        let gate = DispatchSemaphore(value: 0)
        shop.ai.answers("/orders", .answerAfter(gate, 200, #"{"status":"SUCCESS","arvindOrderId":"AI-1"}"#))
        let staff = try shop.staff(.operations)
        let location = try #require(try staff.post("/admin/tools/cron/push-orders/runs").location)
        while shop.ai.received("/orders").count < 4 { shop.ai.server.arrivals.wait() }
        let page = staff.get(location)
        #expect(page.words.contains("Running") && page.words.contains("0 of 9 orders"))
        #expect(page.text.contains(#"<progress class="w-100" id="progress" value="0" max="9">"#))
        #expect(page.hasButton("Cancel the run"))
        #expect(try shop.staff(.support).post("\(location)/cancellation").status == 403)
        try staff.post("\(location)/cancellation")
        #expect(!staff.get(location).hasButton("Cancel the run"))
        for _ in 1...4 { gate.signal() }
        shop.world.background.wait()
        let ended = staff.get(location)
        #expect(ended.words.contains("Cancelled by operations.") && ended.words.contains("4 at Arvind"))
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

    @Test func `runs and calls are kept for 90 days`() throws {
        _ = try shop.visitor().order()
        let run = try shop.push()
        let staff = try shop.staff()
        shop.clock.advance(.days(90))
        #expect(try shop.world.pruneLogs() == "0 calls, 0 runs, 0 alerts and 0 events dropped.")
        #expect(try shop.staff().get("/admin/tools/cron/runs/\(run.id)").status == 200)
        shop.clock.advance(Span(milliseconds: 1))
        // The question at checkout, and the push.
        #expect(try shop.world.pruneLogs() == "2 calls, 1 runs, 0 alerts and 0 events dropped.")
        #expect(try shop.staff().get("/admin/tools/cron/runs/\(run.id)").status == 404)
        #expect(try shop.rows("exchange") == 0 && shop.rows("exchange_word") == 0 && shop.rows("job_run_order") == 0)
        #expect(staff.get("/admin/tools/cron").status == 303)
    }

    @Test func `more than one batch of old calls goes in one run`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...1203 {
                try store.keep(
                    ExchangeRow(
                        at: noon, kind: "order", target: "/orders", orderNumber: "KFY-\(number)", outcome: "accepted",
                        httpStatus: 200, milliseconds: 1, request: "{}", response: "{}"), of: id)
            }
        }
        shop.clock.advance(.days(91))
        #expect(try shop.world.pruneLogs() == "1203 calls, 0 runs, 0 alerts and 0 events dropped.")
        #expect(try shop.rows("exchange") == 0)
    }
}
