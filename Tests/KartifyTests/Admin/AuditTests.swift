import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// System › Audit: who did what, from where, from what to what.
struct AuditTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func lines(_ action: String) throws -> [AuditEntry] {
        var filter = AuditFilter()
        filter.action = action
        return try shop.database.read { [filter] in try $0.auditEntries(of: shop.brand.id, filter, limit: 999) }
    }

    @Test func `who comes and goes is written down, with the browser and the address`() throws {
        let hash = shop.world.passwords.hash(TestShop.staffPassword)
        try shop.database.write { try $0.addStaff(username: "ravi", passwordHash: hash, role: .support, at: noon) }
        let ravi = Browser(shop, from: "192.0.2.9")
        _ = try ravi.follow(try ravi.post("/admin/login", ["username": "Ravi", "password": TestShop.staffPassword]))
        try ravi.post("/admin/logout")
        for action in ["Signed in", "Signed out"] {
            let line = try #require(try lines(action).first, "\(action)")
            #expect(line.staff == "ravi" && line.address == "192.0.2.9" && line.at == shop.now && line.times == 1)
        }
        #expect(try lines("Signed in")[0].subject == "A browser")
    }

    @Test func `failures of a name at an address are one line a minute, and a locked door another`() throws {
        let stranger = Browser(shop, from: "192.0.2.9")
        for _ in 1...8 { try stranger.post("/admin/login", ["username": "Asha", "password": "wrong"]) }
        let (failed, locked) = (try lines("Failed to sign in"), try lines("Locked out"))
        #expect(failed.count == 1 && locked.count == 1 && failed[0].times + locked[0].times == 8)
        #expect(failed[0].staff == "asha" && failed[0].address == "192.0.2.9" && locked[0].staff == "asha")
        shop.clock.advance(.minutes(20))
        try stranger.post("/admin/login", ["username": "asha", "password": "wrong"])
        #expect(try lines("Failed to sign in").map(\.times) == [1, failed[0].times])
        let page = try shop.staff().get("/admin/audit?action=Failed+to+sign+in").words
        #expect(page.contains("asha 192.0.2.9 Failed to sign in, \(failed[0].times) times"))
    }

    @Test func `guesses at many names fill no trail, and none of them is uncounted`() throws {
        let now = shop.now
        for guess in 0..<500 {
            try shop.database.write {
                try $0.audit(.failed, of: "name-\(guess)", from: "192.0.2.\(guess % 250)", at: now)
            }
        }
        let failed = try lines("Failed to sign in")
        #expect(failed.count == 31 && failed.reduce(0) { $0 + $1.times } == 500)
    }

    @Test func `the log's line of a refused sign-in has the name and the address, and no password`() throws {
        try Browser(shop, from: "192.0.2.9").post(
            "/admin/login", ["username": "Asha", "password": "my-wrong-password"])
        let line = try #require(shop.log.split(separator: "\n").first { $0.contains("sign_in_refused") })
        #expect(line.contains(#""name":"asha""#) && line.contains(#""address":"192.0.2.9""#))
        #expect(!shop.log.contains("my-wrong-password"))
    }

    @Test func `refused sign-ins are kept for 90 days, and everything else for ever`() throws {
        try Browser(shop).post("/admin/login", ["username": "x", "password": "y"])
        _ = try shop.staff()
        shop.clock.advance(.days(91))
        _ = try shop.world.pruneLogs()
        #expect(try lines("Failed to sign in").isEmpty && lines("Signed in").count == 1)
    }

    @Test func `what goes out to Arvind by somebody's hand is written down with the order`() throws {
        let number = try shop.asha.order("M", quantity: 2)
        let staff = try shop.staff(.operations)
        try staff.post("/admin/orders/\(number)/push")
        try staff.post("/admin/tools/cron/push-orders/runs", ["refused": "yes"])
        shop.world.background.wait()
        let cancellation = "/admin/orders/\(number)/cancellation"
        let line = "\(try shop.order(number).lines[0].id)"
        shop.ai.answers("/orders/\(number)/cancel", .answer(500, ""))
        for form in [["line": line], ["again": "yes"]] { try staff.post(cancellation, form) }
        try staff.post("\(cancellation)/withdrawal")
        let admin = try shop.staff()
        for path in ["test", "alerts/test"] { try admin.post("/admin/modules/arvind/\(path)") }
        let told = try shop.audited().map { "\($0.staff): \($0.action), \($0.subject)" }
        #expect(
            told == [
                "administrator: Sent a test alert, ", "administrator: Tested the connection, Arvind",
                "operations: Withdrew a cancellation, order \(number)",
                "operations: Asked again for a cancellation, order \(number)",
                "operations: Requested a cancellation, order \(number): 1 line",
                "operations: Ran a job, push-orders, 30 days, also refused",
                "operations: Pushed an order, order \(number)",
            ])
        #expect(try shop.audited().allSatisfy { $0.address == "127.0.0.1" })
    }

    @Test func `a return that staff request is written down, and one that the customer requests is not`() throws {
        let number = try shop.sold(to: shop.asha, payment: .prepaid, .delivered)
        let item = try shop.order(number).lines[0].id
        let wish = ["quantity-\(item)": "1", "reason": "OTHER", "comment": "Too small."]
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        try shop.asha.post("/account/orders/\(number)/return", wish)
        #expect(try shop.audited().isEmpty)
        try shop.staff(.operations).post("/admin/orders/\(number)/return", wish)
        #expect(try shop.audited().map(\.action) == ["Requested a return"])
    }

    @Test(arguments: [
        ("/admin/tools/logs/export?kind=order&from=2026-11-23", "Exported the log", "kind order, from 2026-11-23"),
        ("/admin/catalog-manager/export?format=csv", "Exported the catalogue", "all, csv"),
        ("/admin/reconciliation/export", "Exported the reconciliation", "all lists"),
    ])
    func `an export is written down, whoever makes it`(path: String, action: String, subject: String) throws {
        #expect(try shop.staff(.support).get(path).status == 200)
        let line = try #require(try shop.audited().first)
        #expect(line.staff == "support" && line.action == action && line.subject == subject)
        #expect(line.address == "127.0.0.1")
    }

    @Test func `nothing is exported that cannot be written down`() throws {
        let staff = try shop.staff()
        try shop.database.refuse("INSERT ON audit", saying: "disk full")
        for path in ["tools/logs/export", "catalog-manager/export", "reconciliation/export", "audit/export"] {
            #expect(staff.get("/admin/\(path)").status == 500)
        }
    }

    @Test(arguments: [
        ("staff=ravi", ["b", "a"]), ("action=Switched+off", ["c", "b"]), ("q=LINE+a", ["a"]), ("q=198.51", ["c"]),
        ("q=%25", []), ("from=2026-11-24", ["c"]), ("until=2026-11-23", ["b", "a"]), ("staff=ravi&q=b", ["b"]),
        ("staff=nobody", []), ("", ["c", "b", "a"]),
    ])
    func `the trail is filtered by person, action, day and text`(query: String, found: [String]) throws {
        let brand = shop.brand.id
        try shop.database.write { store in
            try store.audit("Switched on", of: "line a", by: "ravi", from: "192.0.2.1", websiteID: brand, at: noon)
            try store.audit("Switched off", of: "line b", by: "ravi", websiteID: nil, at: noon)
            try store.audit(
                "Switched off", of: "line c", by: "mia", from: "198.51.100.1", websiteID: brand, at: noon + .days(1))
        }
        let page = try shop.staff().get("/admin/audit?\(query)").words
        let shown = page.matches(of: /line ([abc])/).map { String($0.output.1) }
        #expect(shown == found)
        if found.isEmpty { #expect(page.contains("No line matches.")) }
    }

    @Test func `a day that cannot be understood is said, and exports nothing`() throws {
        let staff = try shop.staff()
        #expect(staff.get("/admin/audit?from=yesterday").words.contains("Type a date as 2026-11-23."))
        #expect(staff.get("/admin/audit/export?from=yesterday").status == 422)
        #expect(try shop.audited().isEmpty)
    }

    @Test func `pages go on where one ends, and what another website did stands in its own trail`() throws {
        let (brand, second) = (shop.brand.id, shop.second.id)
        try shop.database.write { store in
            for number in 1...150 {
                try store.audit("Did", of: "thing \(number).", by: "ravi", websiteID: brand, at: noon)
            }
            try store.audit("Did", of: "thing elsewhere", by: "ravi", websiteID: second, at: noon)
        }
        let staff = try shop.staff()
        let first = staff.get("/admin/audit?action=Did")
        #expect(first.words.contains("thing 51.") && !first.words.contains("thing 50."))
        let next = try #require(first.piece(after: "rel=\"next\" href=\"/admin/audit?", before: "\""))
        let rest = staff.get("/admin/audit?" + next.replacing("&amp;", with: "&"))
        #expect(
            rest.words.contains("thing 50.") && rest.words.contains("thing 1.") && !rest.words.contains("thing 51."))
        #expect(!first.words.contains("elsewhere") && !rest.words.contains("elsewhere"))
    }

    @Test(arguments: ["csv", "xlsx"])
    func `the trail is exported with its filter, and the export is a line of it`(format: String) throws {
        let brand = shop.brand.id
        try shop.database.write { store in
            for number in 1...1500 {
                try store.audit("Did", of: "thing \(number)", by: "ravi", from: "192.0.2.1", websiteID: brand, at: noon)
            }
        }
        let staff = try shop.staff()
        let file = staff.get("/admin/audit/export?staff=ravi&format=\(format)")
        #expect(file.status == 200 && file.header("Content-Disposition") == "attachment; filename=\"audit.\(format)\"")
        if format == "csv" {
            let lines = file.text.split(whereSeparator: \.isNewline)
            #expect(lines.count == 1501 && lines[1].contains("ravi,192.0.2.1,Did,thing 1500,1"))
        }
        let line = try #require(try shop.audited().first { $0.staff == "administrator" })
        #expect(line.action == "Exported the audit trail" && line.subject == "staff ravi; \(format)")
    }

    @Test func `only administrators read and export the trail`() throws {
        for role in [StaffMember.Role.support, .operations] {
            let staff = try shop.staff(role)
            for path in ["/admin/audit", "/admin/audit/export"] { #expect(staff.get(path).status == 403) }
        }
    }
}
