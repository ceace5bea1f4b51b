import OMS
import Crypto
import Dispatch
import Domain
import Outbound
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Kartify

/// The way of an alert to its address, and what is said when it does not get there.
struct DeliveryTests {
    private func tell(_ address: String, in shop: TestShop) throws {
        let settings = AlertSettings(address: address, successPercent: 80, inventoryHours: 1, bankDays: 30)
        let id = shop.brand.id
        try shop.database.write { try $0.saveAlertSettings(settings, of: id) }
    }

    private func run(_ shop: TestShop) throws -> String {
        try AlertRound(world: shop.world).run()
    }

    @Test func `a mail has its envelope, its subject and its text`() throws {
        let server = try LoopbackMailServer()
        let sender = try #require(EmailAddress("kartify@example.com"))
        let shop = try TestShop(mail: MailServer(url: server.url, sender: sender))
        try tell("ops@example.com", in: shop)
        try shop.change("UPDATE website SET name = 'Schöne Wäsche — ಬೆಂಗಳೂರು, the shop of a long name' WHERE id = 1")
        #expect(try run(shop) == "1 alert sent.")
        let letter = try #require(server.received.first)
        #expect(letter.sender.hasPrefix("<kartify@example.com>") && letter.recipients == ["<ops@example.com>"])
        #expect(letter.header("From") == "Kartify <kartify@example.com>" && letter.header("To") == "<ops@example.com>")
        #expect(
            try decoded(#require(letter.header("Subject")))
                == "Schöne Wäsche — ಬೆಂಗಳೂರು, the shop of a long name: No inventory update for 1 hour.")
        #expect(letter.header("Date") == shop.now.rfc5322)
        #expect(letter.header("Content-Type") == "text/plain; charset=utf-8")
        let text = String(decoding: try #require(Base64.standard.decode(letter.text)), as: UTF8.self)
        #expect(
            text
                == "No inventory update for 1 hour.\n\nhttps://localhost/admin/tools/logs?kind=inventory\n")
        #expect(letter.lines.allSatisfy { $0.utf8.count <= 78 && $0.allSatisfy(\.isASCII) })
        #expect(try shop.rows("alert", where: "delivered_at IS NOT NULL AND attempts = 1 AND fault IS NULL") == 1)
    }

    /// A header's RFC 2047 words.
    private func decoded(_ header: String) throws -> String {
        try header.split(separator: " ").map { word in
            let code = try #require(word.split(separator: "?").dropFirst(3).first, "\(word)")
            return String(decoding: try #require(Base64.standard.decode(String(code))), as: UTF8.self)
        }.joined()
    }

    @Test func `a webhook at a private address gets no alert`() throws {
        let pager = try LoopbackServer(.answer(200, ""))
        let shop = try TestShop(privateHosts: "arvind.example")
        try tell(pager.url, in: shop)
        _ = try run(shop)
        #expect(pager.requests.isEmpty && shop.log.contains("only for hosts that KARTIFY_PRIVATE_HOSTS names"))
    }

    @Test func `an undelivered alert is logged, shown on the dashboard, and retried for an hour`() throws {
        let pager = try LoopbackServer(.answer(500, ""), .answer(500, ""), .answer(200, ""))
        let shop = try TestShop()
        try tell(pager.url, in: shop)
        let staff = try shop.staff()
        #expect(!staff.get("/admin").words.contains("An alert could not be delivered"))
        #expect(try run(shop) == "No problems found.")
        #expect(shop.log.contains(#""event":"alert not delivered""#) && shop.log.contains("HTTP 500"))
        #expect(
            staff.get("/admin").words.contains("An alert could not be delivered: The webhook answered HTTP 500."))
        shop.clock.advance(.minutes(1))
        #expect(try run(shop) == "No problems found." && pager.requests.count == 2)
        shop.clock.advance(.minutes(1))
        #expect(try run(shop) == "1 alert sent.")
        #expect(!staff.get("/admin").words.contains("An alert could not be delivered"))
        #expect(try shop.rows("alert") == 1 && shop.rows("alert", where: "attempts = 3 AND fault IS NULL") == 1)
        let letters = try pager.requests.map { try Answer(response: .text($0.body)).json() }
        #expect(letters.count == 3 && letters.allSatisfy { $0 == letters[0] })
    }

    @Test func `after an hour an alert is no longer sent, only shown`() throws {
        let pager = try LoopbackServer(.answer(500, ""))
        let shop = try TestShop()
        try tell(pager.url, in: shop)
        _ = try run(shop)
        try tell(try LoopbackServer.deadURL(), in: shop)
        shop.clock.advance(Span(milliseconds: 3_599_999))
        _ = try run(shop)
        #expect(try shop.staff().get("/admin").words.contains("The webhook could not be reached"))
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        shop.clock.advance(Span(milliseconds: 1))
        _ = try run(shop)
        #expect(try shop.rows("alert") == 1 && shop.rows("alert", where: "attempts = 2") == 1)
    }

