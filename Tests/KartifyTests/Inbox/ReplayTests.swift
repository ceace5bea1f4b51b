import Domain
import TestSupport
import Testing

@testable import Kartify

/// **Replay**: what of an event was not known is tried again, with the event's own time.
struct ReplayTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func eventID(_ id: String) throws -> Int {
        try shop.database.read {
            try $0.number("SELECT id FROM webhook_event WHERE event_id = \(id)")
        }
    }

    @Test func `an event whose order exists by now is applied with its own time`() throws {
        _ = shop.arvind.tells("evt_1", "KFY-100001", "packed", at: noon + .minutes(3))
        let number = try shop.visitor().order()
        shop.clock.advance(.hours(2))
        let staff = try shop.staff(.operations)
        let before = staff.get("/admin/tools/inbox/1")
        #expect(before.words.contains("Unknown order") && before.hasButton("Replay"))
        let page = try staff.follow(try staff.post("/admin/tools/inbox/1/replays"))
        #expect(page.alert == "Replay: Settled: everything in it is now known." && !page.hasButton("Replay"))
        #expect(page.words.contains("12:00:00, operations: Settled: everything in it is now known."))
        #expect(try shop.order(number).status == .packed)
        let event = try #require(try shop.history(number).last)
        #expect(event.at == noon + .minutes(3) && event.receivedAt == noon + .hours(2) && event.source == .webhook)
        #expect(
            try shop.rows("webhook_event", where: "outcome = 'applied' AND received_at = \(noon.milliseconds)") == 1)
        #expect(
            try shop.rows("audit", where: "action = 'Replayed a webhook event' AND subject = 'evt_1: Settled'") == 1)
        let again = shop.arvind.tells("evt_1", number, "delivered")
        #expect(again.status == 200 && again.text.contains(#""status":"packed""#))
        #expect(try shop.order(number).status == .packed)
    }

    @Test func `an order that is still not there leaves everything as it was`() throws {
        _ = shop.arvind.tells("evt_1", "KFY-100001", "packed")
        let staff = try shop.staff()
        let page = try staff.follow(try staff.post("/admin/tools/inbox/1/replays"))
        #expect(page.alert == "Replay: Nothing has changed: the order is still unknown.")
        #expect(page.hasButton("Replay") && page.words.contains("404: the order is unknown."))
        #expect(try shop.rows("webhook_event", where: "outcome = 'unknown_order' AND answer IS NULL") == 1)
        _ = try shop.visitor().order()
        #expect(shop.arvind.tells("evt_1", "KFY-100001", "packed").status == 200)
    }

    @Test func `only unknown items are tried again; Arvind's answer stays as it was`() throws {
        let number = try shop.visitor().order("M", quantity: 3)
        let first = shop.arvind.webhook(
            "evt_1", number,
            """
            {"orderItemId":"\(number)-1","status":"packed","quantity":1},
            {"orderItemId":"\(number)-2","status":"shipped"}, {"sku":"POLO-M","status":"lost"}
            """)
        let history = try shop.history(number).count
        // The order gets its second line, as an import or a repair would give it.
        try shop.change(
            """
            INSERT INTO order_item (order_id, line, product_id, sku_id, sku, name, option_text, quantity, unit_price)
            SELECT order_id, 2, product_id, NULL, 'BELT', 'Belt', '', 1, 0 FROM order_item
            """)
        try shop.change("INSERT INTO item_progress (item_id, status, quantity, since) VALUES (2, 'processing', 1, 0)")
        try shop.change(
            """
            INSERT INTO item_event (item_id, status, quantity, at, received_at, source, is_late)
            VALUES (2, 'processing', 1, 0, 0, 'checkout', 0)
            """)
        let staff = try shop.staff()
        let page = try staff.follow(try staff.post("/admin/tools/inbox/1/replays"))
        #expect(page.alert == "Replay: Partly settled: 1 item is now known, others still unknown.")
        let order = try shop.order(number)
        #expect(order.lines[0].progress.count(in: .packed) == 1 && order.lines[1].progress.status == .shipped)
        #expect(try shop.history(number).count == history)
        #expect(shop.arvind.tells("evt_1", number, "shipped").text == first.text)
        #expect(page.words.contains("\(number)-2 Shipped all Applied"))
    }

    @Test func `an event that is applied stays as it is, however often it is replayed, and by however many`() throws {
        let shop = shop
        _ = shop.arvind.tells("evt_1", "KFY-100001", "cancelled", more: #""quantity":1"#)
        let number = try shop.visitor().order("M", quantity: 3)
        let people = try (0..<8).map { _ in try shop.staff() }
        _ = try inParallel(8) { try people[$0].post("/admin/tools/inbox/1/replays") }
        #expect(try shop.order(number).lines[0].progress.count(in: .cancelled) == 1)
        #expect(try shop.history(number).count == 2)
        #expect(try shop.rows("webhook_replay") == 1)
        let before = try shop.dump(without: ["session"])
        let page = try people[0].follow(try people[0].post("/admin/tools/inbox/1/replays"))
        #expect(page.alert == "This event was already settled. Nothing has changed.")
        #expect(try shop.dump(without: ["session"]) == before)
    }

    @Test func `all events of a filter are replayed after a question, oldest first, each on its own`() throws {
        for (index, status) in ["packed", "shipped", "lost"].enumerated() {
            shop.clock.advance(.minutes(1))
            _ = shop.arvind.tells("evt_\(index)", "KFY-100001", status, at: noon + .minutes(index))
        }
        _ = shop.arvind.tells("evt_other", "KFY-100009", "packed")
        let number = try shop.visitor().order()
        let staff = try shop.staff(.operations)
        let question = staff.get("/admin/tools/replays?state=unknown_order&order=\(number)&from=2026-11-23&until=")
        #expect(question.words.contains("Selection: Unknown order, order \(number), from 2026-11-23."))
        #expect(question.hasButton("Replay 3 events"))
        #expect(try shop.rows("webhook_replay") == 0 && shop.order(number).status == .processing)
        let answer = try staff.post(
            "/admin/tools/replays", ["state": "unknown_order", "order": number, "from": "2026-11-23", "until": ""])
        let page = try staff.follow(answer)
        #expect(page.words.contains("3 of 3 events tried: 2 settled, 1 still with unknown items."))
        #expect(page.words.contains("evt_2 KFY-100001 Unknown order Nothing has changed"))
        #expect(try shop.order(number).status == .shipped)
        #expect(try shop.history(number).map(\.status) == [.processing, .packed, .shipped])
        #expect(
            try shop.rows(
                "audit", where: "subject = '3 events of: Unknown order, order KFY-100001, from 2026-11-23'") == 1)
        #expect(try shop.rows("webhook_event", where: "outcome = 'unknown_order'") == 1)
        #expect(staff.get("/admin/tools/inbox/\(try eventID("evt_0"))").text.contains("/admin/tools/replays/1"))
        let none = staff.get("/admin/tools/replays?state=unknown_order&order=\(number)")
        #expect(
            none.words.contains("Nothing to replay")
                && !none.text.contains("<form method=\"post\" action=\"/admin/tools/replays\""))
        #expect(
            try staff.follow(try staff.post("/admin/tools/replays", ["order": number, "state": "late"])).status == 200)
    }

    @Test func `one replay takes 500 events, and the next one continues after them`() throws {
        try shop.change(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 503)
            INSERT INTO webhook_event (website_id, event_id, event_time, received_at, order_number, body, outcome)
            SELECT 1, 'evt_' || i, 0, i / 2, 'KFY-100001',
                '{"eventId":"evt_' || i || '","eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-100001",' ||
                '"items":[{"orderItemId":"KFY-100001-1","status":"packed"}]}', 'unknown_order' FROM n
            """)
        try shop.change(
            """
            INSERT INTO webhook_item (event_id, place, website_id, received_at, item, status, outcome)
            SELECT id, 1, 1, received_at, '', 'packed', 'unknown_order' FROM webhook_event
            """)
        let staff = try shop.staff()
        #expect(staff.get("/admin/tools/replays").words.contains("There are more"))
        let first = try staff.follow(try staff.post("/admin/tools/replays"))
        #expect(first.words.contains("500 of 500 events tried: 0 settled, 500 still"))
        let next = try #require(first.piece(after: "&amp;after=", before: "\""))
        let second = try staff.follow(try staff.post("/admin/tools/replays", ["after": next]))
        #expect(second.words.contains("3 of 3 events tried") && !second.words.contains("Go on with"))
        #expect(
            second.words.contains("evt_501") && second.words.contains("evt_503") && !second.words.contains("evt_500"))
    }

    @Test func `an event that fails does not stop the others`() throws {
        for index in 0..<3 { _ = shop.arvind.tells("evt_\(index)", "KFY-100001", "packed", at: noon + .minutes(index)) }
        try shop.change("UPDATE webhook_event SET body = '{}' WHERE event_id = 'evt_1'")
        let number = try shop.visitor().order()
        let staff = try shop.staff()
        let page = try staff.follow(try staff.post("/admin/tools/replays"))
        #expect(
            page.words.contains("2 of 3 events tried: 2 settled") && page.words.contains("Not all events were tried"))
        #expect(try shop.order(number).status == .packed)
        #expect(try shop.rows("webhook_event", where: "outcome = 'unknown_order'") == 1)
    }

    @Test func `support looks, and replays nothing; another website's events are not there`() throws {
        _ = shop.arvindOfSecond.tells("evt_1", "SEC-100001", "packed")
        _ = shop.arvind.tells("evt_2", "KFY-100001", "packed")
        let support = try shop.staff(.support)
        let page = support.get("/admin/tools/inbox/2")
        #expect(page.status == 200 && !page.hasButton("Replay"))
        #expect(!support.get("/admin/tools/inbox").text.contains("/admin/tools/replays"))
        #expect(try support.post("/admin/tools/inbox/2/replays").status == 403)
        #expect(support.get("/admin/tools/replays").status == 403)
        #expect(try support.post("/admin/tools/replays").status == 403)
        let staff = try shop.staff()
        #expect(staff.get("/admin/tools/inbox/1").status == 404)
        #expect(try staff.post("/admin/tools/inbox/1/replays").status == 404)
        _ = try shop.visitor(at: "second.localhost").order(nil)
        let answer = try staff.post("/admin/tools/replays")
        #expect(try staff.follow(answer).words.contains("1 of 1 event tried"))
        #expect(try shop.rows("webhook_event", where: "event_id = 'evt_1' AND outcome = 'unknown_order'") == 1)
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(staff.get(answer.location ?? "").status == 404)
        #expect(staff.get("/admin/tools/inbox/1").status == 200 && staff.get("/admin/tools/inbox/2").status == 404)
    }
}
