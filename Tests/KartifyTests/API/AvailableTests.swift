import Domain
import TestSupport
import Testing

@testable import Kartify

/// What may be sold: Arvind's number without the units that it cannot have counted yet.
struct AvailableTests {
    @Test func `units of an order that Arvind does not have are subtracted from its count`() throws {
        let shop = try TestShop()
        _ = try shop.visitor().order("M", quantity: 3)
        #expect(try shop.available("POLO-M") == 7)
        let result = try shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12}"#).json()["results"]?[0]
        #expect(result?["quantity"] == 12 && result?["available"] == 9)
        #expect(try shop.available("POLO-M") == 9)
    }

    @Test func `a count from before Arvind had the order excludes its units, and one from after includes them`() throws
    {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 3)
        shop.clock.advance(.minutes(10))
        try shop.push()
        #expect(try shop.order(number).push.acknowledgedAt == shop.now)
        let earlier = (shop.now - .minutes(1)).rfc3339, later = (shop.now + .minutes(1)).rfc3339
        shop.clock.advance(.minutes(2))
        let first = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12,"updatedAt":"\#(earlier)"}"#)
        #expect(try first.json()["results"]?.each("available") == [9])
        let second = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":9,"updatedAt":"\#(later)"}"#)
        #expect(try second.json()["results"]?.each("available") == [9])
        #expect(try shop.rows("uncounted_units") == 0)
    }

    @Test func `available units are never below 0`() throws {
        let shop = try TestShop()
        _ = try shop.visitor().order("M", quantity: 5)
        let answer = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":2}"#)
        #expect(try answer.json()["results"]?[0]?["available"] == 0)
        #expect(try shop.available("POLO-M") == 0)
    }

    @Test func `a stale count changes nothing and returns the stored one`() throws {
        let shop = try TestShop()
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12,"updatedAt":"2026-11-23T04:29:00Z"}"#)
        let before = try shop.dump(without: ["exchange"])
        let answer = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":40,"updatedAt":"2026-11-23T04:28:59Z"}"#)
        #expect(
            try answer.json()["results"] == [["sku": "POLO-M", "status": "stale", "quantity": 12, "available": 12]])
        #expect(try shop.dump(without: ["exchange"]) == before)
    }

    @Test func `a product without stock is disabled, and enabled when stock comes`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        #expect(!visitor.get("/").words.contains("Sold out"))
        _ = shop.arvind.inventory(
            #"{"sku":"POLO-S","quantity":0},{"sku":"POLO-M","quantity":0},{"sku":"POLO-L","quantity":0}"#)
        #expect(try shop.product("Polo").visibility == .disabledByStock)
        #expect(visitor.get("/").words.contains("Polo ₹1,299.00 Sold out"))
        _ = shop.arvind.inventory(#"{"sku":"POLO-L","quantity":1}"#)
        #expect(try shop.product("Polo").visibility == .enabled)
        #expect(!visitor.get("/").words.contains("Sold out"))
    }

    @Test func `a product disabled by hand stays disabled whatever stock comes`() throws {
        let shop = try TestShop()
        let id = try shop.productID("Polo")
        try shop.staff().post("/admin/products/\(id)", ["tab": "data", "price": "1299.00", "status": "disabled"])
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":99}"#)
        #expect(try shop.product("Polo").visibility == .disabledByHand)
        #expect(try shop.available("POLO-M") == 99)
        #expect(!shop.visitor().get("/").text.contains("Polo"))
        #expect(shop.visitor().get("/product/\(id)").status == 404)
    }
}
