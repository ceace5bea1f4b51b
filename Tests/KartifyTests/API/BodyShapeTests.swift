import TestSupport
import Testing

/// Bodies that are refused as a whole, and where they are wrong.
struct BodyShapeTests {
    @Test(arguments: [
        "", "{", "items", #"{"items":[{"sku":"POLO-M","quantity":1}"#, #"{"items":[]}}"#, "\u{0}",
        #"{"items":[{"sku":'POLO-M'}]}"#,
    ])
    func `what is not JSON is 400`(body: String) throws {
        let shop = try TestShop()
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        for path in ["/api/v1/inventory", "/api/v1/webhooks/order-status"] {
            let answer = shop.arvind.post(path, body)
            #expect(answer.status == 400)
            try expectProblem(answer, "malformed_json")
        }
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
    }

    @Test func `bytes that are not UTF-8 are 400`() throws {
        let shop = try TestShop()
        let body = Array(#"{"items":[{"sku":"POLO-"#.utf8) + [0xff, 0xfe] + Array(#"","quantity":1}]}"#.utf8)
        let answer = shop.arvind.post("/api/v1/inventory", bytes: body)
        #expect(answer.status == 400)
        try expectProblem(answer, "malformed_json")
    }

    @Test(arguments: [
        ("{}", "/items"), (#"{"items":null}"#, "/items"), (#"{"items":{}}"#, "/items"),
        (#"{"items":"POLO"}"#, "/items"),
        (#"{"items":[]}"#, "/items"), (#"{"items":[1]}"#, "/items/0"), (#"{"items":[{},null]}"#, "/items/1"),
        (#"{"items":[{},{},"POLO"]}"#, "/items/2"), (#"{"items":[[]]}"#, "/items/0"), ("[]", ""), ("12", ""),
        ("null", ""),
    ])
    func `an update of another shape is 422 and names the place`(body: String, pointer: String) throws {
        let shop = try TestShop()
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        let answer = shop.arvind.post("/api/v1/inventory", body)
        #expect(answer.status == 422)
        try expectProblem(answer, "invalid_body", at: pointer)
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
    }

    @Test func `1000 items are taken, 1001 are refused as a whole`() throws {
        let shop = try TestShop()
        func items(_ count: Int) -> String {
            ([#"{"sku":"POLO-M","quantity":1}"#] + (1..<count).map { #"{"sku":"X-\#($0)","quantity":1}"# })
                .joined(separator: ",")
        }
        let refused = shop.arvind.inventory(items(1001))
        #expect(refused.status == 422)
        try expectProblem(refused, "invalid_body", at: "/items")
        #expect(try shop.available("POLO-M") == 10)
        let answer = shop.arvind.inventory(items(1000))
        #expect(answer.status == 200)
        #expect(try answer.json()["updated"] == 1 && answer.json()["rejected"] == 999)
        #expect(try shop.available("POLO-M") == 1)
    }

    private static let item = #"{"orderItemId":"KFY-100001-1","status":"packed"}"#

    @Test(arguments: [
        (#"{"eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-1","items":[\#(item)]}"#, "/eventId"),
        (#"{"eventId":"","eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-1","items":[\#(item)]}"#, "/eventId"),
        (#"{"eventId":7,"eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-1","items":[\#(item)]}"#, "/eventId"),
        (#"{"eventId":"e","orderId":"KFY-1","items":[\#(item)]}"#, "/eventTime"),
        (#"{"eventId":"e","eventTime":"today","orderId":"KFY-1","items":[\#(item)]}"#, "/eventTime"),
        (#"{"eventId":"e","eventTime":"2026-11-23T10:00:00Z","items":[\#(item)]}"#, "/orderId"),
        (#"{"eventId":"e","eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-1"}"#, "/items"),
        (#"{"eventId":"e","eventTime":"2026-11-23T10:00:00Z","orderId":"KFY-1","items":[]}"#, "/items"),
    ])
    func `an event of another shape is 422 and names the place`(body: String, pointer: String) throws {
        let shop = try TestShop()
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals)
        let answer = shop.arvind.post("/api/v1/webhooks/order-status", body)
        #expect(answer.status == 422)
        try expectProblem(answer, "invalid_body", at: pointer)
        #expect(try shop.dump(without: TestShop.whatIsKeptOfRefusals) == before)
    }

    @Test func `an event's id has up to 128 characters`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let long = String(repeating: "e", count: 128)
        #expect(shop.arvind.tells(long, number, "packed").status == 200)
        #expect(shop.arvind.tells(long + "e", number, "shipped").status == 422)
        #expect(try shop.order(number).status == .packed)
    }
}
