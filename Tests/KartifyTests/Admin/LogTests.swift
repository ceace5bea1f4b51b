import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// System › Tools › Logs: every call both ways, found by what it was about.
struct LogTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.support)
    }

    private func found(_ query: String) -> [String] {
        let page = staff.get("/admin/tools/logs?\(query)")
        return page.text.split(separator: "<a href=\"/admin/tools/logs/").dropFirst()
            .map { String($0.prefix { $0 != "\"" }) }
            .filter { !$0.hasPrefix("export") }
    }

    private func ids(where condition: String) throws -> [String] {
        try shop.database.read {
            try $0.all(SQL(stringLiteral: "SELECT id FROM exchange WHERE \(condition) ORDER BY id DESC")) {
                "\(try $0.next() as Int)"
            }
        }
    }

    @Test func `each filter finds its calls, alone and with others`() throws {
        let asha = try shop.asha
        let number = try shop.sold(to: asha)
        shop.ai.answers("/orders/\(number)/cancel", .answer(409, ArvindSays.refusal("ALREADY_SHIPPED", "No")))
        _ = try asha.cancel(number)
        let second = try shop.sold(to: asha, size: nil, quantity: 1)
        shop.ai.answers("/orders/\(second)/cancel", .answer(503, "busy"))
        _ = try asha.cancel(second)
        _ = shop.arvind.tells("evt_1", number, "shipped", more: #""awb":"AWB-77120""#)
        _ = shop.arvind.inventory(#"{"sku":"POLO-L","quantity":4}"#)
        let table = [
            ("", "1 = 1"), ("order=\(number)", "order_number = '\(number)'"), ("kind=cancel", "kind = 'cancel'"),
            ("outcome=unknown", "outcome = 'unknown'"), ("http_status=409", "http_status = 409"),
            ("sku=BELT", "request LIKE '%\"BELT\"%'"), ("q=awb-77120", "request LIKE '%AWB-77120%'"),
            ("q=ALREADY_SHIPPED", "response LIKE '%ALREADY_SHIPPED%'"), ("q=evt_1", "request LIKE '%evt_1%'"),
            ("sku=POLO-M&kind=order", "kind = 'order' AND order_number = '\(number)'"),
            ("order=\(number)&q=already_shipped", "http_status = 409"),
            ("kind=cancel&outcome=refused&http_status=409&q=\(number)-C1", "http_status = 409"),
            ("from=2026-11-23&until=2026-11-23", "1 = 1"), ("from=2026-11-24", "1 = 0"), ("until=2026-11-22", "1 = 0"),
            ("kind=nonsense", "1 = 0"), ("q=nowhere", "1 = 0"), ("order=%27+OR+1%3D1", "1 = 0"), ("sku=%25", "1 = 0"),
        ]
        for (query, condition) in table { #expect(try found(query) == ids(where: condition), "\(query)") }
        #expect(try !ids(where: "kind = 'inventory'").isEmpty && !ids(where: "kind = 'serviceability'").isEmpty)
    }

    @Test func `a filter that cannot be read says so, and stays as it was typed`() throws {
        let page = staff.get("/admin/tools/logs?from=23.11.2026&http_status=abc&q=%3Cb%3E&sku=%22x")
        #expect(page.status == 200 && page.alert != nil)
        #expect(page.text.contains(#"name="q" value="&lt;b&gt;""#) && !page.text.contains("<b>"))
        #expect(page.value(of: "sku") == "\"x")
        #expect(page.value(of: "http_status") == "abc")
    }

    @Test func `the list goes on where a page ends, with the same filters`() throws {
        let brand = shop.brand.id
        try shop.database.write { store in
            for index in 1...250 {
                try store.logCall(
                    ExchangeRow(
                        at: noon, kind: index.isMultiple(of: 2) ? .order : .cancellation, oms: .arvind, target: "/x",
                        orderNumber: nil,
                        outcome: .accepted, httpStatus: 200, milliseconds: 1, request: #"{"a":"word-\#(index)"}"#,
                        response: "{}"), of: brand)
            }
        }
        var seen: [String] = []
        var query = "kind=order&outcome=accepted"
        while true {
            let page = staff.get("/admin/tools/logs?\(query)")
            let ids = found(query)
            seen += ids
            guard let link = page.piece(after: "rel=\"next\" href=\"/admin/tools/logs?", before: "\"") else { break }
            query = link.replacing("&amp;", with: "&")
            #expect(query.contains("kind=order") && query.contains("outcome=accepted"))
            try #require(seen.count < 300)
        }
        #expect(try seen == ids(where: "kind = 'order'") && seen.count == 125)
    }

    @Test func `a call says which attempt it was, and leads to the others about its order`() throws {
        let number = try shop.visitor().order("M")
        shop.ai.answers("/orders", .answer(500, ""), .answer(500, ""))
        for _ in 1...2 { try shop.staff().post("/admin/orders/\(number)/push") }
        let calls = try ids(where: "kind = 'order' AND order_number = '\(number)'")
        try #require(calls.count == 2)
        let last = staff.get("/admin/tools/logs/\(calls[0])")
        #expect(last.words.contains("attempt 2 of 2") && last.words.contains("Earlier call about \(number)"))
        #expect(!last.words.contains("Later call"))
        let first = staff.get("/admin/tools/logs/\(calls[1])")
        #expect(first.words.contains("attempt 1 of 2") && first.words.contains("Later call about \(number)"))
    }

    @Test func `a search that has not reached the oldest call says that it goes on`() throws {
        #expect(staff.get("/admin/tools/logs").words.contains("No call matches. Calls to and from Arvind appear here."))
        try shop.change(
            """
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
            INSERT INTO exchange (website_id, at, kind, target, outcome, http_status, milliseconds, request, response)
            SELECT \(shop.brand.id), i, 'inventory', '/x', 'accepted', 200, 1, '{}', '{}' FROM n
            """)
        let page = staff.get("/admin/tools/logs?http_status=201")
        #expect(page.words.contains("No call matches among those searched so far: the next page has older ones."))
        #expect(page.words.contains("Next page"))
    }

    @Test func `another website's calls are seen neither in the list nor by their number`() throws {
        let visitor = shop.visitor(at: "second.localhost")
        _ = try visitor.order(nil)
        let id = try #require(try ids(where: "website_id = \(shop.second.id)").first)
        #expect(found("").isEmpty && found("sku=BELT").isEmpty && found("kind=serviceability").isEmpty)
        #expect(staff.get("/admin/tools/logs/\(id)").status == 404)
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(found("sku=BELT") == [id] && staff.get("/admin/tools/logs/\(id)").status == 200)
    }

    @Test func `one call is shown whole, as text, and as a command without its secrets`() throws {
        let number = try shop.sold(to: shop.asha)
        shop.ai.answers(
            "/orders/\(number)/cancel",
            .answer(409, ArvindSays.refusal("X", "Token \(shop.ai.token) <script>alert(1)</script>")))
        _ = try shop.asha.cancel(number, reason: "It's <b>late</b>")
        let id = try #require(try ids(where: "kind = 'cancel'").first)
        let page = staff.get("/admin/tools/logs/\(id)")
        #expect(page.words.contains("HTTP 409") && page.words.contains("\(shop.ai.url)/orders/\(number)/cancel"))
        #expect(page.words.contains("Bearer AUTH-TOKEN") && page.words.contains(#"It'\''s"#))
        #expect(page.words.contains("-H 'Idempotency-Key: \(number)-C1'"))
        #expect(!page.text.contains("<script>alert") && !page.text.contains("<b>late"))
        #expect(!page.text.contains(shop.ai.token))
        try shop.expectNowhere(shop.ai.token)
        try shop.expectNowhere(shop.ai.password)
    }

    @Test func `an order with many lines is found by each of its SKUs and items`() throws {
        let asha = try shop.asha
        for (size, quantity) in [("S", 2), ("M", 2)] { try asha.addToCart(size, quantity: quantity, giftWrap: true) }
        let number = try asha.order(
            nil,
            ["line1": "Flat 12, Prestige Shantiniketan Towers", "line2": "Whitefield Main Road, opposite the lake"])
        try shop.push()
        for word in ["POLO-S", "POLO-M", "BELT", "\(number)-1", "\(number)-3", "560001"] {
            #expect(found("kind=order&q=\(word)").count == 1, "\(word)")
        }
    }

    @Test func `a command sends a body as it stands, and a read has none`() throws {
        _ = shop.arvind.post("/api/v1/inventory", "@/etc/passwd")
        _ = shop.arvind.get("/api/v1/orders/KFY-1")
        let refused = try staff.get("/admin/tools/logs/\(#require(try ids(where: "kind = 'inventory'").first))")
        #expect(refused.words.contains("--data-raw '@/etc/passwd'"))
        let read = try staff.get("/admin/tools/logs/\(#require(try ids(where: "kind = 'order_read'").first))")
        #expect(
            read.words.contains("curl -u USERNAME") && read.words.contains("'https://YOUR-WEBSITE/api/v1/orders/KFY-1'")
        )
        #expect(!read.words.contains("--data"))
    }
}
