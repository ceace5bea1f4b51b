import Dispatch
import Domain
import TestSupport
import Testing

@testable import Kartify

/// Many who guess passwords, and the person whose password it is.
struct SignInFloodTests {
    private let shop: TestShop
    private let right = ["email": "asha@example.com", "password": TestShop.ashasPassword]
    private let wrong = ["email": "asha@example.com", "password": "not-the-password"]

    init() throws {
        shop = try TestShop()
        try shop.addCustomer()
    }

    @Test func `of 32 tries at once the five free ones are looked at, and no more`() throws {
        let visitor = shop.visitor(), wrong = wrong
        _ = visitor.get("/account/login")
        let statuses = try inParallel(32) { _ in try visitor.post("/account/login", wrong).status }
        #expect((1...5).contains(statuses.count { $0 == 422 }))
        #expect(Set(statuses).isSubset(of: [422, 429, 503]))
    }

    @Test func `forty addresses get little out of one name, and whoever knows the password gets in`() throws {
        var looked = 0
        for number in 1...40 {
            let stranger = Browser(shop, from: "203.0.113.\(number)")
            for _ in 1...5 where try stranger.post("/account/login", wrong).status == 422 { looked += 1 }
        }
        #expect(looked == 20 + 36)
        #expect(try Browser(shop, from: "198.51.100.1").post("/account/login", right).status == 303)
    }

    @Test func `an address that tries many names has thirty tries, each address of an IPv6 network among them`() throws
    {
        for number in 1...30 {
            let stranger = Browser(shop, from: "2001:db8:0:1::\(number)")
            let guess = ["email": "name\(number)@example.com", "password": "not-the-password"]
            #expect(try stranger.post("/account/login", guess).status == 422)
        }
        #expect(try Browser(shop, from: "2001:DB8:0:1:ffff::1").post("/account/login", right).status == 429)
        #expect(try Browser(shop, from: "2001:db8:0:2::1").post("/account/login", right).status == 303)
        shop.clock.advance(.minutes(1))
        #expect(try Browser(shop, from: "2001:db8:0:1::1").post("/account/login", right).status == 303)
    }

    @Test func `customers who guess at an address leave its staff and Arvind alone`() throws {
        let stranger = shop.visitor()
        for number in 1...31 {
            try stranger.post("/account/login", ["email": "name\(number)@example.com", "password": "not-the-password"])
        }
        #expect(try shop.visitor().post("/account/login", right).status == 429)
        _ = try shop.staff()
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#).status == 200)
    }

    @Test func `a browser that signed in before is not hindered by strangers at the same address`() throws {
        let asha = try shop.asha
        try asha.post("/account/logout")
        let stranger = shop.visitor()
        for number in 1...40 {
            let name = number < 10 ? "asha@example.com" : "name\(number)@example.com"
            try stranger.post("/account/login", ["email": name, "password": "not-the-password"])
        }
        #expect(try stranger.post("/account/login", right).status == 429)
        #expect(try asha.post("/account/login", right).status == 303)
    }

    @Test func `a known browser has five free tries as well, and is known for one name only`() throws {
        let asha = try shop.asha
        for _ in 1...5 { #expect(try asha.post("/account/login", wrong).status == 422) }
        #expect(try asha.post("/account/login", right).status == 429)
        #expect(try shop.visitor().post("/account/login", right).status == 303)
        let device = try #require(asha.cookie("kartify_device"))
        try shop.addCustomer("ravi@example.com")
        for _ in 1...5 {
            try shop.visitor().post("/account/login", ["email": "ravi@example.com", "password": "not-the-password"])
        }
        let ravi = ["email": "ravi@example.com", "password": TestShop.ashasPassword]
        #expect(try asha.post("/account/login", ravi).status == 429)
        #expect(try !shop.dump().joined().contains(device) && !shop.log.contains(device))
    }

    @Test func `a clock that was set back makes nobody wait longer`() throws {
        let visitor = shop.visitor()
        shop.clock.advance(.hours(2))
        for _ in 1...5 { try visitor.post("/account/login", wrong) }
        shop.clock.advance(Span(milliseconds: -2 * 3_600_000))
        #expect(try visitor.post("/account/login", wrong).status == 422)
        #expect(try visitor.post("/account/login", right).status == 429)
        shop.clock.advance(.seconds(2))
        #expect(try visitor.post("/account/login", right).status == 303)
    }

    @Test
    func `while the places for customers' passwords are taken they are told at once, and staff and Arvind get in`()
        throws
    {
        let world = shop.world
        let inside = DispatchSemaphore(value: 0), gate = DispatchSemaphore(value: 0)
        let group = DispatchGroup()
        for number in 1...3 {
            DispatchQueue(label: "test.hashing.\(number)").async(group: group) {
                try? world.hashing(for: "customers") {
                    inside.signal()
                    gate.wait()
                }
            }
        }
        for _ in 1...3 { inside.wait() }
        let answer = try shop.visitor().post("/account/login", right)
        #expect(answer.status == 503 && answer.header("Retry-After") == "2")
        #expect(answer.words.contains("Many people are signing in right now."))
        _ = try shop.staff()
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#).status == 200)
        for _ in 1...3 { gate.signal() }
        group.wait()
        #expect(try shop.visitor().post("/account/login", right).status == 303)
    }
}
