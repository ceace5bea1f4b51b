import Domain
import Storage
import TestDatabase
import TestSupport
import Testing
import Web

@testable import Kartify

/// `Idempotency-Key`: the same request sent again does nothing again.
struct IdempotencyTests {
    private let shop: TestShop
    private let path = "/api/v1/inventory"
    private let body = #"{"items":[{"sku":"POLO-M","quantity":12}]}"#

    init() throws {
        shop = try TestShop()
    }

    private func post(_ key: String, _ body: String? = nil, by caller: ArvindCaller? = nil) -> Answer {
        (caller ?? shop.arvind).post(path, body ?? self.body, headers: ["idempotency-key": key])
    }

    @Test func `a request that comes again gets the first answer, and changes nothing`() throws {
        let first = post("key-1")
        #expect(first.status == 200 && first.header("Idempotency-Replayed") == nil)
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":3}"#)
        let before = try shop.dump(without: ["exchange"])
        let second = post("key-1")
        #expect(second.status == 200 && second.text == first.text)
        #expect(second.header("Idempotency-Replayed") == "true")
        #expect(second.header("Content-Type") == "application/json")
        #expect(second.header("X-Request-Id") != first.header("X-Request-Id"))
        #expect(try shop.dump(without: ["exchange"]) == before)
        #expect(try shop.available("POLO-M") == 3)
    }

    @Test func `a key is the same with quotes and without`() throws {
        #expect(post("key-1").status == 200)
        #expect(post("\"key-1\"").header("Idempotency-Replayed") == "true")
        #expect(post("key-2").header("Idempotency-Replayed") == nil)
    }

    @Test func `a key with another body is refused and changes nothing`() throws {
        #expect(post("key-1").status == 200)
        let before = try shop.dump(without: ["exchange"])
        let answer = post("key-1", #"{"items":[{"sku":"POLO-M","quantity":1}]}"#)
        #expect(answer.status == 422)
        try expectProblem(answer, "idempotency_key_reused")
        let number = try #require(try shop.dump(without: ["exchange"]) == before ? "KFY-1" : nil)
        let event =
            #"{"eventId":"e","eventTime":"2026-11-23T10:00:00Z","orderId":"\#(number)","items":[{"status":"packed"}]}"#
        let other = shop.arvind.post("/api/v1/webhooks/order-status", event, headers: ["idempotency-key": "key-1"])
        try expectProblem(other, "idempotency_key_reused")
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
    }

    @Test func `each website has its own keys`() throws {
        #expect(post("key-1").status == 200)
        let belt = #"{"items":[{"sku":"BELT","quantity":2}]}"#
        let answer = post("key-1", belt, by: shop.arvindOfSecond)
        #expect(answer.status == 200 && answer.header("Idempotency-Replayed") == nil)
    }

    @Test func `a key may be used anew after 24 hours, whether it has been swept away or not`() throws {
        for _ in 1...2 {
            #expect(post("key-1").header("Idempotency-Replayed") == nil)
            shop.clock.advance(.seconds(24 * 3600 - 1))
            #expect(post("key-1").header("Idempotency-Replayed") == "true")
            shop.clock.advance(.seconds(1))
        }
        #expect(try shop.rows("first_answer") == 1)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("first_answer") == 0)
    }

    @Test func `a refused request is not remembered: corrected, it may reuse the key`() throws {
        #expect(post("key-1", "{").status == 400)
        #expect(post("key-1", #"{"items":[]}"#).status == 422)
        #expect(try shop.rows("first_answer") == 0)
        #expect(post("key-1").status == 200)
        #expect(try shop.available("POLO-M") == 12)
    }

    @Test(arguments: ["", "\"\"", "a b", "schlüssel", "key\u{7f}", String(repeating: "k", count: 256)])
    func `an invalid key is refused`(key: String) throws {
        let before = try shop.dump(without: ["exchange"])
        let answer = post(key)
        #expect(answer.status == 422)
        try expectProblem(answer, "invalid_body")
        #expect(try shop.dump(without: ["exchange"]) == before)
    }

    @Test func `a key has up to 255 characters`() throws {
        let key = String(repeating: "~", count: 255)
        #expect(post(key).status == 200)
        #expect(post("\"\(key)\"").header("Idempotency-Replayed") == "true")
    }

    @Test func `while the first is in progress, a second is told to wait`() throws {
        #expect(shop.world.keysInProgress.begin("key-1", of: shop.brand.id))
        let answer = post("key-1")
        #expect(answer.status == 409 && answer.header("Retry-After") == "1")
        try expectProblem(answer, "idempotency_in_progress")
        #expect(post("key-2").status == 200)
        shop.world.keysInProgress.end("key-1", of: shop.brand.id)
        #expect(post("key-1").status == 200)
    }

    @Test func `many at once under one key have one effect`() throws {
        let shop = shop, body = body, path = path
        let before = try shop.rows("stock_movement")
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":3}"#).status == 200)
        let answers = try inParallel(12) { _ in
            shop.arvind.post(path, body, headers: ["idempotency-key": "key-1"])
        }
        #expect(Set(answers.map(\.status)).isSubset(of: [200, 409]))
        #expect(Set(answers.filter { $0.status == 200 }.map(\.text)).count == 1)
        #expect(answers.filter { $0.status == 200 && $0.header("Idempotency-Replayed") == nil }.count == 1)
        #expect(try shop.rows("stock_movement") == before + 1)
        #expect(try shop.rows("first_answer") == 1)
    }

    @Test func `the answer is kept with the change or neither is`() throws {
        try shop.database.refuse("INSERT ON first_answer", saying: "broken")
        let before = try shop.dump(without: ["exchange"])
        #expect(post("key-1").status == 500)
        #expect(try shop.dump(without: ["exchange"]) == before)
    }

    @Test func `an event under a key is applied once; one for an unknown order may come again`() throws {
        let number = try shop.visitor().order()
        func tell(_ id: String, _ order: String) -> Answer {
            shop.arvind.post(
                "/api/v1/webhooks/order-status",
                """
                {"eventId":"\(id)","eventTime":"2026-11-23T04:30:00Z","orderId":"\(order)",
                "items":[{"orderItemId":"\(order)-1","status":"packed"}]}
                """, headers: ["idempotency-key": id])
        }
        let first = tell("e1", number)
        #expect(first.status == 200 && first.header("Idempotency-Replayed") == nil)
        let second = tell("e1", number)
        #expect(second.text == first.text && second.header("Idempotency-Replayed") == "true")
        for _ in 1...2 {
            let unknown = tell("e2", "KFY-999999")
            #expect(unknown.status == 404 && unknown.header("Idempotency-Replayed") == nil)
        }
    }

    private func module() throws -> ModuleRow? {
        let id = shop.brand.id
        return try shop.database.read { try $0.module(of: id) }
    }
}