    @Test func `a refusing or missing mail server is explained`() throws {
        let server = try LoopbackMailServer(refusingWith: "550 Nobody of that name")
        let sender = try #require(EmailAddress("kartify@example.com"))
        for (shop, words) in [
            (try TestShop(mail: MailServer(url: server.url, sender: sender)), "The mail could not be sent ("),
            (try TestShop(), "No mail server is set. Start Kartify with KARTIFY_SMTP and KARTIFY_MAIL_FROM."),
        ] {
            try tell("ops@example.com", in: shop)
            _ = try run(shop)
            #expect(try shop.staff().get("/admin").words.contains(words))
        }
        #expect(server.received.isEmpty)
    }

    @Test func `the test button shows the result at once`() throws {
        let pager = try LoopbackServer(.answer(200, ""), .answer(404, ""))
        let shop = try TestShop()
        let staff = try shop.staff()
        let fields = ["address": pager.url, "success_percent": "0", "inventory_hours": "0", "bank_days": "30"]
        #expect(try staff.post("/admin/modules/arvind/alerts", fields).status == 303)
        #expect(try staff.press("/admin/modules/arvind/alerts/test").words.contains("The test was delivered."))
        let failed = try staff.press("/admin/modules/arvind/alerts/test")
        #expect(failed.words.contains("The webhook answered HTTP 404."))
        #expect(pager.requests.count == 2 && pager.requests[0].body.contains("This is a test."))
        #expect(try shop.rows("alert", where: "cause = 'test'") == 2)
        #expect(try shop.staff(.operations).post("/admin/modules/arvind/alerts/test").status == 403)
    }

    @Test func `colliding rounds and a test deliver an alert once`() throws {
        let gate = DispatchSemaphore(value: 0)
        let pager = try LoopbackServer(.answerAfter(gate, 200, ""))
        let shop = try TestShop()
        try tell(pager.url, in: shop)
        let staff = try shop.staff()
        let told = try inParallel(3) { number in
            if number == 0 { return try run(shop) }
            pager.arrivals.wait()
            pager.arrivals.signal()
            // The alert is being delivered at this moment.
            if number == 1 { return try staff.press("/admin/modules/arvind/alerts/test").words }
            defer { for _ in 1...2 { gate.signal() } }
            return try run(shop)
        }
        #expect(told.count { $0 == "1 alert sent." } == 1)
        #expect(pager.requests.count { $0.body.contains("no_inventory") } == 1)
        #expect(try shop.rows("alert", where: "delivered_at IS NOT NULL AND attempts = 1 AND lease_until IS NULL") == 2)
    }

    @Test func `an alert whose sender died is delivered when its lease expires`() throws {
        let pager = try LoopbackServer(.answer(200, ""))
        let shop = try TestShop()
        try tell(pager.url, in: shop)
        let until = shop.now + .minutes(1)
        try shop.database.write { store in
            let alert = try store.raiseAlert(.noInventory, "Nothing.", of: 1, at: noon)
            try #require(try store.leaseAlert(#require(alert), until: until, now: noon))
        }
        #expect(try run(shop) == "No problems found." && pager.requests.isEmpty)
        shop.clock.advance(.minutes(1))
        #expect(try run(shop) == "1 alert sent." && pager.requests.count == 1)
    }

    @Test func `a hanging alert test blocks few workers, and a test delivers only itself`() throws {
        let gate = DispatchSemaphore(value: 0)
        let pager = try LoopbackServer(.answerAfter(gate, 504, ""))
        let shop = try TestShop()
        try tell(pager.url, in: shop)
        try shop.database.write { store in
            for website: ID<Website> in [1, 2] { try store.raiseAlert(.noInventory, "Nothing.", of: website, at: noon) }
        }
        let staff = try shop.staff()
        let turnedAway = Atomic(0)
        let pages = try inParallel(8) { _ in
            let page = try staff.press("/admin/modules/arvind/alerts/test").words
            if page.contains("Another test is in progress. Please wait."),
                turnedAway.add(1, ordering: .relaxed).newValue == 6
            {
                for _ in 1...2 { gate.signal() }
            }
            return page
        }
        #expect(turnedAway.load(ordering: .relaxed) == 6)
        #expect(pages.count { $0.contains("The webhook answered HTTP 504.") } == 2)
        #expect(pager.requests.count == 2 && pager.requests.allSatisfy { $0.body.contains("This is a test.") })
        #expect(try shop.rows("alert", where: "attempts > 0") == 2)
    }

    @Test func `a newer alert that was not tried yet does not hide an older failure`() throws {
        let shop = try TestShop()
        try tell(try LoopbackServer.deadURL(), in: shop)
        _ = try run(shop)
        let now = shop.now + .seconds(1)
        try shop.database.write { _ = try $0.raiseAlert(.stuckOrders, "1 order.", of: 1, at: now) }
        #expect(try shop.staff().get("/admin").words.contains("An alert could not be delivered: The webhook"))
        try shop.change("UPDATE alert SET delivered_at = \(now), fault = NULL WHERE cause = 'no_inventory'")
        #expect(try !shop.staff().get("/admin").words.contains("An alert could not be delivered"))
    }

    @Test func `another website's alert stands on its own dashboard`() throws {
        let shop = try TestShop()
        try tell(try LoopbackServer.deadURL(), in: shop)
        _ = try run(shop)
        let staff = try shop.staff(at: "second.localhost")
        #expect(!staff.get("/admin").words.contains("An alert could not be delivered"))
    }
}
