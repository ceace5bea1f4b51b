import Domain
import TestSupport
import Testing

@testable import Kartify

/// What the log and the inbox keep of a call, and what staff see of one that could not be taken.
struct KeptCallTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `a large update is kept as its counts and its failures, and says how long it was`() throws {
        let items = (1...200).map { #"{"sku":"NONE-\#($0)","quantity":1}"# } + [#"{"sku":"POLO-M","quantity":3}"#]
        #expect(shop.arvind.inventory(items.joined(separator: ",")).status == 200)
        let whole = "kind = 'inventory' AND length(request) + length(response) < 12000 AND request_length > 6000"
        #expect(try shop.rows("exchange", where: whole) == 1)
        let page = staff.get("/admin/tools/logs/1")
        #expect(page.words.contains("Cut: it had") && page.text.contains("NONE-1") && !page.text.contains("NONE-199"))
    }

    private func newest(_ kind: String) throws -> Int {
        let id = try shop.database.read {
            try $0.first("SELECT max(id) FROM exchange WHERE kind = \(kind)") { try $0.next() as Int }
        }
        return try #require(id)
    }

    @Test func `a long answer says that it is cut and how long it was, a request that is cut says so beside curl`()
        throws
    {
        _ = try shop.visitor().order("M")
        let answer = #"{"status":"SUCCESS","note":"\#(String(repeating: "x", count: 70_000))"}"#
        shop.ai.answers("/orders", .answer(200, answer))
        try shop.push()
        let page = staff.get("/admin/tools/logs/\(try newest("order"))").words
        #expect(page.contains("Cut: it had \(answer.utf8.count) bytes.") && !page.contains("not the whole one"))
        let items = (1...200).map { #"{"sku":"NONE-\#($0)","quantity":1}"# }.joined(separator: ",")
        _ = shop.arvind.inventory(items)
        let update = staff.get("/admin/tools/logs/\(try newest("inventory"))").words
        #expect(update.contains("The body below is not the whole one."))
    }

    @Test func `a long number in an event's courier or reason is masked, the AWB is not`() throws {
        let number = try shop.visitor().order("M")
        let more = #""awb":"1490812345","courier":"50100234567890","reason":"Paid to 50100234567891""#
        #expect(shop.arvind.tells("evt_1", number, "shipped", more: more).status == 200)
        let stored = try shop.dump().joined()
        #expect(!stored.contains("50100234567890") && !stored.contains("50100234567891"))
        #expect(stored.contains("1490812345"))
    }

    @Test func `the account number of a return is masked wherever it comes as courier or AWB, without a reason`() throws
    {
        let asha = try shop.asha
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        _ = try asha.requestReturn(number)
        for (status, member) in [("return_picked_up", "courier"), ("returned", "awb")] {
            let more = "\"\(member)\":\"\(ashasAccount)\""
            #expect(shop.arvind.tells("evt_\(member)", number, status, more: more).status == 200)
        }
        try shop.expectNowhere(ashasAccount)
        let pages = ["orders/\(number)", "tools/inbox/1", "tools/inbox/2"].map { staff.get("/admin/\($0)") }
        for page in pages + [asha.get("/account/orders/\(number)")] {
            #expect(page.status == 200 && !page.text.contains(ashasAccount))
        }
    }

    @Test func `a refused Auth Token is on every dashboard until Arvind gives a clear answer`() throws {
        shop.ai.answers("/serviceability", .answer(401, ""))
        try staff.post("/admin/modules/arvind/test")
        for path in ["/admin", "/admin/modules/arvind"] {
            #expect(staff.get(path).words.contains("did not accept the Auth Token"), "\(path)")
        }
        let good = #"{"serviceable":true,"items":[]}"#
        shop.ai.answers("/serviceability", .answer(200, good))
        try staff.post("/admin/modules/arvind/test")
        #expect(!staff.get("/admin").words.contains("did not accept the Auth Token"))
    }

    @Test func `an update of which nothing can be taken is told on the dashboard`() throws {
        #expect(shop.arvind.inventory(#"{"sku":"NONE","quantity":-1}"#).status == 200)
        #expect(staff.get("/admin").words.contains("no item of an inventory update from Arvind could be taken"))
    }
}
