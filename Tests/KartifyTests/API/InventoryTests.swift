import Domain
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// `POST /api/v1/inventory`: Arvind's numbers.
struct InventoryTests {
    @Test func `a count is taken, answered and kept`() throws {
        let shop = try TestShop()
        let answer = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12,"updatedAt":"2026-11-23T10:00:00+05:30"}"#)
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == "application/json")
        let id = try #require(answer.header("X-Request-Id"))
        #expect(
            try answer.json() == [
                "requestId": .text(id), "updated": 1, "unchanged": 0, "stale": 0, "rejected": 0,
                "results": [["sku": "POLO-M", "status": "updated", "quantity": 12, "available": 12]],
            ])
        let sku = try #require(try shop.product("Polo").stockOption?.values.first { $0.name == "M" }?.sku)
        #expect(sku.count == 12 && sku.available == 12 && sku.countedAt == noon)
    }

    @Test func `results come in request order, and a wrong item stops no other`() throws {
        let shop = try TestShop()
        let answer = shop.arvind.inventory(
            """
            {"sku":"BELT","quantity":4}, {"sku":"NOBODY-HAS-IT","quantity":1}, {"sku":"POLO-M","quantity":10},
            {"sku":"POLO-S","quantity":-1}, {"sku":"POLO-L","quantity":2,"updatedAt":"2026-11-20T00:00:00Z"}
            """)
        let json = try answer.json()
        #expect(answer.status == 200)
        #expect(json["results"]?.each("sku") == ["BELT", "NOBODY-HAS-IT", "POLO-M", "POLO-S", "POLO-L"])
        #expect(
            json["results"]?.each("status") == ["updated", "rejected", "unchanged", "rejected", "stale"])
        #expect(json["results"]?.each("code") == [nil, "unknown_sku", nil, "invalid_quantity", nil])
        #expect([json["updated"], json["unchanged"], json["stale"], json["rejected"]] == [1, 1, 1, 2])
        #expect(
            try ["BELT", "POLO-S", "POLO-M", "POLO-L"].map { try shop.available($0) } == [4, 5, 10, 0])
    }

    /// Everything that one item of an update may bring, and what it is answered.
    @Test(
        arguments: [
            (#""sku":"POLO-M","quantity":0"#, "updated", nil),
            (#""sku":"POLO-M","quantity":1000000000"#, "updated", nil),
            (#""sku":"POLO-M","quantity":10"#, "unchanged", nil),
            (#""sku":"POLO-M","quantity":7,"colour":"navy","more":{"x":[1]}"#, "updated", nil),
            (#""sku":"POLO-M","quantity":7,"updatedAt":null"#, "updated", nil),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"2026-11-23T04:30:00.000Z""#, "updated", nil),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"2026-11-23T10:04:59+05:30""#, "updated", nil),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"2026-11-22T09:59:59+05:30""#, "stale", nil),
            (#""sku":"polo-m","quantity":7"#, "rejected", "unknown_sku"),
            (#""sku":"POLO-M ","quantity":7"#, "rejected", "unknown_sku"),
            (#""sku":"","quantity":7"#, "rejected", "invalid_sku"),
            (#""sku":null,"quantity":7"#, "rejected", "invalid_sku"),
            (#""sku":12,"quantity":7"#, "rejected", "invalid_sku"),
            (#""quantity":7"#, "rejected", "invalid_sku"),
            (#""sku":"POLO-M""#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":null"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":-1"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":1000000001"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":"7""#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":7.5"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":1e30"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":0.99999999999999999999"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":7.0"#, "updated", nil),
            (#""sku":"POLO-M","quantity":true"#, "rejected", "invalid_quantity"),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"yesterday""#, "rejected", "invalid_updated_at"),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"2026-11-23T10:00:00""#, "rejected", "invalid_updated_at"),
            (#""sku":"POLO-M","quantity":7,"updatedAt":1795408200"#, "rejected", "invalid_updated_at"),
            (#""sku":"POLO-M","quantity":7,"updatedAt":"2026-11-23T10:05:01+05:30""#, "rejected", "invalid_updated_at"),
        ] as [(String, String, String?)])
    func `one item gets its status, and its code when it is rejected`(
        item: String, status: String, code: String?
    ) throws {
        let shop = try TestShop()
        // The day on which Arvind last sent a number is written whatever the number is worth.
        try shop.change("UPDATE sku SET pushed_day = \(Int(noon.milliseconds) / 86_400_000)")
        // What is not carried yet is remembered apart, for the day it is.
        let before = try shop.dump(without: TestShop.whatIsKeptOfRefusals.union(["unmapped_sku"]))
        let answer = shop.arvind.inventory("{\(item)}")
        let result = try #require(try answer.json()["results"]?[0])
        #expect(answer.status == 200 && result["status"] == .text(status) && result["code"] == code.map { .text($0) })
        if status == "rejected" {
            #expect(result.keys.isSubset(of: ["sku", "status", "code", "detail"]))
            #expect(try #require(result["detail"]?.string).isEmpty == false)
        }
        let hasChanged = try shop.dump(without: TestShop.whatIsKeptOfRefusals.union(["unmapped_sku"])) != before
        #expect(try shop.rows("unmapped_sku") == (code == "unknown_sku" ? 1 : 0))
        #expect(hasChanged == ["updated", "unchanged"].contains(status))
    }

    @Test func `a SKU has up to 64 characters`() throws {
        let shop = try TestShop()
        let long = String(repeating: "x", count: 64)
        let answer = shop.arvind.inventory(#"{"sku":"\#(long)","quantity":1},{"sku":"\#(long)y","quantity":1}"#)
        #expect(try answer.json()["results"]?.each("code") == ["unknown_sku", "invalid_sku"])
    }

    @Test func `every occurrence of a duplicate SKU is rejected`() throws {
        let shop = try TestShop()
        let answer = shop.arvind.inventory(
            #"{"sku":"POLO-M","quantity":1},{"sku":"BELT","quantity":9},{"sku":"POLO-M","quantity":1}"#)
        let json = try answer.json()
        #expect(json["results"]?.each("code") == ["duplicate_sku", nil, "duplicate_sku"])
        #expect(json["updated"] == 1 && json["rejected"] == 2)
        #expect(try shop.available("POLO-M") == 10 && shop.available("BELT") == 9)
    }

    @Test func `a duplicate whose other occurrence is wrong in itself is still a duplicate`() throws {
        let shop = try TestShop()
        let answer = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":-1},{"sku":"POLO-M","quantity":1}"#)
        #expect(try answer.json()["results"]?.each("code") == ["duplicate_sku", "duplicate_sku"])
        #expect(try shop.available("POLO-M") == 10)
    }

    @Test func `two items without a SKU are no duplicates of each other`() throws {
        let shop = try TestShop()
        let answer = shop.arvind.inventory(#"{"quantity":1},{"sku":"","quantity":1},{"quantity":2}"#)
        #expect(try answer.json()["results"]?.each("code") == ["invalid_sku", "invalid_sku", "invalid_sku"])
    }

    @Test func `all accepted items go into one transaction, with a movement each that names the request`() throws {
        let shop = try TestShop()
        let before = try shop.rows("stock_movement")
        let answer = shop.arvind.inventory(
            #"{"sku":"POLO-S","quantity":1},{"sku":"POLO-M","quantity":2},{"sku":"NO","quantity":3}"#)
        let id = try #require(answer.header("X-Request-Id"))
        #expect(try shop.rows("stock_movement") == before + 2)
        #expect(try shop.rows("stock_movement", where: "reference = '\(id)' AND source = 'inventory'") == 2)
        #expect(try shop.product("Polo").available == 3)
    }

    @Test func `when the write fails in the middle nothing of the update is kept`() throws {
        let shop = try TestShop()
        try shop.database.refuse("UPDATE ON sku", when: "NEW.code = 'POLO-S'", saying: "broken")
        let before = try shop.dump(without: ["exchange"])
        let answer = shop.arvind.inventory(#"{"sku":"BELT","quantity":9},{"sku":"POLO-S","quantity":1}"#)
        #expect(answer.status == 500)
        #expect(try answer.json()["code"] == "internal_error")
        #expect(!answer.text.contains("broken") && shop.log.contains("broken"))
        #expect(try shop.dump(without: ["exchange"]) == before)
    }

    @Test func `the same SKU on the other website is another one`() throws {
        let shop = try TestShop()
        #expect(shop.arvindOfSecond.inventory(#"{"sku":"BELT","quantity":50}"#).status == 200)
        #expect(try shop.available("BELT", at: shop.second) == 50 && shop.available("BELT") == 3)
        let answer = shop.arvindOfSecond.inventory(#"{"sku":"POLO-M","quantity":1}"#)
        #expect(try answer.json()["results"]?.each("code") == ["unknown_sku"])
    }
}
