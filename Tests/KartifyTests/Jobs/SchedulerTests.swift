import Dispatch
import Domain
import Outbound
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// The schedule inside a server, and several servers on one database.
struct SchedulerTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    /// Another `kartify serve` on the same files.
    private func anotherProcess() throws -> World { try TestShop(beside: shop).world }

    @Test func `two servers on one database run a job once`() throws {
        let number = try shop.visitor().order()
        let schedulers = [Scheduler(shop.world), Scheduler(try anotherProcess())]
        let seen = shop.ai.received("/orders").count
        for scheduler in schedulers { try scheduler.start() }
        while shop.ai.received("/orders").count == seen { shop.ai.server.arrivals.wait() }
        for scheduler in schedulers { scheduler.stop() }
        #expect(shop.ai.received("/orders").count == 1)
        #expect(try shop.order(number).push.state == .pushed)
        #expect(try shop.rows("job_run") == 1 && shop.rows("job_run", where: "started_by = 'schedule'") == 1)
        let rows = try shop.database.read { try $0.jobs() }
        #expect(Set(rows.map(\.name)) == Set(Job.allCases.map(\.rawValue)))
        let push = try #require(rows.first { $0.name == Job.pushOrders.rawValue })
        #expect(push.lastResult == "1 accepted, 0 refused, 0 without a clear answer.")
        #expect(push.leaseUntil == nil && push.nextAt == shop.now + .minutes(5))
    }

    @Test func `of two servers one pushes each order, and one sends each mail`() throws {
        let mail = try MailShop()
        let shop = mail.shop
        try shop.count(["POLO-M": 20])
        let visitor = shop.visitor()
        let numbers = try (1...8).map { _ in try visitor.order("M") }
        let schedulers = try [shop, TestShop(beside: shop)].map { Scheduler($0.world) }
        for scheduler in schedulers { try scheduler.start() }
        while shop.ai.received("/orders").count < numbers.count { shop.ai.server.arrivals.wait() }
        for scheduler in schedulers { scheduler.stop() }
        let keys = shop.ai.received("/orders").flatMap { $0.headers.filter { $0.hasPrefix("Idempotency-Key: ") } }
        #expect(keys.sorted() == numbers.map { "Idempotency-Key: \($0)" }.sorted())
        #expect(try shop.rows("job_run") == 1 && shop.rows("job_run_order") == numbers.count)
        let letters = mail.server.received.count
        #expect(try letters >= numbers.count && shop.rows("message", where: "state = 'sent'") == letters)
        #expect(try shop.rows("message", where: "attempts > 1") == 0)
    }

    @Test func `what a server held when it died is done by the other one when it is due and its leases are over`()
        throws
    {
        let number = try shop.visitor().order()
        let other = try anotherProcess()
        #expect(try JobLease(.pushOrders, onlyWhenDue: true, in: other) != nil)
        let (id, now) = (try shop.order(number).id, shop.now)
        #expect(try other.database.write { try $0.leaseOrderToPush(id, until: Lease.push.end(from: now), now: now) })
        #expect(try JobLease(.pushOrders, onlyWhenDue: true, in: shop.world) == nil)
        shop.clock.advance(Job.pushOrders.interval)
        let scheduler = Scheduler(shop.world)
        try scheduler.start()
        while shop.ai.received("/orders").isEmpty { shop.ai.server.arrivals.wait() }
        scheduler.stop()
        let push = try shop.order(number).push
        // The push in which it died may have reached the OMS: it counts, too.
        #expect(shop.ai.received("/orders").count == 1 && push.state == .pushed && push.attempts == 2)
    }

    @Test func `two runs of two processes at once push each order once`() throws {
        try shop.count(["POLO-M": 20])
        let visitor = shop.visitor()
        let numbers = try (1...12).map { _ in try visitor.order("M") }
        let worlds = [shop.world, try anotherProcess()]
        _ = try inParallel(2) { index in
            try PushOrdersRun(window: .days(30), by: "terminal", isScheduled: false, in: worlds[index]).finish()
        }
        let keys = shop.ai.received("/orders").flatMap { $0.headers.filter { $0.hasPrefix("Idempotency-Key: ") } }
        #expect(keys.sorted() == numbers.map { "Idempotency-Key: \($0)" }.sorted())
    }

    @Test func `a system timer respects the growing pauses`() throws {
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", .answer(500, ""))
        for _ in 1...9 { #expect(try shop.world.runNow(.pushOrders, by: "terminal").hasSuffix(".")) }
        #expect(shop.ai.received("/orders").count == 1)
        #expect(try shop.order(number).push.attempts == 1)
        shop.clock.advance(.minutes(1))
        #expect(try shop.world.runNow(.pushOrders, by: "terminal").contains("1 without a clear answer"))
        #expect(try shop.rows("job_run", where: "started_by = 'terminal'") == 2)
    }

    @Test(arguments: Job.allCases)
    func `a system timer does not run a job that is off or leased`(job: Job) throws {
        _ = try shop.visitor().order()
        let turn = try #require(try JobLease(job, onlyWhenDue: true, in: anotherProcess()))
        #expect(
            try shop.world.runNow(job, by: "terminal").hasSuffix("another process is running it; nothing was done."))
        #expect(shop.ai.received("/orders").isEmpty)
        _ = try turn.run(by: "schedule")
        try shop.database.write { try $0.switchJob(job.rawValue, isOn: false) }
        let before = try shop.dump()
        #expect(try shop.world.runNow(job, by: "terminal").contains("switched off under Tools › Cron"))
        #expect(try shop.dump() == before)
        try shop.database.write { try $0.switchJob(job.rawValue, isOn: true) }
        #expect(try !shop.world.runNow(job, by: "terminal").contains("nothing was done"))
    }

    @Test func `staff switch a job's schedule off and on, and the audit trail says who`() throws {
        try shop.database.write { try $0.addJob(Job.pushOrders.rawValue, at: noon) }
        let staff = try shop.staff(.operations)
        try staff.post("/admin/tools/cron/jobs/push-orders", ["state": "off"])
        func isDue() throws -> Bool {
            try JobLease(.pushOrders, onlyWhenDue: true, in: shop.world) != nil
        }
        #expect(try !isDue())
        #expect(try shop.rows("audit", where: "action = 'Switched off' AND subject = 'job push-orders'") == 1)
        try staff.post("/admin/tools/cron/jobs/push-orders", ["state": "on"])
        #expect(try isDue())
        #expect(try staff.post("/admin/tools/cron/jobs/no-such-job", ["state": "on"]).status == 404)
        #expect(try shop.staff(.support).post("/admin/tools/cron/jobs/push-orders", ["state": "off"]).status == 403)
    }

    @Test func `what protects data is switched by administrators alone`() throws {
        let (operations, administrator) = (try shop.staff(.operations), try shop.staff())
        let buttons = operations.get("/admin/tools/cron").text
        let protective: Set = [Job.eraseBankDetails, .pruneLogs, .backUp, .housekeeping, .sendAlerts]
        for job in Job.allCases {
            try shop.database.write { try $0.addJob(job.rawValue, at: noon) }
            let path = "/admin/tools/cron/jobs/\(job.rawValue)"
            let mayOperations = !protective.contains(job)
            #expect(try operations.post(path, ["state": "off"]).status == (mayOperations ? 303 : 403), "\(job)")
            #expect(buttons.contains("action=\"\(path)\"") == mayOperations, "\(job)")
            #expect(try administrator.post(path, ["state": "off"]).status == 303)
            #expect(try shop.rows("job", where: "name = '\(job.rawValue)' AND is_on = 0") == 1)
        }
    }

    @Test func `an order that comes during a slow website's run does not wait for its end`() throws {
        let gate = DispatchSemaphore(value: 0)
        let slow = try LoopbackServer(.answerAfter(gate, 200, #"{"status":"SUCCESS"}"#))
        _ = try shop.visitor().order("M")
        try shop.setModule(of: shop.brand) { $0.apiURL = slow.url }
        let scheduler = Scheduler(shop.world)
        try scheduler.start()
        while !slow.requests.contains(where: { $0.line.contains("/orders") }) { slow.arrivals.wait() }
        for count in 1...2 {
            // The first time the second website had no worker at all, the second time its workers have ended.
            _ = try shop.visitor(at: "second.localhost").order(nil)
            while shop.ai.received("/orders").count < count { shop.ai.server.arrivals.wait() }
        }
        #expect(try shop.rows("job_run", where: "finished_at IS NULL") == 1 && shop.rows("job_run") == 1)
        gate.signal()
        scheduler.stop()
        #expect(try shop.rows("sales_order", where: "push_state = 'pushed'") == 3)
    }

    @Test func `a website that hangs does not hold the other one up`() throws {
        let gate = DispatchSemaphore(value: 0)
        let hanging = try LoopbackServer(.answerAfter(gate, 503, ""))
        let stuck = try shop.visitor().order("M")
        try shop.setModule(of: shop.brand) { $0.apiURL = hanging.url }
        let others = try (1...3).map { _ in try shop.visitor(at: "second.localhost").order(nil) }
        let run = try PushOrdersRun(window: .days(30), by: "terminal", isScheduled: false, in: shop.world)
        shop.world.background.start("push") { [world = shop.world] in
            do {
                try run.finish()
            } catch {
                world.log.fault(error, at: noon)
            }
        }
        hanging.arrivals.wait()
        // The first website's call is out and stays so; all of the second's arrive all the same.
        while shop.ai.received("/orders").count < others.count { shop.ai.server.arrivals.wait() }
        #expect(try shop.database.read { try $0.run(id: run.id) }?.finishedAt == nil)
        gate.signal()
        shop.world.background.wait()
        #expect(try others.allSatisfy { try shop.order($0, at: shop.second).push.state == .pushed })
        #expect(try shop.order(stuck).push.state == .waiting && shop.order(stuck).push.attempts == 1)
    }
}
