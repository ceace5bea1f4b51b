import Domain
import TestSupport
import Testing

@testable import Kartify

/// My Account: the password and the orders.
struct PasswordTests {
    private let shop: TestShop
    private let form = [
        "current": TestShop.ashasPassword, "password": "a new password", "confirmation": "a new password",
    ]

    init() throws {
        shop = try TestShop()
    }

    @Test func `a new password ends every other session, and only the new one works`() throws {
        let here = try shop.asha, elsewhere = try shop.asha
        let ravi = try shop.signIn("ravi@example.com")
        #expect(here.get("/account/password").hasButton("Change password"))
        try elsewhere.addToCart("M")
        try here.addToCart("M")
        #expect(try here.post("/account/password", form).location == "/account/orders")
        #expect(elsewhere.get("/account/orders").location?.hasPrefix("/account/login") == true)
        #expect(here.get("/account/orders").status == 200 && here.get("/cart").words.contains("Polo"))
        #expect(ravi.get("/account/orders").status == 200)
        let email = "asha@example.com"
        let other = shop.visitor()
        #expect(try other.post("/account/login", ["email": email, "password": TestShop.ashasPassword]).status == 422)
        #expect(try other.post("/account/login", ["email": email, "password": "a new password"]).status == 303)
    }

    @Test(arguments: [
        ("current", "wrong", "The current password is wrong."), ("password", "short", "Use 8 to 200 characters."),
        ("confirmation", "another", "The two passwords are not the same."),
    ])
    func `a wrong field is marked and nothing changes`(field: String, typed: String, message: String) throws {
        let asha = try shop.asha
        let before = try shop.dump(without: ["sign_in_failure"])
        let page = try asha.post("/account/password", form.merging([field: typed]) { $1 })
        #expect(page.status == 422 && page.error(of: field) == message)
        #expect(!page.text.contains("a new password") && !page.text.contains(TestShop.ashasPassword))
        #expect(try shop.dump(without: ["sign_in_failure"]) == before)
        #expect(asha.get("/account/orders").status == 200)
    }

    @Test func `wrong guesses of the current password are slowed down`() throws {
        let asha = try shop.asha
        for _ in 1...5 {
            #expect(try asha.post("/account/password", form.merging(["current": "guess"]) { $1 }).status == 422)
        }
        #expect(try asha.post("/account/password", form).status == 429)
        shop.clock.advance(.minutes(1))
        #expect(try asha.post("/account/password", form).status == 303)
    }
}

struct MyOrdersTests {
    @Test func `an order shows each item's own way and what happened`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        try asha.addToCart("M", quantity: 2)
        let number = try asha.order(nil)
        shop.clock.advance(.minutes(6))
        _ = shop.arvind.tells(
            "evt_1", number, "shipped", at: noon + .minutes(5), more: #""courier":"Delhivery","awb":"149""#)
        _ = shop.arvind.tells("evt_2", number, "packed", at: noon + .minutes(4))
        _ = shop.arvind.tells(
            "evt_3", number, "undelivered", line: 2, at: noon + .minutes(6), more: #""reason":"Locked""#)
        let page = asha.get("/account/orders/\(number)")
        #expect(page.status == 200 && page.heading == "Order \(number)")
        #expect(page.text.contains(#"<li class="current" aria-current="step">On its way <small>"#))
        #expect(page.text.contains(#"<li class="done">Packed</li>"#))
        #expect(page.words.contains("Delhivery · AWB 149"))
        #expect(page.words.contains("23 Nov 2026, 10:05: Shipped"))
        #expect(!page.words.contains("10:04: Packed"))
        #expect(page.words.contains("Undelivered (Locked)"))
        #expect(page.words.contains("Asha Rao 1 MG Road Bengaluru, Karnataka 560001 Mobile 9876543210"))
    }

    @Test func `the list says what was ordered, how it is, and what to do next`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        try asha.addToCart(nil)
        try asha.addToCart("S")
        let number = try asha.order("M", quantity: 2)
        let unpaid = try asha.order(nil, payment: .prepaid)
        let page = asha.get("/account/orders")
        #expect(page.words.contains("1 × Belt, + 3 \(number)") && page.words.contains("We have your order."))
        #expect(page.text.contains("href=\"/orders/\(unpaid)/payment\">Pay now"))
        for (index, word) in ["shipped", "delivered"].enumerated() {
            for line in 1...3 { _ = shop.arvind.tells("e\(index)\(line)", number, word, line: line) }
            let action = index == 0 ? "/account/orders/\(number)\">Track" : "/account/orders/\(number)/return\">Return"
            #expect(asha.get("/account/orders").text.contains(action))
        }
    }

    @Test func `the steps are few, in the customer's words, and have their days`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try asha.order("M")
        shop.clock.advance(.days(1))
        for (index, word) in ["invoiced", "shipped"].enumerated() {
            _ = shop.arvind.tells("e\(index)", number, word, at: shop.now)
        }
        let page = asha.get("/account/orders/\(number)")
        #expect(
            page.words.contains(
                "It is on its way to you. Ordered 23 Nov 2026 Confirmed 24 Nov 2026 Packed On its way 24 Nov 2026 Delivered"
            ))
    }

    @Test func `some units ahead of the others are told apart`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try asha.order("M", quantity: 3)
        _ = shop.arvind.tells("evt_1", number, "shipped", more: #""quantity":1"#)
        #expect(asha.get("/account/orders/\(number)").words.contains("1 × Shipped 2 × Processing"))
    }

    @Test func `an unpaid order leads to its payment`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let number = try asha.order(payment: .prepaid)
        #expect(asha.get("/account/orders/\(number)").text.contains("href=\"/orders/\(number)/payment\""))
        try shop.pay(number)
        #expect(!asha.get("/account/orders/\(number)").text.contains("/payment"))
    }

    @Test func `somebody else's order is not found, here and on the other website`() throws {
        let shop = try TestShop()
        let number = try shop.asha.order()
        #expect(try shop.signIn("ravi@example.com").get("/account/orders/\(number)").status == 404)
        let twin = try shop.signIn("asha@example.com", at: shop.second)
        #expect(twin.get("/account/orders/\(number)").status == 404)
        #expect(twin.get("/account/orders").words.contains("You have not ordered anything yet."))
    }

    @Test func `a session of one website is invalid at the other`() throws {
        let shop = try TestShop()
        let elsewhere = Browser(carrying: try shop.asha, to: "second.localhost")
        #expect(elsewhere.get("/account/orders").location?.hasPrefix("/account/login") == true)
    }

    @Test func `an order placed while signed in is followed from another browser too`() throws {
        let shop = try TestShop()
        let number = try shop.asha.order()
        let phone = try shop.asha
        #expect(phone.get("/orders/\(number)").status == 200)
        #expect(phone.get("/account").location == "/account/orders")
    }

    @Test func `the list is newest first and goes on where a page ends`() throws {
        let shop = try TestShop()
        try shop.count(["BELT": 30])
        let asha = try shop.asha
        let numbers = try (1...21).map { _ in try asha.order(nil) }
        let first = asha.get("/account/orders")
        #expect(first.words.contains("KFY-100021 ") && first.words.contains("KFY-100002 "))
        #expect(!first.words.contains(numbers[0]))
        let next = try #require(first.piece(after: "href=\"/account/orders?before=", before: "\""))
        let second = asha.get("/account/orders?before=\(next)")
        #expect(second.words.contains(numbers[0]) && !second.words.contains("KFY-100002"))
        #expect(!second.text.contains("?before="))
    }
}
