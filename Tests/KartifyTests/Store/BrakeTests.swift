import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What somebody may do how often, and who does not feel it.
struct BrakeTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop(hasBrakes: true)
        let count = StockCount(sku: try #require(SKU("BELT")), count: 500, takenAt: noon)
        let brand = shop.brand.id
        _ = try shop.database.write { try $0.applyCounts([count], of: brand, reference: "test", at: noon) }
    }

    @Test func `of 99 orders from one address with a browser each thirty are placed, and one more each ten seconds`()
        throws
    {
        var placed = 0
        for _ in 1...99 {
            let visitor = shop.visitor()
            try visitor.addToCart(nil)
            let answer = try visitor.checkOut()
            if answer.status == 303 { placed += 1 } else { #expect(answer.status == 429) }
        }
        #expect(try placed == 30 && shop.rows("sales_order") == 30)
        let visitor = shop.visitor()
        try visitor.addToCart(nil)
        let refused = try visitor.checkOut()
        #expect(refused.header("Retry-After") == "10" && refused.words.contains("wait 10 seconds"))
        let elsewhere = Browser(shop, from: "203.0.113.9")
        try elsewhere.addToCart(nil)
        #expect(try elsewhere.checkOut().status == 303)
        shop.clock.advance(.seconds(10))
        #expect(try visitor.checkOut().status == 303)
    }

    @Test func `one browser places ten orders, and the family behind the same address goes on`() throws {
        let visitor = shop.visitor()
        for number in 1...11 {
            try visitor.addToCart(nil)
            #expect(try visitor.checkOut().status == (number <= 10 ? 303 : 429))
        }
        let sister = shop.visitor()
        try sister.addToCart(nil)
        #expect(try sister.checkOut().status == 303)
    }

    @Test func `nobody asks for more than a few accounts, and nobody fills carts without end`() throws {
        try shop.addCustomer()
        var asked = 0
        for _ in 1...60 {
            let answer = try shop.visitor().post(
                "/account/register",
                [
                    "name": "Asha Rao", "email": "asha@example.com", "password": "a-long-password",
                    "confirmation": "a-long-password",
                ])
            if answer.status == 422 { asked += 1 } else { #expect(answer.status == 429) }
        }
        #expect(asked == 15)
        let visitor = shop.visitor()
        for _ in 1...100 { #expect(try visitor.addToCart(nil).status == 303) }
        #expect(try visitor.addToCart(nil).status == 429)
        shop.clock.advance(.seconds(1))
        #expect(try visitor.addToCart(nil).status == 303)
    }
}
