import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Two applications on one database: a limit of ten is ten, and what one of them changes the other knows at once.
@Suite(.onlyOnPostgres)
struct TwoMachinesTests {
    private let shop: TestShop
    private let machines: [TestShop]
    private let item = #"{"sku":"POLO-M","quantity":12}"#

    init() throws {
        shop = try TestShop(hasBrakes: true)
        machines = [shop, try TestShop(beside: shop)]
        try shop.count(["BELT": 500])
        try shop.addCustomer()
    }

    /// The answers to so many tries in turn, each by somebody new at one of the machines.
    private func statuses(_ count: Int, _ attempt: (Browser, Int) throws -> Answer) rethrows -> [Int] {
        try (0..<count).map { try attempt(machines[$0 % 2].visitor(), $0).status }
    }

    @Test func `of 70 orders from one address thirty are placed`() throws {
        let statuses = try statuses(70) { visitor, _ in
            try visitor.addToCart(nil)
            return try visitor.checkOut()
        }
        #expect(statuses == Array(repeating: 303, count: 30) + Array(repeating: 429, count: 40))
        #expect(try shop.rows("sales_order") == 30)
    }

    @Test func `of 40 registrations from one address fifteen are taken`() throws {
        let statuses = try statuses(40) { visitor, number in
            try visitor.post(
                "/account/register",
                [
                    "name": "Asha Rao", "email": "asha\(number)@example.com", "password": "a-long-password",
                    "confirmation": "a-long-password",
                ])
        }
        #expect(statuses.count { $0 == 429 } == 25 && statuses.suffix(25).allSatisfy { $0 == 429 })
    }

    @Test func `of 50 forgotten passwords from one address twenty are mailed`() throws {
        let statuses = try statuses(50) { visitor, _ in
            try visitor.post("/account/forgotten-password", ["email": "asha@example.com"])
        }
        #expect(statuses.count { $0 == 429 } == 30 && statuses.suffix(30).allSatisfy { $0 == 429 })
    }

    @Test func `of many tries at once to sign in five are looked at`() throws {
        let wrong = ["email": "asha@example.com", "password": "not-the-password"]
        let visitors = machines.map { $0.visitor() }
        for visitor in visitors { _ = visitor.get("/account/login") }
        let statuses = try inParallel(32) { try visitors[$0 % 2].post("/account/login", wrong).status }
        #expect((1...5).contains(statuses.count { $0 == 422 }))
        #expect(Set(statuses).isSubset(of: [422, 429, 503]))
    }

    @Test func `of twelve wrong passwords of Arvind five are looked at`() {
        let statuses = (0..<12).map { number in
            var caller = machines[number % 2].arvind
            caller.password = "guess"
            return caller.inventory(item).status
        }
        #expect(statuses == Array(repeating: 401, count: 5) + Array(repeating: 429, count: 7))
    }

    @Test(arguments: [1, 7, 130])
    func `of twice as many calls as a minute takes each is taken once`(limit: Int) throws {
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = limit }
        let statuses = (0..<2 * limit).map { machines[$0 % 2].arvind.inventory(item).status }
        #expect(statuses.count { $0 == 200 } == limit && statuses.count { $0 == 429 } == limit)
        shop.clock.advance(.seconds(60))
        #expect(machines.map { $0.arvind.inventory(item).status }.contains(200))
    }

    @Test func `calls that come at once on both machines are as many as a minute takes`() throws {
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = 130 }
        for machine in machines { #expect(machine.arvind.inventory(item).status == 200) }
        let statuses = try inParallel(16) { caller in
            (0..<16).map { _ in machines[caller % 2].arvind.inventory(item).status }
        }.flatMap { $0 }
        #expect(statuses.count { $0 == 200 } == 128 && statuses.count { $0 == 429 } == 256 - 128)
    }

    @Test func `calls are agreed with one write for a second's worth`() throws {
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = 600 }
        let limit = Limit(perMinute: 600), calls = SharedCalls()
        var asked = 0
        func take(at now: Instant) throws -> Span? {
            try calls.take(of: 1, limit, now: now) { most, left in
                asked += 1
                return (most, .seconds(0))
            }
        }
        for _ in 1...100 { #expect(try take(at: noon) == nil) }
        #expect(asked == 10)
        for second in 1...5 { #expect(try take(at: noon + .seconds(second)) == nil) }
        #expect(asked == 15)
    }

    @Test func `a machine that falls silent keeps a second's worth from the other, and no more`() throws {
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = 120 }
        #expect(machines[1].arvind.inventory(item).status == 200)
        let statuses = (0..<120).map { _ in machines[0].arvind.inventory(item).status }
        #expect(statuses.count { $0 == 200 } == 118)
        #expect(machines[1].arvind.inventory(item).status == 200)
    }

    @Test func `a changed password of Arvind's counts on the other machine at once`() throws {
        let old = shop.ai.password
        #expect(machines.map { $0.arvind.inventory(item).status } == [200, 200])
        try shop.staff().post("/admin/modules/arvind", moduleForm(shop, ["password": "the-new-password"]))
        for machine in machines {
            #expect(machine.arvind.inventory(item).status == 401, "the old one was \(old)")
            var caller = machine.arvind
            caller.password = "the-new-password"
            #expect(caller.inventory(item).status == 200)
        }
    }

    @Test func `a session that ends on one machine has ended on the other`() throws {
        let here = try shop.asha, there = Browser(carrying: here, on: machines[1])
        let elsewhere = Browser(carrying: try shop.asha, on: machines[1])
        #expect(there.get("/account/orders").status == 200 && elsewhere.get("/account/orders").status == 200)
        try here.post("/account/sessions/end")
        #expect(elsewhere.get("/account/orders").status == 303 && there.get("/account/orders").status == 200)
        try here.post("/account/logout")
        #expect(there.get("/account/orders").status == 303)
    }

    @Test func `what is shown once is shown by either machine, and then by none`() throws {
        let here = try shop.staff(), there = Browser(carrying: here, on: machines[1])
        let colleague = Browser(carrying: try shop.staff(.operations), on: machines[1])
        let path = try #require(try here.post("/admin/users/operations/reset").location)
        func isShown(to browser: Browser) -> Bool { browser.get(path).words.contains("One-time password of") }
        #expect(path.contains("?password=") && !isShown(to: colleague))
        #expect(isShown(to: there) && !isShown(to: here) && !isShown(to: there))
    }

    @Test func `a role that is changed on one machine is another on the other at once`() throws {
        let staff = Browser(carrying: try shop.staff(.operations), on: machines[1])
        #expect(try staff.post("/admin/tools/cron/jobs/push-orders", ["state": "off"]).status == 303)
        try shop.database.write { store in
            let member = try #require(try store.staff(username: "operations")).member
            try store.setRole(.support, of: member)
        }
        #expect(try staff.post("/admin/tools/cron/jobs/push-orders", ["state": "on"]).status == 403)
    }
}
