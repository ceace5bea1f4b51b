import Domain
import TestSupport
import Testing

@testable import Kartify

/// What a website sells, and the cart.
struct CatalogTests {
    @Test func `the home page shows what is on sale on this website only`() throws {
        let shop = try TestShop()
        let brand = shop.visitor().get("/"), second = shop.visitor(at: "second.localhost").get("/")
        #expect(brand.status == 200 && brand.words.contains("Polo ₹1,299.00") && brand.words.contains("Belt ₹899.00"))
        #expect(second.status == 200 && second.words.contains("Belt ₹799.00") && !second.words.contains("Polo"))
    }

    @Test func `a product page shows the options, their prices and what is sold out`() throws {
        let shop = try TestShop()
        let page = shop.visitor().get("/product/\(try shop.productID("Polo"))")
        #expect(page.status == 200 && page.heading == "Polo" && page.hasButton("Add to cart"))
        #expect(page.words.contains("S M L sold out"))
        #expect(page.words.contains("Gift wrap (optional) No Yes +₹50.00"))
    }

    @Test func `a product that is switched off, unknown or the other website's is not found`() throws {
        let shop = try TestShop()
        let polo = try shop.productID("Polo")
        for path in ["/product/999999", "/product/polo", "/product/-1", "/product/99999999999999999999"] {
            let answer = shop.visitor().get(path)
            #expect(answer.status == 404 && answer.heading == "Not found", "\(path)")
        }
        #expect(shop.visitor(at: "second.localhost").get("/product/\(polo)").status == 404)
        try shop.change("UPDATE product SET is_disabled_by_hand = 1 WHERE id = \(polo)")
        #expect(shop.visitor().get("/product/\(polo)").status == 404)
        #expect(!shop.visitor().get("/").words.contains("Polo"))
    }

    @Test func `a product without stock can be looked at but not bought`() throws {
        let shop = try TestShop()
        try shop.change("UPDATE sku SET count = 0, available = 0 WHERE code = 'BELT'")
        try shop.change("UPDATE product SET available = 0 WHERE name = 'Belt'")
        let page = shop.visitor().get("/product/\(try shop.productID("Belt"))")
        #expect(page.status == 200 && page.alert?.contains("Sold out") == true && !page.hasButton("Add to cart"))
    }

    @Test func `the list goes on where a page ends`() throws {
        let shop = try TestShop()
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...30 {
                let product = try store.addProduct(
                    websiteID: id, name: "Sock \(number)", description: "", price: Money(paise: 100))
                try store.execute("UPDATE product SET available = 1 WHERE id = \(product)")
            }
        }
        let visitor = shop.visitor()
        let first = visitor.get("/")
        let next = try #require(first.piece(after: "href=\"/?after=", before: "\""))
        let second = visitor.get("/?after=\(next)")
        #expect(first.words.contains("Sock 30 ") && first.words.contains("Sock 7 ") && !first.words.contains("Sock 6 "))
        #expect(second.words.contains("Sock 6 ") && second.words.contains("Polo "))
        #expect(!second.text.contains("?after="))
    }
}

struct CartTests {
    @Test func `what is put into the cart is priced, added up and kept for this browser only`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let added = try visitor.addToCart("M", quantity: 2, giftWrap: true)
        #expect(added.status == 303 && added.location == "/cart")
        let cart = visitor.get("/cart")
        #expect(cart.words.contains("Size: M, Gift wrap: Yes ₹1,349.00 each"))
        #expect(cart.words.contains("Total ₹2,698.00") && cart.words.contains("Cart 2"))
        #expect(shop.visitor().get("/cart").words.contains("Your cart is empty."))
        let elsewhere = Browser(carrying: visitor, to: "second.localhost")
        #expect(elsewhere.get("/cart").words.contains("Your cart is empty."))
    }

    @Test func `the same thing again makes the line more, up to 20`() throws {
        let shop = try TestShop()
        try shop.count(["BELT": 50])
        let visitor = shop.visitor()
        try visitor.addToCart(nil, quantity: 15)
        try visitor.addToCart(nil, quantity: 15)
        #expect(visitor.get("/cart").value(of: "quantity") == "20")
        #expect(try shop.rows("cart_line") == 1)
    }

    @Test(arguments: ["0", "-1", "21", "", "two", "1.5", "99999999999999999999"])
    func `a quantity beyond 1 to 20 is refused and stays as it was typed`(quantity: String) throws {
        let shop = try TestShop()
        try shop.count(["BELT": 50])
        let visitor = shop.visitor()
        let answer = try visitor.post(
            "/product/\(try shop.productID("Belt"))/cart-lines", ["quantity": quantity])
        #expect(answer.status == 422 && answer.alert == "Choose a quantity from 1 to 20.")
        #expect(answer.value(of: "quantity") == quantity)
        #expect(try shop.rows("cart_line") == 0)
    }

    @Test func `more than there is, sold out, or no size chosen, is refused by name`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        #expect(try visitor.addToCart("S", quantity: 6).alert == "Only 5 left. Choose fewer.")
        #expect(try visitor.addToCart("L").alert == "This is sold out. Choose another one.")
        #expect(try visitor.addToCart("XXL").alert == "Choose a Size of “Polo”.")
        #expect(try shop.rows("cart_line") == 0)
    }

    @Test func `a size of another product is not chosen`() throws {
        let shop = try TestShop()
        let polo = try shop.product("Polo")
        let size = try #require(polo.stockOption)
        let answer = try shop.visitor().post(
            "/product/\(polo.id)/cart-lines", ["quantity": "1", "option-\(size.id)": "999"])
        #expect(answer.status == 422)
        #expect(try shop.rows("cart_line") == 0)
    }

    @Test func `a line is changed, and taken away with 0`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let line = try #require(visitor.get("/cart").piece(after: "/cart/lines/", before: "\""))
        #expect(try visitor.post("/cart/lines/\(line)", ["quantity": "4"]).location == "/cart")
        #expect(try shop.rows("cart_line", where: "quantity = 4") == 1)
        let refused = try visitor.post("/cart/lines/\(line)", ["quantity": "21"])
        #expect(refused.status == 422)
        #expect(try shop.rows("cart_line", where: "quantity = 4") == 1)
        try visitor.post("/cart/lines/\(line)", ["quantity": "0"])
        #expect(try shop.rows("cart_line") == 0)
    }

    @Test func `nobody changes another browser's line`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("M")
        let line = try #require(visitor.get("/cart").piece(after: "/cart/lines/", before: "\""))
        try shop.visitor().post("/cart/lines/\(line)", ["quantity": "0"])
        try Browser(carrying: visitor, to: "second.localhost").post("/cart/lines/\(line)", ["quantity": "0"])
        #expect(try shop.rows("cart_line", where: "quantity = 1") == 1)
    }

    @Test func `a line that cannot be bought any more says why and stops the checkout`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        try visitor.addToCart("S", quantity: 4)
        try visitor.addToCart(nil)
        try shop.change("UPDATE product SET is_disabled_by_hand = 1 WHERE name = 'Belt'")
        _ = shop.arvind.inventory(#"{"sku":"POLO-S","quantity":3}"#)
        let cart = visitor.get("/cart")
        #expect(cart.words.contains("Only 3 left. Choose fewer to continue."))
        #expect(cart.words.contains("This is no longer sold. Remove it to continue."))
        #expect(!cart.text.contains("href=\"/checkout\""))
        #expect(visitor.get("/checkout").location == "/cart")
        #expect(try visitor.post("/checkout", ashasAddress).status == 422)
        #expect(try shop.rows("sales_order") == 0)
    }
}
