import Domain
import TestSupport
import Testing

@testable import Kartify

/// What a customer learns of a pincode before anything is ordered.
struct PincodeTests {
    private static let yes = LoopbackServer.Turn.answer(200, #"{"serviceable":true,"items":[],"reason":null}"#)
    private static let no = LoopbackServer.Turn.answer(200, #"{"serviceable":false,"items":[],"reason":"No courier"}"#)
    private let shop: TestShop
    private let visitor: Browser

    init() throws {
        shop = try TestShop()
        visitor = shop.visitor()
        try visitor.addToCart("M")
    }

    private func check(_ typed: [String: String]) throws -> Answer {
        try visitor.post("/checkout", ["check": "pincode"].merging(typed) { $1 })
    }

    @Test(
        arguments: [
            ([yes], "We deliver to 560001. Cash on Delivery is available.", 1),
            ([no, yes], "We deliver to 560001. Cash on Delivery is not available there.", 2),
            ([no, no], "We cannot deliver to 560001. Try another pincode.", 2),
            ([.answer(503, "")], "We could not check delivery to 560001 just now.", 1),
            (
                [.answer(200, #"{"serviceable":false,"reason":"OUT_OF_STOCK"}"#)],
                "“Polo” (Size: M) has just sold out.", 1
            ),
            (
                [.answer(200, #"{"status":"FAILURE","code":"UNKNOWN_SKU","message":"?"}"#)],
                "One of your items cannot be ordered at the moment.", 1
            ),
        ] as [([LoopbackServer.Turn], String, Int)])
    func `a pincode is checked before anything is ordered, in cash first`(
        turns: [LoopbackServer.Turn], words: String, calls: Int
    ) throws {
        if turns.count == 1 {
            shop.ai.answers("/serviceability", turns[0])
        } else {
            shop.ai.answers("/serviceability", turns[0], turns[1])
        }
        let page = try check(["pincode": "560001", "name": "Asha Rao", "line1": "1 MG Road", "payment": "PREPAID"])
        #expect(page.status == 200 && page.words.contains(words), "\(page.words)")
        #expect(page.value(of: "name") == "Asha Rao" && page.value(of: "line1") == "1 MG Road")
        #expect(page.text.contains(#"value="PREPAID" checked>"#))
        let asked = shop.ai.received("/serviceability")
        #expect(asked.count == calls && asked[0].body.contains(#""paymentMode":"COD""#))
        #expect(asked[0].body.contains(#"{"sku":"POLO-M","quantity":1}"#))
        #expect(try shop.rows("exchange", where: "kind = 'pincode' AND order_number IS NULL") == calls)
        #expect(try shop.rows("sales_order") == 0)
    }

    @Test func `a check that failed is no checkout that was turned away`() throws {
        shop.ai.answers("/serviceability", .answer(503, ""))
        _ = try check(["pincode": "560001"])
        let turnedAway = try shop.database.read { try $0.checkoutsTurnedAway(of: shop.brand.id, since: noon) }
        #expect(turnedAway == 0)
    }

    @Test func `where couriers take no cash, Cash on Delivery is not offered, and prepaid is chosen`() throws {
        shop.ai.answers("/serviceability", Self.no, Self.yes)
        let page = try check(["pincode": "560001", "payment": "COD"])
        #expect(page.words.contains("Cash on Delivery is not available at 560001."))
        #expect(page.text.contains(#"value="COD" disabled"#) && page.text.contains(#"value="PREPAID" checked>"#))
    }

    @Test(arguments: ["", "5600", "056000", "56000a"])
    func `what is no pincode is marked, and nobody is asked`(typed: String) throws {
        let page = try check(["pincode": typed, "city": "Mysuru"])
        #expect(page.error(of: "pincode") == Pincode.advice && page.value(of: "city") == "Mysuru")
        #expect(page.text.contains("<a href=\"#pincode\">"))
        #expect(shop.ai.received("/serviceability").isEmpty)
    }

    @Test func `city and state are filled in once two customers agree on them, and typed ones stay`() throws {
        let other = ["city": "Mysuru", "pincode": "570001"]
        _ = try shop.visitor().order("S", other)
        #expect(try check(["pincode": "570001"]).value(of: "city") == "")
        _ = try shop.visitor().order("S", other.merging(["phone": "9876500001"]) { $1 })
        let page = try check(["pincode": "570001"])
        #expect(page.value(of: "city") == "Mysuru" && page.text.contains(#"<option value="Karnataka" selected>"#))
        let typed = try check(["pincode": "570001", "city": "Hassan", "state": "Kerala"])
        #expect(typed.value(of: "city") == "Hassan" && typed.text.contains(#"<option value="Kerala" selected>"#))
        // What a pincode filled in, another one may take away.
        let filled = ["city": "Mysuru", "state": "Karnataka", "filled": try #require(page.value(of: "filled"))]
        let next = try check(filled.merging(["pincode": "110001"]) { $1 })
        #expect(next.value(of: "city") == "" && !next.text.contains(#" selected>"#))
        let elsewhere = Browser(shop, at: "second.localhost")
        try elsewhere.addToCart(nil)
        let there = try elsewhere.post("/checkout", ["check": "pincode", "pincode": "570001"])
        #expect(there.value(of: "city") == "")
    }

    @Test func `a customer's own address knows its pincode`() throws {
        let asha = try shop.asha
        let address = ashasAddress.filter { !["email", "payment"].contains($0.key) }
        try asha.post("/account/addresses", address)
        try asha.addToCart("M")
        let page = try asha.post("/checkout", ["check": "pincode", "pincode": "560001"])
        #expect(page.value(of: "city") == "Bengaluru")
    }

    @Test func `above the website's limit Cash on Delivery is refused with the limit, up to it taken`() throws {
        try shop.setCODLimit(129_900)
        let order = try shop.visitor().order("M")
        #expect(try shop.order(order).paymentMode == .cod)
        try visitor.addToCart("M")
        let page = visitor.get("/checkout")
        #expect(page.words.contains("Cash on Delivery is available up to ₹1,299.00."))
        #expect(page.text.contains(#"value="COD" disabled"#) && page.text.contains(#"value="PREPAID" checked>"#))
        let refused = try visitor.checkOut()
        #expect(refused.status == 422)
        #expect(
            refused.words.contains("Cash on Delivery is available up to ₹1,299.00. Choose another way to pay."))
        #expect(try visitor.checkOut(["payment": "PREPAID"]).status == 303)
    }

    @Test func `the product page says whether it is delivered to a pincode, and whether in cash`() throws {
        let polo = try shop.productID("Polo")
        shop.ai.answers("/serviceability", Self.no, Self.yes)
        let page = visitor.get("/product/\(polo)?pincode=560%20001")
        #expect(page.status == 200)
        #expect(page.words.contains("We deliver to 560001. Cash on Delivery is not available there."))
        #expect(shop.ai.received("/serviceability")[0].body.contains(#"{"sku":"POLO-S","quantity":1}"#))
        #expect(visitor.get("/product/\(polo)?pincode=1").error(of: "pincode") == Pincode.advice)
        #expect(visitor.get("/product/\(polo)").value(of: "pincode") == "")
    }

    @Test func `a website without an OMS delivers everywhere, and asks nobody`() throws {
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(try check(["pincode": "560001"]).words.contains("We deliver to 560001."))
        #expect(shop.ai.server.requests.isEmpty)
    }

    @Test func `whoever asks about very many pincodes has to wait`() throws {
        let shop = try TestShop(hasBrakes: true)
        let visitor = shop.visitor()
        let polo = try shop.productID("Polo")
        _ = visitor.get("/")
        let answers = (1...21).map { _ in visitor.get("/product/\(polo)?pincode=560001").status }
        #expect(answers == Array(repeating: 200, count: 20) + [429])
    }
}
