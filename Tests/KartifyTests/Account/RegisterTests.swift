import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Accounts: registering, and what was ordered before.
struct RegisterTests {
    private static let form = [
        "name": "Ravi Iyer", "email": "ravi@example.com", "password": "correct horse", "confirmation": "correct horse",
    ]

    @Test func `registration signs in, and the password is stored as a hash`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let answer = try visitor.post("/account/register", Self.form.merging(["email": " Ravi@Example.COM "]) { $1 })
        #expect(answer.status == 303 && answer.location == "/account/orders")
        #expect(visitor.get("/account/orders").words.contains("Ravi Iyer"))
        let id = shop.brand.id
        let found = try #require(try shop.database.read { try $0.customer(email: "ravi@example.com", of: id) })
        #expect(found.passwordHash.hasPrefix("$argon2id$"))
        #expect(try !shop.dump().contains { $0.contains("correct horse") })
        #expect(visitor.get("/account/register").location == "/account/orders")
        #expect(visitor.get("/account/login").location == "/account/orders")
    }

    @Test(arguments: [
        ("name", "R", "Type your name."), ("email", "ravi", "Type an e-mail address such as asha@example.com."),
        ("password", "short", "Use 8 to 200 characters."),
        ("password", String(repeating: "x", count: 201), "Use 8 to 200 characters."),
        ("confirmation", "something else", "The two passwords are not the same."),
    ])
    func `a wrong field is marked, the rest stays, and no password comes back`(
        field: String, typed: String, message: String
    ) throws {
        let shop = try TestShop()
        let visitor = shop.visitor()
        let page = try visitor.post("/account/register", Self.form.merging([field: typed]) { $1 })
        #expect(page.status == 422 && page.error(of: field) == message)
        #expect(page.value(of: "name") == (field == "name" ? typed : "Ravi Iyer"))
        #expect(page.value(of: "email") == (field == "email" ? typed : "ravi@example.com"))
        #expect(page.value(of: "password") == "" && page.value(of: "confirmation") == "")
        #expect(!page.text.contains("correct horse"))
        #expect(try shop.rows("customer") == 0 && shop.rows("session") == 0)
    }

    @Test func `an address that has an account already is refused beside its field`() throws {
        let shop = try TestShop()
        try shop.addCustomer("ravi@example.com")
        let page = try shop.visitor().post("/account/register", Self.form.merging(["email": "RAVI@example.com"]) { $1 })
        #expect(page.status == 422)
        #expect(page.error(of: "email") == "An account with this address already exists. Sign in instead.")
        #expect(try shop.rows("customer") == 1 && shop.rows("session") == 0)
    }

    @Test func `two who register the same address at the same moment make one account`() throws {
        let shop = try TestShop()
        let browsers = [shop.visitor(), shop.visitor()]
        for browser in browsers { _ = browser.get("/account/register") }
        let statuses = try inParallel(2) { try browsers[$0].post("/account/register", Self.form).status }
        #expect(statuses.sorted() == [303, 422])
        #expect(try shop.rows("customer") == 1)
    }

    @Test func `the same address on the other website is another account`() throws {
        let shop = try TestShop()
        try shop.visitor().post("/account/register", Self.form)
        let there = shop.visitor(at: "second.localhost")
        let answer = try there.post(
            "/account/login", ["email": "ravi@example.com", "password": "correct horse"])
        #expect(answer.status == 422)
        let other = Self.form.merging(["name": "Ravi Two", "password": "another one", "confirmation": "another one"]) {
            $1
        }
        #expect(try there.post("/account/register", other).status == 303)
        #expect(there.get("/account/orders").words.contains("Ravi Two"))
        #expect(try shop.rows("customer") == 2)
        let here = shop.visitor()
        #expect(
            try here.post("/account/login", ["email": "ravi@example.com", "password": "another one"]).status == 422)
        #expect(
            try here.post("/account/login", ["email": "ravi@example.com", "password": "correct horse"]).status == 303)
    }
}
