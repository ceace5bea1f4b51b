import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The cart's page asks FYND what it has at this moment.
struct CartStockTests {
    private let shop: TestShop
    private let visitor: Browser

    init() throws {
        shop = try TestShop(oms: .fynd)
        visitor = shop.visitor()
    }

    private func fyndHas(_ counts: KeyValuePairs<String, Int>) {
        let list = counts.map { #"{"sku":"\#($0)","quantity":\#($1)}"# }.joined(separator: ",")
        shop.ai.answers("/inventory/stock", .answer(200, #"{"success":true,"stock":[\#(list)]}"#))
    }

    @Test func `whoever wants more than there is, is stopped with words`() throws {
        try visitor.addToCart("M", quantity: 3)
        try visitor.addToCart("S")
        fyndHas(["POLO-M": 2, "POLO-S": 0])
        let page = visitor.get("/cart")
        #expect(page.words.contains("Only 2 left. Choose fewer to continue."))
        #expect(page.words.contains("Sold out. Remove it to continue.") && !page.hasLink("Check out"))
        #expect(
            shop.ai.received("/inventory/stock").map(\.body)
                == [#"{"affiliateId":"AFF-1","skus":["POLO-M","POLO-S"]}"#])
        #expect(try shop.rows("exchange", where: "kind = 'cart' AND outcome = 'accepted'") == 1)
    }

    @Test func `two lines of one SKU are counted together`() throws {
        try visitor.addToCart("M", quantity: 2)
        try visitor.addToCart("M", quantity: 2, giftWrap: true)
        fyndHas(["POLO-M": 3])
        #expect(visitor.get("/cart").text.contains("Only 3 left"))
        fyndHas(["POLO-M": 4])
        #expect(visitor.get("/cart").hasLink("Check out"))
    }

    @Test(arguments: [
        LoopbackServer.Turn.answer(503, ""), .answer(200, "{}"), .answer(401, ""),
        .answer(404, #"{"success":false,"error":{"code":"sku_not_found","message":"No"}}"#),
        .answer(200, #"{"success":true,"stock":[]}"#),
    ])
    func `without an answer everybody is let through, and the checkout decides`(turn: LoopbackServer.Turn) throws {
        shop.ai.answers("/inventory/stock", turn)
        try visitor.addToCart("M")
        for _ in 1...6 { #expect(visitor.get("/cart").hasLink("Check out")) }
        // Carts in a hurry do not keep the checkout from being asked.
        #expect(try visitor.checkOut().status == 303)
        #expect(!(try shop.staff().get("/admin").words.contains("has not answered since")))
    }

    @Test func `a website whose OMS sends its stock asks nothing`() throws {
        let other = try TestShop()
        let visitor = other.visitor()
        try visitor.addToCart("M")
        #expect(visitor.get("/cart").hasLink("Check out") && other.ai.server.requests.isEmpty)
    }

    @Test func `the checkout asks FYND for the pincode`() throws {
        shop.ai.answers(
            "/serviceability",
            .answer(
                200,
                #"{"success":true,"serviceable":false,"bags":[{"sku":"POLO-M","serviceable":false,"reason":"pincode_not_serviceable"}]}"#
            ))
        try visitor.addToCart("M")
        let page = try visitor.checkOut()
        #expect(page.status == 422 && page.words.contains("We cannot deliver “Polo” to 560001"))
        let call = try #require(shop.ai.received("/serviceability").first)
        #expect(
            call.body
                == #"{"affiliateId":"AFF-1","pincode":"560001","paymentMode":"COD","bags":[{"sku":"POLO-M","quantity":1}]}"#
        )
    }
}
