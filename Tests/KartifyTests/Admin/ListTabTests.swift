import Domain
import TestSupport
import Testing

@testable import Kartify

/// The lists beside orders: their tabs and counts, and what is done from a row.
struct ListTabTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `an event that was not applied is replayed from its row`() throws {
        let number = try shop.visitor().order("M")
        _ = shop.arvind.tells("evt_1", number, "lost")
        _ = shop.arvind.tells("evt_2", number, "packed")
        let page = staff.get("/admin/tools/inbox?state=not_applied")
        #expect(page.words.contains("All 2 Not applied 1 Late 0 ? Duplicate 0 Dismissed 0 1 event"))
        let path = try #require(page.piece(after: "action=\"/admin/tools/inbox/", before: "\""))
        #expect(try staff.post("/admin/tools/inbox/\(path)").location?.contains("?replay=") == true)
        #expect(try !shop.staff(.support).get("/admin/tools/inbox").hasButton("Replay evt_1"))
    }

    @Test func `the log says of each call what it was about`() throws {
        let number = try shop.visitor().order("M")
        shop.ai.answers("/orders", .answer(200, #"{"status":"FAILURE","code":"PINCODE_SHUT","message":"No"}"#))
        try staff.post("/admin/orders/\(number)/push")
        _ = shop.arvind.tells("evt_1", number, "shipped")
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":5},{"sku":"","quantity":1}"#)
        let words = staff.get("/admin/tools/logs").words
        for part in ["order PINCODE_SHUT", "webhook shipped", "inventory 1 of 2 SKUs rejected"] {
            #expect(words.contains(part), "\(part)")
        }
        #expect(words.contains("All 4 Failed 1 Slow 0 4 calls"))
        let failed = staff.get("/admin/tools/logs?tab=failed&kind=order")
        #expect(failed.words.contains("1 call Kind order ×") && failed.words.contains("PINCODE_SHUT"))
        let refused = staff.get("/admin/tools/logs?outcome=refused&order=\(number)")
        #expect(refused.words.contains("PINCODE_SHUT") && refused.words.contains("Order \(number) ×"))
        #expect(refused.text.contains("href=\"/admin/tools/logs?outcome=refused\">Order \(number)"))
    }

    @Test func `ticked products are disabled and enabled together`() throws {
        let ids = [("product", "\(try shop.productID("Polo"))"), ("product", "\(try shop.productID("Belt"))")]
        let form = ids + [("list", "q=e&after=7")]
        let answer = try staff.post("/admin/products/visibility", fields: form + [("visibility", "disabled")])
        #expect(answer.location == "/admin/products?q=e")
        let list = staff.get("/admin/products?filter=disabled_by_hand").words
        #expect(list.contains("Disabled by hand 2") && list.contains("Polo") && list.contains("2 products"))
        #expect(
            try shop.audited().first?.subject == "2 products: Polo, Belt"
                || shop.audited().contains { $0.action == "Disabled products" })
        try staff.post("/admin/products/visibility", fields: form + [("visibility", "enabled")])
        #expect(try shop.product("Polo").isDisabledByHand == false)
        #expect(try staff.post("/admin/products/visibility", ["visibility": "enabled"]).status == 422)
    }

    @Test func `cancellations have a tab beside the returns, and a refused one is asked for again from there`() throws {
        let number = try shop.sold(to: try shop.asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"FAILURE","code":"X","message":"No"}"#))
        _ = try shop.asha.cancel(number)
        #expect(staff.get("/admin/returns").words.contains("Returns 0 Cancellations 1 0 returns"))
        let page = staff.get("/admin/returns?kind=cancellation&state=refused")
        #expect(page.words.contains("\(number)-C1") && page.words.contains("1 cancellation Refused by Arvind ×"))
        #expect(page.text.contains("href=\"/admin/orders/\(number)/cancellation\">Retry"))
    }
}
