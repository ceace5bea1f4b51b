import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// A clock that is set wrong, and then right again, stops nothing for longer than it was wrong.
struct ClockJumpTests {
    private static let jumps: [Span] = [.hours(1), .days(1), .hours(-1), .days(-1)]
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func during(_ jump: Span, _ work: () throws -> Void) rethrows {
        shop.clock.advance(jump)
        try work()
        shop.clock.advance(Span(milliseconds: -jump.milliseconds))
    }

    /// Whether it goes at once, or after the pause that it has anyway.
    private func goes(after pause: Span, _ attempt: () throws -> Bool) rethrows -> Bool {
        if try attempt() { return true }
        shop.clock.advance(pause)
        return try attempt()
    }

    @Test(arguments: jumps, Job.allCases)
    func `a job that died while the clock was wrong runs on time`(jump: Span, job: Job) throws {
        try during(jump) {
            let lease = try JobLease(job, onlyWhenDue: true, in: shop.world)
            #expect(lease != nil)
        }
        #expect(try goes(after: job.interval) { try JobLease(job, onlyWhenDue: true, in: shop.world) != nil })
    }

    @Test(arguments: jumps)
    func `orders placed, tried and held while the clock was wrong are pushed`(jump: Span) throws {
        shop.ai.answers("/orders", .answer(500, ""), .answer(200, #"{"orderId":"AI-1"}"#))
        var numbers: [String] = []
        try during(jump) {
            numbers.append(try shop.visitor().order())
            try shop.push()
            numbers.append(try shop.visitor().order("M"))
            let held = try shop.order(numbers[1])
            let now = shop.now
            #expect(
                try shop.database.write { try $0.leaseOrderToPush(held.id, until: Lease.push.end(from: now), now: now) }
            )
        }
        let backlog = try shop.database.read { store in
            try store.heldOrders(placedSince: shop.now - .days(30), isScheduled: false, now: shop.now)
        }
        #expect(backlog == 0)
        #expect(
            try goes(after: .minutes(2)) {
                try shop.push(window: .days(30))
                return try numbers.allSatisfy { try shop.order($0).push.attempts > ($0 == numbers[0] ? 1 : 0) }
            })
    }

    @Test(arguments: jumps)
    func `alerts raised and held while the clock was wrong are delivered, and hide no new ones`(jump: Span) throws {
        let (clock, brand) = (shop.clock, shop.brand.id)
        try during(jump) {
            try shop.database.write { store in
                let alert = try #require(try store.raiseAlert(.noInventory, "Nothing.", of: brand, at: clock.now))
                #expect(try store.leaseAlert(alert, until: clock.now + .minutes(1), now: clock.now))
            }
        }
        let now = shop.now
        try shop.database.write { store in
            let since = min(now, now + jump) - .hours(1)
            let held = try #require(try store.undeliveredAlerts(since: since).first)
            #expect(try store.leaseAlert(held, until: now + .minutes(1), now: now))
            #expect(try store.raiseAlert(.noInventory, "Nothing.", of: brand, at: now) != nil)
        }
    }

    @Test(arguments: jumps)
    func `limits that were used up while the clock was wrong fill again`(jump: Span) {
        let (limits, brakes, brand) = (RateLimits(), Brakes(isOn: true), shop.brand.id)
        func calls() -> Bool { limits.take(of: brand, Limit(perMinute: 60), now: shop.now) == nil }
        func registers() -> Bool {
            brakes.takeOne(fromEach: Deed.registration.buckets(of: "::1", []), now: shop.now) == nil
        }
        during(jump) {
            while calls() {}
            while registers() {}
        }
        #expect(goes(after: .seconds(1), calls))
        #expect(goes(after: .minutes(1), registers))
    }

    @Test(arguments: jumps)
    func `counts that came while the clock was wrong freeze no SKU`(jump: Span) throws {
        func count(_ number: Int, _ sku: String = "POLO-M", ago: Span = .seconds(0)) -> String {
            let time = (shop.now - ago).rfc3339
            return shop.arvind.inventory(#"{"sku":"\#(sku)","quantity":\#(number),"updatedAt":"\#(time)"}"#).words
        }
        try shop.count(["POLO-M": 10])
        during(jump) {
            #expect(count(5).contains(#""updated""#))
            _ = count(5, "NEW")
        }
        let (number, later) = jump > .seconds(0) ? (6, Span.seconds(2)) : (7, .seconds(0))
        #expect(count(number, ago: later).contains(#""updated""#))
        #expect(try shop.available("POLO-M") == number)
        _ = count(8, "NEW")
        let (unmapped, last) = try shop.database.read { store in
            (
                try store.unmappedSKUs(of: shop.brand.id, limit: 1).first,
                try store.stockHealth(of: shop.brand.id).lastCountAt
            )
        }
        #expect(unmapped?.count == 8 && last.map { $0 <= shop.now } == true)
    }

    @Test(arguments: jumps)
    func `an order that was accepted after a count of the future is still subtracted`(jump: Span) throws {
        let number = try shop.visitor().order("M")
        during(jump) { #expect(shop.arvind.inventory(#"{"sku":"POLO-M","quantity":10}"#).status == 200) }
        try shop.push()
        #expect(try shop.order(number).push.state == .pushed && shop.available("POLO-M") == 9)
    }

    @Test(arguments: jumps)
    func `who failed to sign in while the clock was wrong waits no longer than ever`(jump: Span) throws {
        let browser = try shop.staff()
        let name = StaffMember.Role.administrator.rawValue
        let stranger = shop.visitor()
        try during(jump) {
            for _ in 1...7 { _ = try stranger.post("/admin/login", ["username": name, "password": "wrong-password"]) }
        }
        #expect(browser.get("/admin").status == 200)
        #expect(
            try goes(after: .minutes(15)) {
                try stranger.post("/admin/login", ["username": name, "password": TestShop.staffPassword]).status == 303
            })
    }
}
