import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What people are warned of, how often, and what becomes of it when it cannot be delivered.
struct AlertTests {
    private let shop: TestShop
    private let pager: LoopbackServer

    init() throws {
        shop = try TestShop()
        pager = try LoopbackServer(.answer(204, ""))
    }

    /// Nothing is wrong at the start; each test breaks one thing.
    private func tell(_ address: String? = nil, percent: Int = 80, hours: Int = 48) throws {
        let settings = AlertSettings(
            address: address ?? pager.url + "/alerts", successPercent: percent, inventoryHours: hours, bankDays: 30)
        let id = shop.brand.id
        try shop.database.write { try $0.saveAlertSettings(settings, of: id) }
    }

    @discardableResult
    private func run() throws -> String {
        try AlertRound(world: shop.world).run()
    }

    private func letters() throws -> [JSONValue] {
        try pager.requests.map { try Answer(response: .text($0.body)).json() }
    }

    /// Runs it at once, within the hour, and after it.
    private func expectOnceAnHour(_ cause: String, _ message: String, _ path: String) throws {
        #expect(try run() == "1 alert sent.")
        let letter = try #require(try letters().first)
        #expect(letter["cause"] == .text(cause) && letter["message"] == .text(message), "\(letter)")
        #expect(letter["website"] == "Brand" && letter["link"] == .text("https://localhost\(path)"))
        #expect(letter["raisedAt"] == .text(shop.now.rfc3339))
        shop.clock.advance(Span(milliseconds: 3_599_999))
        #expect(try run() == "No problems found.")
        #expect(try shop.rows("alert") == 1 && pager.requests.count == 1)
    }

    @Test func `without problems no alert is sent`() throws {
        try tell()
        #expect(try run() == "No problems found." && pager.requests.isEmpty)
    }

    @Test func `stuck orders raise an alert`() throws {
        try tell()
        _ = try shop.visitor().order()
        shop.ai.answers("/orders", .answer(422, #"{"status":"FAILURE","code":"NO","message":"No"}"#))
        try shop.push()
        try expectOnceAnHour(
            "stuck_orders", "1 order is stuck and will not reach Arvind without help.", "/admin/orders?push=stuck")
        shop.clock.advance(Span(milliseconds: 1))
        #expect(try run() == "1 alert sent." && letters().count == 2)
    }

    @Test func `an order older than the schedule's window raises an alert`() throws {
        try tell()
        _ = try shop.visitor().order()
        shop.clock.advance(.hours(6))
        #expect(try run() == "No problems found.")
        shop.clock.advance(.seconds(1))
        #expect(try run() == "1 alert sent.")
    }

    @Test func `too few clear answers from Arvind raise an alert`() throws {
        try tell()
        let number = try shop.visitor().order()
        shop.ai.answers("/orders", .answer(503, ""))
        for calls in 2...5 {
            #expect(try run() == "No problems found.", "\(calls - 1) calls say nothing")
            try shop.push(window: .days(30), isScheduled: false)
            #expect(shop.ai.received("/orders").count == calls - 1)
        }
        #expect(try shop.order(number).push.attempts == 4)
        try expectOnceAnHour(
            "low_success", "Arvind gave a clear answer to 20 % of our calls in the last 15 minutes.",
            "/admin/tools/logs?outcome=unknown")
    }

    @Test(arguments: [(19, 0), (20, 0), (21, 1)])
    func `a success rate at the limit raises no alert`(percent: Int, told: Int) throws {
        try tell(percent: percent)
        _ = try shop.visitor().order()
        shop.ai.answers("/orders", .answer(503, ""))
        for _ in 1...4 { try shop.push(window: .days(30), isScheduled: false) }
        try run()
        #expect(pager.requests.count == told)
    }

    @Test func `missing inventory updates raise an alert; 0 hours means never`() throws {
        try tell(hours: 25)
        shop.clock.advance(.hours(1))
        #expect(try run() == "No problems found.")
        shop.clock.advance(.seconds(1))
        try tell(hours: 0)
        #expect(try run() == "No problems found.")
        try tell(hours: 25)
        try expectOnceAnHour("no_inventory", "No inventory update for 25 hours.", "/admin/tools/logs?kind=inventory")
    }

    @Test func `webhooks with wrong credentials raise an alert`() throws {
        try tell()
        var caller = shop.arvind
        caller.password = "wrong-password"
        _ = caller.tells("evt_1", "KFY-1", "packed")
        try expectOnceAnHour(
            "refused_webhooks", "1 webhook call with wrong credentials in the last hour.", "/admin/modules/arvind")
        shop.clock.advance(.hours(1))
        #expect(try run() == "No problems found.")
    }

    @Test func `two causes are two alerts; another website's problems raise none here`() throws {
        try tell(hours: 24)
        _ = try shop.visitor(at: "second.localhost").order(nil)
        shop.clock.advance(.hours(7))
        #expect(try run() == "1 alert sent.")
        _ = try shop.visitor().order()
        shop.clock.advance(.hours(7))
        #expect(try run() == "2 alerts sent.")
        #expect(try letters().allSatisfy { $0["website"] == "Brand" })
    }

    @Test func `without an address, or with the module disabled, nothing is raised`() throws {
        try tell("", hours: 1)
        #expect(try run() == "No problems found." && shop.rows("alert") == 0)
        try tell(hours: 1)
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(try run() == "No problems found." && shop.rows("alert") == 0)
    }
}
