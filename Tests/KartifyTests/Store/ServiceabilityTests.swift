import Domain
import TestSupport
import Testing

@testable import Kartify

/// Three different noes at checkout: not there, not so many, and could not be asked.
struct ServiceabilityTests {
    private static let cannotDeliver = "We cannot deliver “Polo” to 560001 with Cash on Delivery."
    private static let couldNotCheck = "We could not check delivery to 560001 just now."

    @Test(arguments: [
        (#"{"serviceable":false,"items":[],"reason":"No courier"}"#, cannotDeliver),
        (#"{"serviceable":false}"#, cannotDeliver),
        (#"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":false}]}"#, cannotDeliver),
        (
            #"{"serviceable":false,"items":[{"sku":"POLO-M","serviceable":true,"availableQuantity":1}]}"#,
            "Only 1 of “Polo” (Size: M) left, and you asked for 2."
        ),
        (
            #"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":false,"availableQuantity":0}]}"#,
            "“Polo” (Size: M) has just sold out."
        ),
        (
            #"{"serviceable":false,"items":[{"sku":"POLO-M","serviceable":false,"availableQuantity":0,"#
                + #""reason":"PINCODE_NOT_SERVICEABLE"}]}"#, cannotDeliver
        ),
        (
            #"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":true,"availableQuantity":9},"#
                + #"{"sku":"POLO-M","serviceable":false}]}"#, cannotDeliver
        ),
        (#"{"serviceable":false,"reason":"OUT_OF_STOCK"}"#, "“Polo” (Size: M) has just sold out."),
        (
            #"{"status":"FAILURE","code":"UNKNOWN_SKU","message":"?"}"#,
            "One of your items cannot be ordered at the moment."
        ),
        (#"{"status":"FAILURE","code":"CLOSED","message":"Closed"}"#, cannotDeliver),
    ])
    func `a refusal shows its reason, places no order and is logged`(reply: String, message: String) throws {
        let shop = try TestShop()
        shop.ai.answers("/serviceability", .answer(200, reply))
        try expectNo(shop, message, keptAs: reply.contains("FAILURE") ? "refused" : "accepted", status: "200")
    }

    @Test(arguments: [
        (LoopbackServer.Turn.answer(500, ""), "500"), (.answer(503, "<html>"), "503"), (.answer(429, "{}"), "429"),
        (.answer(200, "<html>Welcome</html>"), "200"), (.answer(200, "{}"), "200"), (.answer(404, "{}"), "404"),
        (.answer(200, #"{"serviceable":"yes"}"#), "200"), (.answer(401, ""), "401"),
        (
            .answer(
                200, #"{"serviceable":true,"items":[{"sku":"POLO-M","serviceable":true,"availableQuantity":2.5}]}"#),
            "200"
        ), (.hangUpAfter(""), "NULL"),
    ])
    func `no clear answer is no order, and says that it could not be checked`(
        turn: LoopbackServer.Turn, status: String
    ) throws {
        let shop = try TestShop()
        shop.ai.answers("/serviceability", turn)
        try expectNo(shop, Self.couldNotCheck, keptAs: "unknown", status: status)
    }

    @Test func `no order is placed while Arvind is unreachable`() throws {
        let shop = try TestShop()
        let dead = try LoopbackServer.deadURL()
        try shop.setModule(of: shop.brand) { $0.apiURL = dead }
        try expectNo(shop, Self.couldNotCheck, keptAs: "unknown", status: "NULL")
    }

    private func expectNo(
        _ shop: TestShop, _ message: String, keptAs outcome: String, status: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        let page = try visitor.checkOut()
        #expect(page.status == 422, sourceLocation: sourceLocation)
        #expect(page.alert?.hasPrefix(message) == true, "\(page.alert ?? "")", sourceLocation: sourceLocation)
        #expect(page.value(of: "line1") == "1 MG Road", sourceLocation: sourceLocation)
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before, sourceLocation: sourceLocation)
        let kept = try shop.rows(
            "exchange",
            where:
                "kind = 'serviceability' AND outcome = '\(outcome)' AND http_status IS NOT DISTINCT FROM \(status) AND order_number IS NULL"
        )
        #expect(kept == 1, sourceLocation: sourceLocation)
    }

    @Test func `the same order goes through once Arvind answers`() throws {
        let shop = try TestShop()
        shop.ai.answers(
            "/serviceability", .answer(500, ""), .answer(200, #"{"serviceable":true,"items":[],"reason":null}"#))
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        #expect(try visitor.checkOut().status == 422)
        #expect(try visitor.checkOut().location == "/orders/KFY-100001")
    }

    @Test func `prepaid is asked about as prepaid, and not told to choose it`() throws {
        let shop = try TestShop()
        shop.ai.answers("/serviceability", .answer(200, #"{"serviceable":false}"#))
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let page = try visitor.checkOut(["payment": "PREPAID"])
        #expect(page.alert == "We cannot deliver “Polo” to 560001 with Prepaid. Try another pincode.")
        #expect(shop.ai.received("/serviceability").last?.body.contains(#""paymentMode":"PREPAID""#) == true)
    }

    @Test func `when too many pages wait for Arvind, the next one is refused at once`() throws {
        let shop = try TestShop(waitingPages: 0)
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        #expect(try visitor.checkOut().alert?.hasPrefix(Self.couldNotCheck) == true)
        #expect(try shop.rows("sales_order") == 0)
        #expect(shop.ai.received("/serviceability").isEmpty)
    }

    @Test func `a website with a disabled module asks nobody`() throws {
        let shop = try TestShop()
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(try shop.visitor().order() == "KFY-100001")
        #expect(shop.ai.server.requests.isEmpty)
    }
}
