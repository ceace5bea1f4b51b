import Domain
import TestSupport
import Testing

@testable import Kartify

/// Sales › Orders: the list, the search and the order's page.
struct AdminOrderTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `the list is filtered by status and by push`() throws {
        let waiting = try shop.visitor().order("S")
        let unpaid = try shop.visitor().order("S", payment: .prepaid)
        let shipped = try shop.visitor().order("M")
        let refused = try shop.visitor().order("M")
        _ = shop.arvind.tells("evt_1", shipped, "shipped")
        try shop.change("UPDATE sales_order SET push_state = 'pushed', acknowledged_at = 1 WHERE number = \(shipped)")
        try shop.change("UPDATE sales_order SET push_state = 'refused' WHERE number = \(refused)")
        let table: [(String, Set<String>)] = [
            ("", [waiting, unpaid, shipped, refused]), ("?status=processing", [waiting, refused]),
            ("?status=awaiting_payment", [unpaid]), ("?status=shipped", [shipped]), ("?status=delivered", []),
            ("?push=waiting", [waiting]), ("?push=unpaid", [unpaid]), ("?push=pushed", [shipped]),
            ("?push=refused", [refused]), ("?push=stuck", [refused]), ("?status=processing&push=refused", [refused]),
            ("?status=nonsense", [waiting, unpaid, shipped, refused]),
        ]
        for (query, numbers) in table {
            let words = staff.get("/admin/orders\(query)").words
            for number in [waiting, unpaid, shipped, refused] {
                #expect(words.contains(number) == numbers.contains(number), "\(query) \(number)")
            }
        }
        #expect(staff.get("/admin/orders?status=delivered").words.contains("No order matches. Show all orders"))
        shop.clock.advance(.seconds(6 * 3600 + 1))
        let later = try shop.staff()
        let stuck = later.get("/admin/orders?push=stuck").words
        #expect(stuck.contains(waiting) && stuck.contains(refused) && !stuck.contains(unpaid))
        let dashboard = later.get("/admin").words
        #expect(dashboard.contains("Waiting to be pushed 1 The oldest was placed 6 h ago."))
        #expect(dashboard.contains("Stuck 2 Refused, or older"))
    }

    @Test func `without orders the list says what would fill it`() throws {
        #expect(staff.get("/admin/orders").words.contains("No orders yet. They appear here as customers check out."))
    }

    @Test func `the list goes on where a page ends, with the same filter`() throws {
        try shop.count(["BELT": 60])
        let visitor = shop.visitor()
        for _ in 1...51 { _ = try visitor.order(nil) }
        let first = staff.get("/admin/orders?status=processing&push=waiting")
        let next = try #require(first.piece(after: "rel=\"next\" href=\"", before: "\""))
        #expect(next.hasPrefix("/admin/orders?status=processing&amp;tab=to_push&amp;after="))
        #expect(
            first.words.contains("51 orders Processing × : remove this filter")
                && !first.words.contains("Previous page"))
        let second = staff.get(next.replacing("&amp;", with: "&"))
        #expect(first.words.contains("KFY-100002 ") && !first.words.contains("KFY-100001 "))
        #expect(second.words.contains("KFY-100001 ") && !second.words.contains("KFY-100002 "))
        #expect(!second.words.contains("Next page"))
        let previous = try #require(second.piece(after: "rel=\"prev\" href=\"", before: "\""))
        let again = staff.get(previous.replacing("&amp;", with: "&"))
        #expect(again.words.contains("KFY-100051 ") && again.words.contains("KFY-100002 "))
    }

    @Test func `the search finds by number, SKU, name, phone, account's e-mail and AWB, in all websites`() throws {
        let asha = try shop.asha
        let polo = try asha.order("M"), belts = [try asha.order(nil), try shop.visitor().order(nil)]
        let elsewhere = try shop.visitor(at: "second.localhost").order(nil)
        _ = shop.arvind.tells("evt_1", polo, "shipped", more: #""awb":"1490812345""#)
        for text in [polo, polo.lowercased(), "%20\(polo)%20", "polo-m", "1490812345", "14908"] {
            #expect(staff.get("/admin/search?q=\(text)").location == "/admin/orders/\(polo)", "\(text)")
        }
        let list = staff.get("/admin/search?q=BELT").words
        #expect((belts + [elsewhere]).allSatisfy { list.contains($0) } && !list.contains(polo))
        let ashas = staff.get("/admin/search?q=asha%40example.com").words
        #expect(ashas.contains(polo) && ashas.contains(belts[0]))
        #expect(staff.get("/admin/search?q=\(elsewhere)").location == "/admin/orders/\(elsewhere)")
        for text in ["98765%2043210", "asha", "RAO+as"] {
            let all = staff.get("/admin/search?q=\(text)").words
            #expect((belts + [polo, elsewhere]).allSatisfy { all.contains($0) }, "\(text)")
        }
        #expect(list.contains("\(elsewhere) Second Asha Rao 23 Nov 2026, 10:00 Processing ₹799.00"))
        for text in ["", "x", "%25", "149081234567"] {
            let page = staff.get("/admin/search?q=\(text)")
            #expect(page.status == 200 && page.words.contains("Nothing found for"), "\(text)")
            #expect(page.text.contains("type=\"search\" value=\"\(text == "%25" ? "%" : text)\""))
        }
    }

    @Test func `the page shows items with their own statuses, histories, parcel and calls`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2, giftWrap: true)
        let number = try visitor.order(nil)
        shop.clock.advance(.minutes(1))
        try shop.push()
        _ = shop.arvind.tells(
            "evt_1", number, "shipped", at: noon + .minutes(2),
            more: #""courier":"Delhivery","awb":"149","reason":"On time""#)
        _ = shop.arvind.tells("evt_2", number, "packed", at: noon + .minutes(1))
        let page = staff.get("/admin/orders/\(number)")
        #expect(page.status == 200)
        for part in [
            "2 × Polo Size: M, Gift wrap: Yes", "\(number)-1 · SKU POLO-M", "2 × Shipped", "\(number)-2 · SKU BELT",
            "1 × Processed", "Delhivery · AWB 149",
            "23 Nov 2026, 10:02:00 Shipped 2 × Polo (Size: M, Gift wrap: Yes), Delhivery 149 Arvind's webhook On time",
            "23 Nov 2026, 10:01:00 Packed 2 × Polo (Size: M, Gift wrap: Yes) Arvind's webhook late: history only",
            "Processed 2 × Polo (Size: M, Gift wrap: Yes), 1 × Belt Push to Arvind", "Push accepted HTTP 200",
            "Placed: Processing 2 × Polo (Size: M, Gift wrap: Yes), 1 × Belt Checkout",
            "State Accepted by Arvind", "Attempts 1", "Arvind's id AI-1", "Items ₹3,597.00",
            "Asha Rao 1 MG Road Bengaluru, Karnataka 560001", "Cash on Delivery, to be collected",
        ] { #expect(page.words.contains(part), "\(part)") }
        for kind in ["serviceability", "order", "webhook"] {
            #expect(page.words.contains("· \(kind) ·"), "\(kind)")
        }
        #expect(!page.hasButton("Push now"))
    }

    @Test func `an order of another website is shown, says so, and switches there`() throws {
        let elsewhere = try shop.visitor(at: "second.localhost").order(nil)
        let page = staff.get("/admin/orders/\(elsewhere)")
        #expect(page.status == 200 && page.words.contains("This order belongs to the website Second."))
        for button in ["Push now", "Cancel items"] { #expect(!page.hasButton(button), "\(button)") }
        #expect(try staff.post("/admin/orders/\(elsewhere)/push").status == 404)
        let fields = ["website": "\(shop.second.id)", "next": "/admin/orders/\(elsewhere)"]
        #expect(try staff.post("/admin/website", fields).location == "/admin/orders/\(elsewhere)")
        let there = staff.get("/admin/orders/\(elsewhere)")
        #expect(there.hasButton("Push now") && !there.words.contains("belongs to the website"))
        for next in ["https://evil.example", "//evil.example", "/account", "/admin/\u{2028}x", ""] {
            #expect(try staff.post("/admin/website", fields.merging(["next": next]) { $1 }).location == "/admin")
        }
    }

    @Test func `an order that is not there is not found, between the bar and the menu`() throws {
        for number in ["KFY-1", "%3Cscript%3E"] {
            let page = staff.get("/admin/orders/\(number)")
            #expect(page.status == 404 && page.words.contains("Catalog Manager") && page.heading == "Not found")
            #expect(try staff.post("/admin/orders/\(number)/push").status == 404)
        }
        #expect(shop.ai.received("/orders").isEmpty)
    }
}
