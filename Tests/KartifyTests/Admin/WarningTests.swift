import Domain
import TestSupport
import Testing

@testable import Kartify

/// What staff see while Arvind does not answer, or orders cannot flow.
struct WarningTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private func checkOut(_ times: Int) throws {
        for _ in 0..<times {
            let visitor = shop.visitor()
            try visitor.addToCart("M")
            #expect(try visitor.checkOut([:]).status == 422)
        }
    }

    @Test func `every page says since when Arvind is silent, and how many checkouts that cost, asked or not`() throws {
        shop.ai.answers("/serviceability", .answer(503, ""))
        try checkOut(2)
        #expect(!staff.get("/admin/products").words.contains("has not answered"), "a call may fail for once")
        try checkOut(5)
        for path in ["/admin", "/admin/products", "/admin/orders"] {
            #expect(
                staff.get(path).words.contains(
                    "Arvind has not answered since 23 Nov 2026, 10:00 · 7 checkouts turned away."),
                "\(path): \(staff.get(path).words.prefix(300))")
        }
        // The circuit is open after five: the last two were not asked, and are counted all the same.
        #expect(shop.ai.received("/serviceability").count == 5)
        #expect(try shop.rows("exchange", where: "kind = 'serviceability' AND outcome = 'unknown'") == 7)
        let dashboard = staff.get("/admin").words
        #expect(dashboard.contains("Checkouts turned away 7") && dashboard.contains("Arvind's answers 0 %"))
        #expect(try !shop.staff(at: "second.localhost").get("/admin").words.contains("has not answered"))

        shop.ai.answers(
            "/serviceability",
            .answer(200, #"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":true,"availableQuantity":9}]}"#))
        shop.clock.advance(.seconds(31))
        _ = try shop.visitor().order("M")
        #expect(!staff.get("/admin/products").words.contains("has not answered"))
    }

    @Test func `silence is read off the log, so that another process and a restart tell it too`() throws {
        shop.ai.answers("/serviceability", .answer(503, ""))
        try checkOut(3)
        let health = try shop.database.read { try $0.omsHealth(of: shop.brand.id, now: shop.now) }
        #expect(health.unclear == .init(since: shop.now, calls: 3, checkouts: 3) && health.lastGoodAt == nil)
    }

    @Test func `every page says that Arvind fails most calls, though not all`() throws {
        for _ in 1...3 {
            shop.ai.answers("/serviceability", .answer(503, ""))
            try checkOut(2)
            shop.ai.answers(
                "/serviceability",
                .answer(
                    200, #"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":true,"availableQuantity":9}]}"#))
            _ = try shop.visitor().order("M")
        }
        let page = staff.get("/admin/products").words
        #expect(page.contains("Arvind gave 3 clear answers to 9 calls in the last 15 minutes."))
        shop.clock.advance(.minutes(20))
        #expect(!staff.get("/admin/products").words.contains("clear answers"))
        #expect(staff.get("/admin").words.contains("The last clear answer came 20 min ago."))
    }

    @Test func `a test of the connection is no checkout`() throws {
        shop.ai.answers("/serviceability", .answer(503, ""))
        try staff.post("/admin/modules/arvind/test")
        #expect(try shop.rows("exchange", where: "kind = 'test'") == 1)
        #expect(staff.get("/admin").words.contains("Checkouts turned away 0"))
    }

    @Test func `every page says that the module or the push job is off`() throws {
        #expect(!staff.get("/admin/orders").words.contains("is off"))
        try shop.change("INSERT INTO job (name, next_at) VALUES ('push-orders', 0)")
        try staff.post("/admin/tools/cron/jobs/push-orders", ["state": "off"])
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        let page = staff.get("/admin/orders").words
        #expect(
            page.contains("The Arvind module of this website is disabled")
                && page.contains("The job that pushes orders is off."))
    }
}
