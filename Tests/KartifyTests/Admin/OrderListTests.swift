import Domain
import TestSupport
import Testing

@testable import Kartify

/// Sales › Orders, as people who look after five hundred orders a day use it.
struct AdminOrderListTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        try shop.count(["BELT": 60])
    }

    private func list(_ query: String) -> Answer { staff.get("/admin/orders?\(query)") }

    @Test func `a row says who, what, how far, why not, and what is to be collected`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let number = try visitor.order(nil)
        shop.ai.answers("/orders", .answer(200, #"{"status":"FAILURE","code":"NO","message":"Pincode is shut"}"#))
        try staff.post("/admin/orders/\(number)/push")
        shop.clock.advance(.minutes(5))
        let words = list("tab=stuck").words
        #expect(
            words.contains(
                "\(number) 5 min Asha Rao Bengaluru 2 × Polo, Size: M, +1 Processing Refused by Arvind NO: Pincode is shut"
            ), "\(words)")
        #expect(words.contains("Cash on Delivery ₹3,497.00 to collect ₹3,497.00"))
        #expect(words.contains("All 1 To push 0 Stuck 1 ? Partly shipped 0 Undelivered / RTO 0 Requests open 0"))
    }

    @Test func `chips name the filters, and each is taken away by itself`() throws {
        let old = try shop.visitor().order(nil)
        shop.clock.advance(.days(1))
        let staff = try shop.staff()
        let paid = try shop.visitor().order(nil, payment: .prepaid)
        let page = staff.get("/admin/orders?day=yesterday&payment=COD&status=to_pack&pincode=560001&text=rao")
        #expect(page.words.contains(old) && !page.words.contains(paid) && page.words.contains("1 order “rao” ×"))
        for (words, rest) in [
            ("“rao”", "day=yesterday&payment=COD&status=to_pack&pincode=560001"),
            ("Placed yesterday", "payment=COD&status=to_pack&pincode=560001&text=rao"),
            ("Cash on Delivery", "day=yesterday&status=to_pack&pincode=560001&text=rao"),
            ("Not yet packed", "day=yesterday&payment=COD&pincode=560001&text=rao"),
            ("Pincode 560001", "day=yesterday&payment=COD&status=to_pack&text=rao"),
        ] {
            let link = "href=\"/admin/orders?\(rest.replacing("&", with: "&amp;"))\">\(words) "
            #expect(page.text.contains(link), "\(words)")
        }
        let today = staff.get("/admin/orders?day=today").words
        #expect(today.contains(paid) && !today.contains(old))
        #expect(staff.get("/admin/orders?from=x").words.contains("Type a date as 2026-11-23."))
    }

    @Test func `the list sorts by its headings, and shows every website that one may see`() throws {
        let cheap = try shop.visitor().order(nil), dear = try shop.visitor().order("M")
        let elsewhere = try shop.visitor(at: "second.localhost").order(nil)
        func numbers(_ query: String) -> [String] {
            list(query).text.split(separator: "<a href=\"/admin/orders/").dropFirst()
                .map { String($0.prefix { $0 != "\"" && $0 != "?" }) }
        }
        #expect(numbers("") == [dear, cheap] && numbers("sort=oldest") == [cheap, dear])
        #expect(numbers("site=all&sort=dearest") == [dear, cheap, elsewhere])
        #expect(numbers("site=all&sort=cheapest") == [elsewhere, cheap, dear])
        #expect(numbers("site=\(shop.second.id)") == [elsewhere])
        let page = list("sort=dearest&payment=COD")
        #expect(
            page.text.contains("aria-sort=\"descending\"><a href=\"/admin/orders?payment=COD&amp;sort=cheapest\">Total")
        )
        #expect(page.text.contains("aria-sort=\"none\"><a href=\"/admin/orders?payment=COD\">Placed"))
        #expect(list("site=all").words.contains("\(elsewhere) Second"))
    }
}
