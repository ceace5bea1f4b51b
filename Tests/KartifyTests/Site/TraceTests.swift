import Domain
import FoundationEssentials
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The id of a request or a run: in the log, in the answer, at the OMS, and in the log of calls.
struct TraceTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func lines(_ event: String) throws -> [JSONValue] {
        try shop.log.split(separator: "\n").map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
            .filter { $0["event"]?.string == event }
    }

    private func sent(_ received: LoopbackServer.Received) -> String? {
        received.headers.first { $0.hasPrefix("X-Request-Id: ") }.map { String($0.dropFirst(14)) }
    }

    private func kept(_ kind: CallKind) throws -> [String?] {
        try shop.database.read { store in
            try store.all("SELECT request_id FROM exchange WHERE kind = \(kind) ORDER BY id") { try $0.next() }
        }
    }

    @Test func `a request is one line with its id, its route, its status, its time and who it was`() throws {
        let number = try shop.sold(to: shop.asha)
        let page = try shop.staff().get("/admin/orders/\(number)")
        let line = try #require(try lines("request").last)
        #expect(line["id"]?.string == page.header("X-Request-Id"))
        #expect(line["route"] == "/admin/orders/:number" && line["who"] == "staff administrator")
        #expect(line["method"] == "GET" && line["status"] == 200 && line["ms"] == 0 && line["host"] == "localhost")
        _ = try shop.asha.get("/account/orders/\(number)")
        #expect(try lines("request").last?["who"]?.string?.hasPrefix("customer ") == true)
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#)
        #expect(try lines("request").last?["who"] == "arvind")
        #expect(!shop.log.contains(number))
    }

    @Test func `what somebody typed as an address or is not let in for is in no line`() throws {
        #expect(shop.send("GET", "/a-secret-in-the-path?token=secret").status == 404)
        let line = try #require(try lines("request").last)
        #expect(line["route"] == nil && line["who"] == nil && line["status"] == 404)
        #expect(!shop.log.contains("secret"))
        #expect(shop.send("POST", "/api/v1/inventory").status == 401)
        #expect(try lines("request").last?["who"] == nil, "who has not proved who it is has no name")
    }

    @Test func `a fault has the id that is on the page`() throws {
        try shop.change("ALTER TABLE product RENAME TO product_gone")
        let page = shop.visitor().get("/")
        let id = try #require(page.header("X-Request-Id"))
        #expect(page.words.contains(id) && page.status == 500)
        let line = try #require(try lines("fault").last)
        #expect(line["id"]?.string == id && line["route"] == "/")
    }

    @Test func `the OMS is told the id of the checkout, and the call is found by it`() throws {
        _ = try shop.visitor().order()
        let call = try #require(shop.ai.received("/serviceability").last)
        let id = try #require(sent(call))
        #expect(try lines("request").contains { $0["id"]?.string == id && $0["route"] == "/checkout" })
        #expect(try kept(.serviceability).last == .some(id))
        let row = try #require(
            try shop.database.read { try $0.exchanges(of: shop.brand.id, ExchangeFilter(), limit: 1) }.rows.first)
        let staff = try shop.staff()
        #expect(staff.get("/admin/tools/logs/\(row.id)").words.contains(id))
        #expect(staff.get("/admin/tools/logs?q=\(id)").text.contains("/admin/tools/logs/\(row.id)\""))
    }

    @Test func `a call to us is kept with the id that it was answered`() throws {
        let answer = shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#)
        let unread = shop.arvind.get("/api/v1/orders/KFY-1")
        #expect(try kept(.inventory).last == .some(answer.header("X-Request-Id")))
        #expect(try kept(.orderRead).last == .some(unread.header("X-Request-Id")))
    }

    @Test func `a run of a job has an id of its own, in its line and in its calls`() throws {
        for _ in 1...2 { _ = try shop.visitor().order() }
        _ = try shop.world.runNow(.pushOrders, by: "schedule")
        let run = try #require(try lines("job").last)
        #expect(run["route"] == "push-orders" && run["who"] == "schedule" && run["ms"] == 0)
        #expect(run["result"] == "2 accepted, 0 refused, 0 without a clear answer.")
        let id = try #require(run["id"]?.string)
        #expect(shop.ai.received("/orders").map(sent) == [id, id] && id.count == 16)
        _ = try shop.world.runNow(.pushOrders, by: "schedule")
        #expect(try lines("job").last?["id"]?.string != id)
    }

    @Test func `a run that fails says why, once, under its id`() throws {
        try shop.change("DROP TABLE cart_line")
        #expect(throws: (any Error).self) { try shop.world.runNow(.housekeeping, by: "schedule") }
        let line = try #require(try lines("job").last)
        #expect(line["route"] == "housekeeping" && line["fault"]?.string?.contains("cart_line") == true)
        #expect(line["id"] != nil && line["result"] == nil)
    }

    @Test func `what goes on behind a page has the id of the request that asked for it`() throws {
        let number = try shop.visitor().order()
        let answer = try shop.staff().post("/admin/tools/cron/push-orders/runs")
        shop.world.background.wait()
        let push = try #require(shop.ai.received("/orders").last)
        #expect(sent(push) == answer.header("X-Request-Id"))
        #expect(try shop.order(number).push.state == .pushed)
    }
}
