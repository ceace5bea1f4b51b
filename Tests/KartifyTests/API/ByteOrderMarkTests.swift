import Domain
import Testing

@testable import Kartify

/// A byte order mark before the JSON is skipped, wherever JSON is read.
struct ByteOrderMarkTests {
    private let mark: [UInt8] = [0xef, 0xbb, 0xbf]

    @Test func `a count with a byte order mark is taken`() throws {
        let shop = try TestShop()
        let body = mark + Array(#"{"items":[{"sku":"POLO-M","quantity":4}]}"#.utf8)
        let answer = shop.arvind.post("/api/v1/inventory", bytes: body)
        #expect(answer.status == 200)
        #expect(try answer.json()["results"]?.each("status") == ["updated"])
    }

    @Test func `an event with a byte order mark is taken, and replayed once its order exists`() throws {
        let shop = try TestShop()
        let event = shop.arvind.event("evt_1", "KFY-100001", #"{"orderItemId":"KFY-100001-1","status":"packed"}"#)
        let answer = shop.arvind.post("/api/v1/webhooks/order-status", bytes: mark + Array(event.utf8))
        #expect(answer.status == 404)
        let number = try shop.visitor().order()
        _ = try shop.staff().post("/admin/tools/inbox/1/replays")
        #expect(try shop.order(number).status == .packed)
    }
}
