import Domain
import TestSupport
import Testing

@testable import Kartify

/// `/admin/tools/inbox`: webhook events that came, and what became of them.
struct InboxTests {
    private let shop: TestShop
    private let number: String

    init() throws {
        shop = try TestShop()
        number = try shop.visitor().order("M", quantity: 2)
        _ = shop.arvind.tells("evt_applied", number, "shipped")
        _ = shop.arvind.tells("evt_late", number, "packed", at: noon + .minutes(1))
        _ = shop.arvind.tells("evt_duplicate", number, "shipped", at: noon + .minutes(2))
        _ = shop.arvind.tells("evt_order", "KFY-999999", "packed")
        shop.clock.advance(.days(1))
        _ = shop.arvind.tells("evt_item", number, "packed", line: 9)
        _ = shop.arvind.tells("evt_status", number, "<b>lost</b>")
        _ = shop.arvindOfSecond.tells("evt_second", "SEC-1", "packed")
    }

    private func events(_ query: String = "") throws -> [String] {
        try shop.staff(.support).get("/admin/tools/inbox\(query)").words.split(separator: " ").map(String.init)
            .filter { $0.hasPrefix("evt_") }
    }

    @Test func `the newest event comes first, and only this website's`() throws {
        #expect(
            try events() == ["evt_status", "evt_item", "evt_order", "evt_duplicate", "evt_late", "evt_applied"])
        let page = try shop.staff(.support).get("/admin/tools/inbox")
        #expect(page.heading == "Inbox" && page.words.contains("1 × Unknown order"))
        #expect(page.text.contains("/admin/orders/\(number)") && !page.text.contains("/admin/orders/KFY-999999"))
    }

    @Test(arguments: ["applied", "late", "duplicate", "order", "item", "status"])
    func `a state shows its events`(name: String) throws {
        let state = ["order", "item", "status"].contains(name) ? "unknown_\(name)" : name
        #expect(try events("?state=\(state)") == ["evt_\(name)"])
    }

    @Test func `what is not applied, an order and days are filters too`() throws {
        #expect(try events("?state=not_applied") == ["evt_status", "evt_item", "evt_order"])
        #expect(try events("?order=KFY-999999") == ["evt_order"])
        #expect(try events("?state=late&order=\(number)&from=2026-11-23&until=2026-11-23") == ["evt_late"])
        #expect(try events("?from=2026-11-24") == ["evt_status", "evt_item"])
        #expect(try events("?state=not_applied&until=2026-11-23") == ["evt_order"])
        #expect(try events("?state=nonsense").count == 6)
        let staff = try shop.staff(.support)
        #expect(staff.get("/admin/tools/inbox?order=x").words.contains("No event matches."))
        #expect(staff.get("/admin/tools/inbox?from=monday").alert == "Type a date as 2026-11-23.")
        #expect(try shop.staff().get("/admin").text.contains("/admin/tools/inbox?state=not_applied"))
    }

    @Test func `an event shows its items, its body and the answer`() throws {
        let staff = try shop.staff(.support)
        let late = staff.get("/admin/tools/inbox/2")
        #expect(late.words.contains("\(number)-1 Packed all Late An earlier step, reported after a later one"))
        #expect(late.words.contains(#""eventId":"evt_late""#) && late.words.contains(#""outcome":"late""#))
        let unknown = staff.get("/admin/tools/inbox/6")
        #expect(unknown.text.contains("&lt;b&gt;lost&lt;/b&gt;") && !unknown.text.contains("<b>lost"))
        #expect(unknown.words.contains("Unknown status The status is not one of those agreed with Arvind."))
        #expect(staff.get("/admin/tools/inbox/99").status == 404 && staff.get("/admin/tools/inbox/x").status == 404)
    }

    @Test func `older events are on the next pages`() throws {
        for index in 0..<100 { _ = shop.arvind.tells("evt_more\(index)", number, "packed", line: 7) }
        let staff = try shop.staff(.support)
        var page = staff.get("/admin/tools/inbox?state=unknown_item")
        var found: [String] = []
        while true {
            found += page.words.split(separator: " ").filter { $0.hasPrefix("evt_") }.map(String.init)
            guard let next = page.piece(after: "&amp;after=", before: "\"") else { break }
            page = staff.get("/admin/tools/inbox?state=unknown_item&after=\(next)")
        }
        #expect(found == (0..<100).reversed().map { "evt_more\($0)" } + ["evt_item"])
    }
}
