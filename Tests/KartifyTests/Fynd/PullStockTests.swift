import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The job that asks FYND for its stock.
struct PullStockTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop(oms: .fynd)
    }

    private func changes(_ skus: [String], _ cursor: String, more: Bool = false) -> LoopbackServer.Turn {
        let list = skus.map { "\"\($0)\"" }.joined(separator: ",")
        return .answer(200, #"{"success":true,"skus":[\#(list)],"cursor":"\#(cursor)","hasMore":\#(more)}"#)
    }

    private func stock(_ counts: KeyValuePairs<String, Int>) -> LoopbackServer.Turn {
        let list = counts.map { #"{"sku":"\#($0)","quantity":\#($1)}"# }.joined(separator: ",")
        return .answer(200, #"{"success":true,"stock":[\#(list)]}"#)
    }

    @discardableResult
    private func pull(isScheduled: Bool = true) throws -> String {
        try PullStock(world: shop.world, isScheduled: isScheduled).run()
    }

    private func known() throws -> StockPull {
        let id = shop.brand.id
        return try #require(try shop.database.read { try $0.stockPull(of: id, .fynd) })
    }

    private func askedSince() -> [String] {
        shop.ai.received("/inventory/changes").map { $0.body }
    }

    @Test func `what FYND has counted anew is taken, by the rules of every count`() throws {
        shop.ai.answers("/inventory/changes", changes(["POLO-M", "POLO-L", "NEW-1"], "c1"))
        shop.ai.answers("/inventory/stock", stock(["POLO-M": 4, "POLO-L": 2, "NEW-1": 9]))
        #expect(try pull() == "3 SKUs of 1 website.")
        #expect(try shop.available("POLO-M") == 4 && shop.available("POLO-L") == 2)
        let known = try known()
        #expect(known.cursor == "c1" && known.pulledAt == noon && known.pulledAllAt == noon)
        #expect(try shop.rows("unmapped_sku", where: "code = 'NEW-1' AND count = 9") == 1)
        let calls = shop.ai.received("/inventory/stock")
        #expect(calls.map(\.body) == [#"{"affiliateId":"AFF-1","skus":["POLO-M","POLO-L","NEW-1"]}"#])
        #expect(calls[0].headers.contains("X-Affiliate-Token: \(shop.ai.token)"))
        #expect(try shop.rows("exchange", where: "kind IN ('stock', 'stock_changes') AND outcome = 'accepted'") == 2)
        #expect(try shop.rows("stock_movement", where: "source = 'inventory' AND reference LIKE 'pulled at %'") == 2)
    }

    @Test func `a product is enabled and disabled by what is pulled`() throws {
        for (quantity, isOnSale) in [(0, false), (5, true)] {
            shop.ai.answers("/inventory/changes", changes(["BELT"], "c\(quantity)"))
            shop.ai.answers("/inventory/stock", stock(["BELT": quantity]))
            try pull(isScheduled: false)
            #expect(shop.visitor().get("/").words.contains("Belt ₹899.00 Sold out") != isOnSale)
            shop.clock.advance(.minutes(1))
        }
    }

    @Test func `the moment the call began is the time of its counts`() throws {
        let number = try shop.visitor().order("M", quantity: 3)
        try shop.push()
        shop.clock.advance(.minutes(5))
        // A count from before the order reached FYND cannot have left its units out.
        shop.ai.answers("/inventory/changes", changes(["POLO-M"], "c1"))
        shop.ai.answers("/inventory/stock", stock(["POLO-M": 7]))
        try pull()
        #expect(try shop.available("POLO-M") == 7)
        let taken = try shop.database.read { try $0.number("SELECT counted_at FROM sku WHERE code = 'POLO-M'") }
        #expect(taken == Int((noon + .minutes(5)).milliseconds))
        #expect(try shop.order(number).push.state == .pushed)
    }

    @Test func `units of an order that FYND does not have yet are subtracted from what is pulled`() throws {
        _ = try shop.visitor().order("M", quantity: 3)
        shop.ai.answers("/inventory/changes", changes(["POLO-M"], "c1"))
        shop.ai.answers("/inventory/stock", stock(["POLO-M": 7]))
        try pull()
        #expect(try shop.available("POLO-M") == 4)
    }

    @Test func `each website is asked at its own interval, and at once by hand`() throws {
        shop.ai.answers("/inventory/changes", changes([], "c1"))
        try shop.setModule(of: shop.brand) { $0.pullMinutes = 20 }
        try pull()
        shop.clock.advance(.minutes(19))
        #expect(try pull() == "No website's stock was due." && askedSince().count == 1)
        try pull(isScheduled: false)
        #expect(askedSince().count == 2)
        shop.clock.advance(.minutes(20))
        try pull()
        #expect(askedSince().count == 3)
        #expect(askedSince().last == #"{"affiliateId":"AFF-1","since":"c1","limit":500}"#)
    }

    @Test func `once a day everything is asked for`() throws {
        shop.ai.answers("/inventory/changes", changes([], "c1"))
        try pull()
        shop.clock.advance(.days(1))
        try pull()
        #expect(askedSince().allSatisfy { $0 == #"{"affiliateId":"AFF-1","limit":500}"# })
    }

    @Test func `more than one batch is asked for until nothing is left`() throws {
        shop.ai.answers("/inventory/changes", changes(["POLO-M"], "c1", more: true), changes(["BELT"], "c2"))
        shop.ai.answers("/inventory/stock", stock(["POLO-M": 1]), stock(["BELT": 2]))
        #expect(try pull() == "2 SKUs of 1 website.")
        #expect(try shop.available("POLO-M") == 1 && shop.available("BELT") == 2)
        #expect(try known().cursor == "c2")
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(503, ""), .answer(200, "<html>"), .answer(200, #"{"success":true}"#),
        .hangUpAfter("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"),
        .answer(422, #"{"success":false,"error":{"code":"busy","message":"Later"}}"#),
    ])
    func `a round that ends in the middle goes on where it was kept, and asks again for the rest`(
        turn: LoopbackServer.Turn
    ) throws {
        shop.ai.answers(
            "/inventory/changes", changes(["POLO-M"], "c1", more: true), changes(["BELT"], "c2"),
            changes(["BELT"], "c2"))
        shop.ai.answers("/inventory/stock", stock(["POLO-M": 1]), turn, stock(["BELT": 2]))
        #expect(try pull() == "0 SKUs of 1 website; 1 without a clear answer, tried again in a minute.")
        #expect(try shop.available("POLO-M") == 1 && shop.available("BELT") == 3)
        #expect(try known().cursor == "c1" && known().pulledAt == nil)
        shop.clock.advance(.minutes(1))
        try pull()
        #expect(try shop.available("BELT") == 2 && known().cursor == "c2")
        #expect(askedSince().last == #"{"affiliateId":"AFF-1","since":"c1","limit":500}"#)
    }

    @Test func `the same counts once more change nothing`() throws {
        shop.ai.answers("/inventory/changes", changes(["BELT"], "c1"))
        shop.ai.answers("/inventory/stock", stock(["BELT": 2]))
        try pull()
        let movements = try shop.rows("stock_movement")
        shop.clock.advance(.minutes(30))
        try pull()
        #expect(try shop.rows("stock_movement") == movements && shop.available("BELT") == 2)
    }

    @Test func `changes that never end are not followed for ever`() throws {
        shop.ai.answers("/inventory/changes", changes(["BELT"], "c1", more: true))
        shop.ai.answers("/inventory/stock", stock(["BELT": 2]))
        try pull()
        #expect(askedSince().count == 2)
    }

    @Test func `another account is asked for everything, and what the one before brought late is left out`() throws {
        shop.ai.answers("/inventory/changes", changes([], "c1"))
        try pull()
        try shop.setModule(of: shop.brand) { $0.channelID = "AFF-2" }
        #expect(try known().cursor == nil && known().pulledAt == nil)
        try pull()
        #expect(askedSince().last == #"{"affiliateId":"AFF-2","limit":500}"#)
    }

    @Test func `pages say how old the stock is`() throws {
        let staff = try shop.staff()
        #expect(staff.get("/admin/modules/fynd").words.contains("No stock has been pulled yet."))
        shop.ai.answers("/inventory/changes", changes([], "c1"))
        try pull()
        shop.clock.advance(.minutes(12))
        #expect(staff.get("/admin/modules/fynd").words.contains("The stock is 12 min old."))
        #expect(staff.get("/admin").words.contains("Last inventory update 12 min ago"))
        let metrics = shop.send("GET", "/metrics").text
        #expect(metrics.contains(#"kartify_inventory_age_seconds{website="KFY"} 720"#), "\(metrics)")
    }

    @Test func `a FYND that does not answer is told as one`() throws {
        shop.ai.answers("/inventory/changes", .answer(503, ""))
        for _ in 1...3 {
            try pull()
            shop.clock.advance(.minutes(1))
        }
        #expect(try shop.staff().get("/admin").words.contains("FYND has not answered since"))
    }

    @Test func `a refused token is told to staff`() throws {
        shop.ai.answers("/inventory/changes", .answer(401, ""))
        try pull()
        #expect(try shop.staff().get("/admin").words.contains("FYND did not accept the affiliate token"))
    }

    @Test func `an OMS that sends its stock by itself is not asked`() throws {
        let other = try TestShop()
        #expect(try PullStock(world: other.world, isScheduled: false).run() == "No website's stock was due.")
        #expect(other.ai.server.requests.isEmpty)
    }
}
