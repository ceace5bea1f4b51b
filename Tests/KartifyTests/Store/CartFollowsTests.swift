import Domain
import TestSupport
import Testing

@testable import Kartify

/// The cart of a customer is the same in each of their browsers.
struct CartFollowsTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `what is put in on one device is there on the other`() throws {
        let phone = try shop.asha
        try phone.addToCart("M", quantity: 2)
        #expect(try shop.asha.get("/cart").words.contains("Polo"))
    }

    @Test func `who signs in keeps both carts: quantities add up, as far as a cart goes`() throws {
        try shop.count(["POLO-M": 50, "BELT": 50])
        try shop.asha.addToCart("M", quantity: 15)
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 10)
        try visitor.addToCart(nil, quantity: 3)
        try visitor.post("/account/login", ["email": "asha@example.com", "password": TestShop.ashasPassword])
        #expect(
            try shop.database.read { try $0.all("SELECT quantity FROM cart_line ORDER BY quantity") { try $0.next() } }
                == [3, 20])
        let page = visitor.get("/cart")
        #expect(page.words.contains("Belt") && page.words.contains("Polo"))
    }

    @Test func `an order empties the cart everywhere, and a browser that has signed out has none of it`() throws {
        let (phone, desk) = (try shop.asha, try shop.asha)
        try phone.addToCart("M")
        try desk.post("/account/logout")
        #expect(desk.get("/cart").words.contains("Polo") == false)
        _ = try phone.checkOut()
        #expect(try shop.asha.get("/cart").words.contains("Polo") == false && shop.rows("cart_line") == 0)
    }

    @Test func `another customer in the same browser has a cart of their own`() throws {
        let browser = try shop.asha
        try browser.addToCart("M")
        try shop.addCustomer("ravi@example.com")
        try browser.post("/account/login", ["email": "ravi@example.com", "password": TestShop.ashasPassword])
        #expect(browser.get("/cart").words.contains("Polo") == false)
        #expect(try shop.asha.get("/cart").words.contains("Polo"))
    }
}
