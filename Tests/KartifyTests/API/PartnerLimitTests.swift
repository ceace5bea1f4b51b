import Domain
import TestSupport
import Testing

@testable import Kartify

/// How many calls a website takes, and the password that is right for a while yet.
struct PartnerLimitTests {
    private let shop: TestShop
    private let item = #"{"sku":"POLO-M","quantity":12}"#

    init() throws {
        shop = try TestShop()
    }

    @Test func `without a limit as many calls as come are answered`() {
        for _ in 1...200 { #expect(shop.arvind.inventory(item).status == 200) }
    }

    @Test func `calls beyond the limit are told how long to wait, and then accepted`() throws {
        try shop.staff().post("/admin/modules/arvind", moduleForm(shop, ["requests_per_minute": "3"]))
        for _ in 1...3 { #expect(shop.arvind.inventory(item).status == 200) }
        let before = try shop.dump(without: ["exchange"])
        let refused = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":1}"#)
        #expect(refused.status == 429 && refused.header("Retry-After") == "20")
        try expectProblem(refused, "rate_limited")
        #expect(try shop.dump(without: ["exchange"]) == before)
        #expect(shop.arvind.get("/api/v1/inventory").status == 429)
        #expect(shop.arvindOfSecond.inventory(#"{"sku":"BELT","quantity":1}"#).status == 200)
        shop.clock.advance(.seconds(19))
        #expect(shop.arvind.inventory(item).header("Retry-After") == "1")
        shop.clock.advance(.seconds(1))
        #expect(shop.arvind.inventory(item).status == 200)
        #expect(shop.arvind.inventory(item).status == 429)
        shop.clock.advance(.hours(1))
        for _ in 1...3 { #expect(shop.arvind.inventory(item).status == 200) }
        #expect(shop.arvind.inventory(item).status == 429)
    }

    @Test func `unauthenticated calls do not count against the limit`() throws {
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = 1 }
        var stranger = shop.arvind
        stranger.password = "guess"
        for _ in 1...3 { #expect(stranger.inventory(item).status == 401) }
        #expect(shop.arvind.inventory(item).status == 200)
    }

    @Test(arguments: ["-1", "100001", "many", "1.5"])
    func `a limit is a whole number`(typed: String) throws {
        let staff = try shop.staff()
        let answer = try staff.post("/admin/modules/arvind", moduleForm(shop, ["requests_per_minute": typed]))
        #expect(answer.status == 422 && answer.value(of: "requests_per_minute") == typed)
        #expect(answer.error(of: "requests_per_minute") == "Type a whole number from 0 to 100000.")
    }

    private func changePassword(_ password: String, keepOld: Bool) throws {
        let form = moduleForm(shop, ["password": password].merging(keepOld ? ["keep_old_password": "yes"] : [:]) { $1 })
        #expect(try shop.staff().post("/admin/modules/arvind", form).location == "/admin/modules/arvind?saved")
    }

    private func status(_ password: String) -> Int {
        var caller = shop.arvind
        caller.password = password
        return caller.inventory(item).status
    }

    @Test func `the old password is accepted for exactly 24 hours when staff tick it`() throws {
        let old = shop.ai.password
        #expect(status(old) == 200)
        try changePassword("the-new-password", keepOld: true)
        #expect(status(old) == 200 && status("the-new-password") == 200)
        let page = try shop.staff().get("/admin/modules/arvind")
        #expect(page.words.contains("The previous password is accepted until 24 Nov 2026, 10:00."))
        // Known a moment ago, and the credential cache remembers for five minutes: it ends all the same.
        shop.clock.advance(.seconds(24 * 3600 - 1))
        #expect(status(old) == 200)
        shop.clock.advance(.seconds(1))
        #expect(status(old) == 401 && status("the-new-password") == 200)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("module", where: "previous_password_hash IS NOT NULL") == 0)
        #expect(try shop.rows("audit", where: "subject LIKE '%Old password kept for 24 hours%'") == 1)
    }

    @Test func `a change without the tick ends the passwords before it at once`() throws {
        let old = shop.ai.password
        try changePassword("the-second-password", keepOld: true)
        #expect(status(old) == 200)
        try changePassword("the-third-password", keepOld: false)
        #expect(status(old) == 401 && status("the-second-password") == 401 && status("the-third-password") == 200)
    }

    @Test func `only the last password before is kept`() throws {
        let old = shop.ai.password
        try changePassword("the-second-password", keepOld: true)
        try changePassword("the-third-password", keepOld: true)
        #expect(status(old) == 401 && status("the-second-password") == 200 && status("the-third-password") == 200)
    }

    @Test func `saving other fields with the tick keeps nothing`() throws {
        let form = moduleForm(shop, ["channel_id": "CH-2", "keep_old_password": "yes"])
        try shop.staff().post("/admin/modules/arvind", form)
        #expect(try shop.rows("module", where: "previous_password_hash IS NOT NULL") == 0)
        #expect(status(shop.ai.password) == 200)
    }
}
