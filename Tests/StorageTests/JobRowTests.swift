import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// The schedule's rows: who runs a job, and when.
struct JobRowTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
        try shop.database.write { try $0.addJob("push-orders", at: noon) }
    }

    /// Every five minutes, with a lease of two.
    private func lease(at now: Instant = noon, on database: Database? = nil) throws -> Bool {
        try (database ?? shop.database).write { store in
            try store.leaseJob("push-orders", owner: 1, until: now + .minutes(2), next: now + .minutes(5), now: now)
        }
    }

    private func end(owner: Int = 1) throws {
        try shop.database.write { try $0.endJob("push-orders", owner: owner, result: "Done.", success: noon) }
    }

    private func job() throws -> JobRow {
        try #require(try shop.database.read { try $0.jobs() }.first)
    }

    @Test func `a new job is due at once, and next at its next time`() throws {
        #expect(try !job().isRunning && job().lastAt == nil)
        #expect(try lease())
        #expect(try job().leaseUntil == noon + .minutes(2) && job().lastAt == noon)
        try end()
        #expect(try job().lastResult == "Done." && job().leaseUntil == nil)
        #expect(try !lease(at: noon + .seconds(299)))
        #expect(try lease(at: noon + .minutes(5)))
    }

    @Test func `a second start of the server changes nothing`() throws {
        #expect(try lease())
        try shop.database.write { store in
            try store.switchJob("push-orders", isOn: false)
            try store.addJob("push-orders", at: noon + .hours(1))
        }
        #expect(try job().nextAt == noon + .minutes(5) && !job().isOn && job().isRunning)
    }

    @Test func `a job that is off is not started, and continues its schedule later`() throws {
        try shop.database.write { try $0.switchJob("push-orders", isOn: false) }
        #expect(try !lease() && !lease(at: noon + .days(2)))
        try shop.database.write { try $0.switchJob("push-orders", isOn: true) }
        #expect(try lease(at: noon + .days(2)))
    }

    @Test func `times that were missed are made up for once`() throws {
        #expect(try lease())
        try end()
        let late = noon + .hours(7)
        #expect(try lease(at: late))
        try end()
        #expect(try !lease(at: late) && job().nextAt == late + .minutes(5))
    }

    @Test func `the job lease of a dead process expires, and a running one is kept`() throws {
        #expect(try lease())
        try shop.database.write { try $0.renewJobLease("push-orders", owner: 1, until: noon + .minutes(9)) }
        #expect(try !lease(at: noon + .minutes(8)))
        #expect(try lease(at: noon + .minutes(9)))
    }

    @Test func `a process that was presumed dead neither renews nor ends its successor's lease`() throws {
        #expect(try lease())
        let late = noon + .minutes(6)
        #expect(
            try shop.database.write {
                try $0.leaseJob("push-orders", owner: 2, until: late + .minutes(2), next: late + .minutes(5), now: late)
            })
        try shop.database.write { try $0.renewJobLease("push-orders", owner: 1, until: noon + .hours(9)) }
        try end(owner: 1)
        #expect(try job().leaseUntil == late + .minutes(2) && job().lastResult == nil)
        try end(owner: 2)
        #expect(try job().leaseUntil == nil && job().lastResult == "Done.")
    }

    @Test func `started by hand it need not be due, but it must be on and free`() throws {
        func leaseByHand() throws -> Bool {
            try shop.database.write {
                try $0.leaseJob(
                    "push-orders", owner: 2, until: noon + .minutes(2), next: noon + .minutes(5), onlyWhenDue: false,
                    now: noon)
            }
        }
        #expect(try lease() && !leaseByHand())
        try end()
        #expect(try leaseByHand())
        try end(owner: 2)
        try shop.database.write { try $0.switchJob("push-orders", isOn: false) }
        #expect(try !leaseByHand())
    }

    @Test func `an unleased job is not renewed`() throws {
        try shop.database.write { try $0.renewJobLease("push-orders", owner: 1, until: noon + .minutes(9)) }
        #expect(try job().leaseUntil == nil)
    }

    @Test(.onlyOnPostgres) func `a machine that finds a job's row taken by another goes on at once`() throws {
        let other = try TestEngine.connection(to: shop.file("kartify.db"))
        try other.run(script: "BEGIN; SELECT name FROM job WHERE name = 'push-orders' FOR UPDATE")
        #expect(try !lease())
        try other.rollBack()
        #expect(try lease())
    }

    @Test func `of many processes one leases each run`() throws {
        let processes = try (1...4).map { _ in try Database.ofTest(shop.file("kartify.db")) }
        for round in 0..<10 {
            let now = noon + .minutes(5 * round)
            let mine = try inParallel(processes.count) { number in
                try processes[number].write { store in
                    try store.leaseJob(
                        "push-orders", owner: number, until: now + .minutes(2), next: now + .minutes(5), now: now)
                }
            }
            #expect(mine.filter { $0 }.count == 1)
            try end(owner: mine.firstIndex(of: true) ?? -1)
        }
    }
}

extension JobRow {
    fileprivate var isRunning: Bool { leaseUntil != nil }
}
