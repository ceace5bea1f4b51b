import Domain
import TestSupport
import Testing

@testable import Kartify

/// Events that nobody can apply any more: staff say that nothing is left to do.
struct DismissTests {
    private let shop: TestShop
    private let number: String

    init() throws {
        shop = try TestShop()
        number = try shop.visitor().order("M")
        #expect(shop.arvind.tells("evt_off", number, "packed", more: #""quantity":-1"#).status == 200)
        shop.clock.advance(.minutes(1))
    }

    private func unapplied(_ staff: Browser) -> Bool {
        staff.get("/admin").words.contains("Webhook events not applied 1")
    }

    @Test func `a dismissed event is counted no more, and stays as it came with who dismissed it and why`() throws {
        let staff = try shop.staff(.operations), path = "/admin/tools/inbox/1"
        #expect(unapplied(staff) && staff.get(path).hasButton("Dismiss") && !staff.get(path).hasButton("Replay"))
        let page = try staff.press("\(path)/dismissal", ["reason": " A test of Arvind's "])
        #expect(page.words.contains("Dismissed by operations on 23 Nov 2026, 10:01:00: A test of Arvind's"))
        #expect(page.words.contains("Invalid item") && !page.hasButton("Dismiss"))
        #expect(!unapplied(staff) && staff.get("/admin").words.contains("Webhook events not applied 0"))
        #expect(!staff.get("/admin/tools/inbox?state=not_applied").text.contains("evt_off"))
        let list = staff.get("/admin/tools/inbox?state=dismissed")
        #expect(list.text.contains("evt_off") && list.words.contains("Invalid item Dismissed"))
        #expect(staff.get("/admin/tools/inbox?state=invalid_item").text.contains("evt_off"))
        #expect(try shop.staff().get("/metrics").status == 200 && shop.rows("webhook_event") == 1)
        let entry = try #require(try shop.audited().first)
        #expect(entry.staff == "operations" && entry.action == "Dismissed a webhook event")
        #expect(entry.subject == "evt_off: A test of Arvind's")
    }

    @Test func `a reason is not needed, a long one is refused, and the first dismissal stands`() throws {
        let staff = try shop.staff(), path = "/admin/tools/inbox/1/dismissal"
        #expect(try staff.post(path, ["reason": String(repeating: "x", count: 201)]).status == 422)
        #expect(try staff.press(path).words.contains("Dismissed by administrator on 23 Nov 2026, 10:01:00."))
        #expect(try shop.staff(.operations).post(path).status == 409)
        #expect(try shop.staff(.support).post(path).status == 403)
        #expect(!(try shop.staff(.support)).get("/admin/tools/inbox/1").hasButton("Dismiss"))
        #expect(try shop.audited().count == 1)
    }

    @Test func `an applied event has nothing to dismiss, nor has another website's`() throws {
        _ = shop.arvind.tells("evt_good", number, "packed")
        let staff = try shop.staff()
        #expect(!staff.get("/admin/tools/inbox/2").hasButton("Dismiss"))
        #expect(try staff.post("/admin/tools/inbox/2/dismissal").status == 409)
        let other = try shop.staff(at: "second.localhost")
        #expect(try other.post("/admin/tools/inbox/1/dismissal").status == 404)
        #expect(unapplied(staff))
    }

    @Test func `what was dismissed too early can still be replayed by itself, and is in no replay of many`() throws {
        _ = shop.arvind.tells("evt_early", "KFY-999999", "packed")
        let staff = try shop.staff()
        for id in 1...2 { try staff.post("/admin/tools/inbox/\(id)/dismissal") }
        #expect(staff.get("/admin/tools/replays").words.contains("applied or dismissed"))
        #expect(staff.get("/admin/tools/inbox/2").hasButton("Replay"))
        #expect(try staff.press("/admin/tools/inbox/2/replays").words.contains("the order is still unknown"))
    }
}
