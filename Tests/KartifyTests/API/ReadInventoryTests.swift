import Domain
import TestSupport
import Testing

/// `GET /api/v1/inventory`: what the website holds, for Arvind to compare with.
struct ReadInventoryTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func get(_ query: String = "", by caller: ArvindCaller? = nil) -> Answer {
        (caller ?? shop.arvind).get("/api/v1/inventory\(query)")
    }

    @Test func `all SKUs come in the order of their codes, with where they are carried`() throws {
        let number = try shop.visitor().order("M", quantity: 3)
        #expect(!number.isEmpty)
        let polo = try shop.productID("Polo"), belt = try shop.productID("Belt")
        let time = JSONValue.text((shop.now - .days(1)).rfc3339)
        func size(_ name: String, _ count: Int, _ available: Int) -> JSONValue {
            [
                "sku": .text("POLO-\(name)"), "quantity": .integer(count), "available": .integer(available),
                "updatedAt": time, "productId": .integer(polo.number), "option": "Size", "value": .text(name),
            ]
        }
        let answer = get()
        #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
        #expect(
            try answer.json() == [
                "items": [
                    [
                        "sku": "BELT", "quantity": 3, "available": 3, "updatedAt": time,
                        "productId": .integer(belt.number),
                        "option": nil, "value": nil,
                    ], size("L", 0, 0), size("M", 10, 7), size("S", 5, 5),
                ], "next": nil,
            ])
    }

    @Test func `pages join without a gap and without a SKU twice`() throws {
        var seen: [JSONValue?] = []
        var query = "?limit=3"
        for _ in 1...2 {
            let page = try get(query).json()
            seen += page["items"]?.each("sku") ?? []
            if let next = page["next"]?.string { query = "?limit=3&after=\(next)" }
        }
        #expect(seen == ["BELT", "POLO-L", "POLO-M", "POLO-S"])
        #expect(try get("?limit=4").json()["next"] == .null)
        #expect(try get("?limit=1000").json()["items"]?.each("sku").count == 4)
    }

    @Test func `SKUs that are asked for come in that order; unknown ones are left out`() throws {
        let page = try get("?sku=POLO-S&sku=NO&sku=BELT&sku=POLO-S&sku=polo-m").json()
        #expect(page["items"]?.each("sku") == ["POLO-S", "BELT"] && page["next"] == .null)
        #expect(try get("?sku=NO").json()["items"] == [])
        let hundred = "?" + (1...100).map { "sku=X\($0)" }.joined(separator: "&")
        #expect(get(hundred).status == 200)
        let refused = get(hundred + "&sku=BELT")
        #expect(refused.status == 422)
        try expectProblem(refused, "invalid_body")
    }

    @Test func `a SKU that was never counted has no time, one that nothing carries is not there`() throws {
        try shop.change("UPDATE sku SET counted_at = NULL WHERE code = 'POLO-L'")
        try shop.change("UPDATE sku SET product_id = NULL, option_value_id = NULL WHERE code = 'POLO-S'")
        let items = try get().json()["items"]
        #expect(items?.each("sku") == ["BELT", "POLO-L", "POLO-M"])
        #expect(items?.each("updatedAt")[1] == .null)
    }

    @Test func `a website shows its own SKUs only`() throws {
        let items = try get(by: shop.arvindOfSecond).json()["items"]
        #expect(items?.each("sku") == ["BELT"] && items?.each("quantity") == [7])
    }

    @Test(arguments: ["?limit=0", "?limit=1001", "?limit=x", "?limit=", "?after=!", "?after=_w"])
    func `contradictory parameters are refused`(query: String) throws {
        let answer = get(query)
        #expect(answer.status == 422)
        try expectProblem(answer, "invalid_body")
    }

    @Test func `without credentials nothing is shown`() throws {
        let answer = shop.send("GET", "/api/v1/inventory")
        #expect(answer.status == 401)
        try expectProblem(answer, "unauthorized")
    }
}
