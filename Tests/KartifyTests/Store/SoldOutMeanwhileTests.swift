import Domain
import Storage
import Testing

/// What happens between opening the checkout page and pressing **Place order**.
struct SoldOutMeanwhileTests {
    @Test func `what sold out meanwhile is named, and typed fields stay`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let total = try #require(visitor.get("/checkout").value(of: "total"))
        try shop.count(["POLO-M": 0])
        let page = try visitor.post("/checkout", ashasAddress.merging(["total": total]) { $1 })
        #expect(page.status == 422)
        #expect(page.alert?.contains("Sold out.") == true, "\(page.alert ?? "")")
        #expect(page.value(of: "line1") == "1 MG Road")
        #expect(try shop.rows("sales_order") == 0)
    }

    @Test func `a second cart that sold out is not taken for the first order`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        _ = try visitor.order("M")
        try visitor.addToCart(nil)
        let total = try #require(visitor.get("/checkout").value(of: "total"))
        try shop.count(["BELT": 0])
        let page = try visitor.post("/checkout", ashasAddress.merging(["total": total]) { $1 })
        #expect(page.status == 422 && page.location == nil)
        #expect(try shop.rows("sales_order") == 1)
    }

    @Test func `a webhook about an order that nobody has paid moves nothing, and its payment may still fail`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let number = try visitor.order("M", payment: .prepaid)
        let told = shop.arvind.webhook("evt_1", number, #"{"orderItemId":"\#(number)-1","status":"shipped"}"#)
        #expect(told.status == 404)
        #expect(try shop.order(number).status == .awaitingPayment)
        try shop.pay(number)
        let again = shop.arvind.webhook("evt_1", number, #"{"orderItemId":"\#(number)-1","status":"shipped"}"#)
        #expect(again.status == 200)
        #expect(try shop.order(number).status == .shipped)
    }

    @Test func `an event from the future is refused`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let item = #"{"orderItemId":"\#(number)-1","status":"shipped"}"#
        let late = shop.arvind.webhook("evt_1", number, at: shop.now + .minutes(6), item)
        #expect(late.status == 422)
        #expect(shop.arvind.webhook("evt_1", number, at: shop.now + .minutes(5), item).status == 200)
    }

    @Test func `another address's wrong guesses do not lock Arvind out`() throws {
        let shop = try TestShop()
        var stranger = shop.arvind
        stranger.username = "somebody"
        for _ in 1...8 { _ = stranger.inventory(#"{"sku":"POLO-M","quantity":1}"#) }
        #expect(stranger.inventory(#"{"sku":"POLO-M","quantity":1}"#).status == 429)
        #expect(shop.arvind.inventory(#"{"sku":"POLO-M","quantity":1}"#).status == 200)
    }

    @Test func `an address with a slash at its end leads to the page`() throws {
        let shop = try TestShop()
        let product = try shop.product("Polo")
        #expect(shop.visitor().get("/product/\(product.id)/").location == "/product/\(product.id)")
        #expect(shop.visitor().get("//evil.example/").location != "//evil.example")
    }
}
