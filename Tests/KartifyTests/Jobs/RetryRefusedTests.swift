import Domain
import TestSupport
import Testing

@testable import Kartify

/// What Arvind has refused is tried again once somebody has changed something.
struct RetryRefusedTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        shop.ai.answers("/orders", .answer(422, #"{"status":"FAILURE","code":"UNKNOWN_SKU","message":"No"}"#))
    }

    private func refused(_ size: String? = "M", at host: String = "localhost") throws -> String {
        let number = try shop.visitor(at: host).order(size)
        try shop.push()
        return number
    }

    private func state(_ number: String) throws -> PushState {
        try shop.order(number, at: number.hasPrefix("SEC") ? shop.second : shop.brand).push.state
    }

    @Test func `a saved module releases all refused orders of its website`() throws {
        let ours = try refused(), theirs = try refused(nil, at: "second.localhost")
        #expect(try state(ours) == .refused && state(theirs) == .refused)
        #expect(try staff.post("/admin/modules/arvind", moduleForm(shop)).status == 303)
        #expect(try state(ours) == .waiting && state(theirs) == .refused)
        shop.ai.answers("/orders", .answer(200, #"{"status":"SUCCESS"}"#))
        try shop.push()
        #expect(try state(ours) == .pushed)
    }

    @Test func `a module that was not saved changes nothing`() throws {
        let number = try refused()
        #expect(try staff.post("/admin/modules/arvind", moduleForm(shop, ["api_url": "ftp://x"])).status == 422)
        #expect(try state(number) == .refused)
    }

    @Test func `a run by hand says which refused orders it has not tried, and tries them on request`() throws {
        let numbers = [try refused(), try refused(nil, at: "second.localhost")]
        let dashboard = try shop.staff().get("/admin").words
        #expect(dashboard.contains("Waiting to be pushed 0 No order is waiting."))
        #expect(dashboard.contains("Stuck 1 Refused, or older"))
        let first = try run([:])
        #expect(
            first.words.contains("No order was waiting.") && first.words.contains("2 refused orders were not tried."))
        #expect(first.text.contains(#"<a class="alert-link" href="/admin/orders?push=stuck">"#))
        #expect(try !shop.staff(.support).get(first.path).text.contains("Try refused orders again"))

        shop.ai.answers("/orders", .answer(200, #"{"status":"SUCCESS"}"#))
        let second = try run(["refused": "yes"])
        #expect(second.words.contains("2 accepted") && !second.words.contains("not tried"))
        #expect(try numbers.allSatisfy { try state($0) == .pushed })
    }

    @Test func `a refused order is no news to a scheduled run, nor once it has been tried`() throws {
        let number = try refused()
        #expect(!staff.get("/admin/tools/cron/runs/1").words.contains("not tried"))
        let again = try run(["refused": "yes"])
        #expect(
            try state(number) == .refused && again.words.contains("1 refused") && !again.words.contains("not tried"))
    }

    /// Presses Run, and gives the run's page when it is over.
    private func run(_ fields: [String: String]) throws -> (path: String, words: String, text: String) {
        let path = try #require(try staff.post("/admin/tools/cron/push-orders/runs", fields).location)
        shop.world.background.wait()
        let page = staff.get(path)
        return (path, page.words, page.text)
    }

    @Test func `saved SKUs release the refused orders of their product`() throws {
        let polo = try refused("M"), belt = try refused(nil)
        let product = try shop.product("Polo")
        let fields = try #require(product.stockOption).values.reduce(into: [String: String]()) {
            $0["sku-\($1.id)"] = $1.sku?.code
        }
        #expect(try staff.post("/admin/products/\(product.id)/skus", fields).status == 303)
        #expect(try state(polo) == .waiting && state(belt) == .refused)
    }

    @Test func `an order of more than 30 days stays refused, and one that is being pushed is left alone`() throws {
        let number = try refused()
        try shop.change("UPDATE sales_order SET push_lease_until = \(shop.now + .minutes(1))")
        try staff.post("/admin/modules/arvind", moduleForm(shop))
        #expect(try state(number) == .refused)
        try shop.change("UPDATE sales_order SET push_lease_until = NULL")
        shop.clock.advance(Span(milliseconds: Span.days(30).milliseconds + 1))
        try shop.staff().post("/admin/modules/arvind", moduleForm(shop))
        #expect(try state(number) == .refused)
    }
}
