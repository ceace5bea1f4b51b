import Domain
import TestSupport
import Testing

@testable import Kartify

/// Signing in and out as a customer.
struct SignInTests {
    private let shop: TestShop
    private let right = ["email": "asha@example.com", "password": TestShop.ashasPassword]
    private let wrong = ["email": "asha@example.com", "password": "not-the-password"]
    private static let refusal =
        "E-mail address or password is wrong. Try again, or register if you have no account yet."

    init() throws {
        shop = try TestShop()
        try shop.addCustomer()
    }

    @Test func `a wrong password and an unknown address get the same message, and the address stays`() throws {
        let visitor = shop.visitor()
        for email in ["asha@example.com", "nobody@example.com", "no address"] {
            let page = try visitor.post("/account/login", ["email": email, "password": "not-the-password"])
            #expect(page.status == 422 && page.alert == Self.refusal)
            #expect(page.value(of: "email") == email && page.value(of: "password") == nil)
        }
        #expect(try shop.rows("session") == 0)
        #expect(visitor.cookie("kartify_session") == nil)
    }

    @Test func `five failures are free; then even the right password waits, and works once time has gone by`() throws {
        let visitor = shop.visitor()
        for _ in 1...5 { #expect(try visitor.post("/account/login", wrong).status == 422) }
        let page = try visitor.post("/account/login", right)
        #expect(page.status == 429 && page.alert?.hasPrefix("Too many tries. Wait ") == true)
        #expect(try shop.rows("session") == 0)
        shop.clock.advance(.seconds(1))
        #expect(try visitor.post("/account/login", right).status == 303)
        // What is left is the address's own count.
        #expect(try shop.rows("sign_in_failure") == 1)
    }

    @Test func `an address written in another way is the same address, and no new try`() throws {
        let ways = [
            "asha＠example.com", "\u{200e}asha@example.com", "Asha@example\u{200b}.com", " asha@example.com",
            "ASHA@EXAMPLE.COM",
        ]
        let visitor = shop.visitor()
        for way in ways { try visitor.post("/account/login", ["email": way, "password": "not-the-password"]) }
        #expect(try visitor.post("/account/login", right).status == 429)
        shop.clock.advance(.seconds(1))
        let password = TestShop.ashasPassword
        #expect(try visitor.post("/account/login", ["email": ways[0], "password": password]).status == 303)
    }

    @Test func `each further failure doubles the wait`() throws {
        let visitor = shop.visitor()
        for _ in 1...5 { try visitor.post("/account/login", wrong) }
        for seconds in [1, 2, 4, 8] {
            shop.clock.advance(Span(milliseconds: Int64(seconds) * 1000 - 1))
            #expect(try visitor.post("/account/login", wrong).status == 429)
            shop.clock.advance(Span(milliseconds: 1))
            #expect(try visitor.post("/account/login", wrong).status == 422)
        }
    }

    @Test func `another address cannot lock out a customer`() throws {
        let stranger = Browser(shop, from: "203.0.113.9")
        for _ in 1...6 { try stranger.post("/account/login", wrong) }
        #expect(try stranger.post("/account/login", right).status == 429)
        #expect(try shop.visitor().post("/account/login", right).status == 303)
    }

    @Test(arguments: [
        ("/account/orders/KFY-100001", "/account/orders/KFY-100001"), ("/?after=3", "/?after=3"),
        ("", "/account/orders"), ("//evil.example", "/account/orders"), ("https://evil.example/", "/account/orders"),
        ("/\\evil.example", "/account/orders"), ("\\\\evil.example", "/account/orders"),
        ("/x\r\nSet-Cookie: a=b", "/account/orders"), ("/\t/evil.example", "/account/orders"),
        ("javascript:alert(1)", "/account/orders"), ("account/orders", "/account/orders"),
    ])
    func `sign-in continues on this site only`(next: String, location: String) throws {
        let answer = try shop.visitor().post("/account/login", right.merging(["next": next]) { $1 })
        #expect(answer.status == 303 && answer.location == location)
    }

    @Test func `a page that needs sign-in leads to it and back`() throws {
        let number = try shop.asha.order()
        let visitor = shop.visitor()
        let answer = visitor.get("/account/orders/\(number)")
        #expect(answer.status == 303 && answer.location == "/account/login?next=%2Faccount%2Forders%2F\(number)")
        let next = try #require(try visitor.follow(answer).value(of: "next"))
        #expect(next == "/account/orders/\(number)")
        let back = try visitor.post("/account/login", right.merging(["next": next]) { $1 })
        #expect(try visitor.follow(back).heading == "Order \(number)")
    }

    @Test func `cookies are for this site's own requests, unseen by scripts, and by TLS only behind TLS`() throws {
        for isSecure in [false, true] {
            let browser = Browser(shop, isSecure: isSecure)
            let first = browser.get("/account/login"), signedIn = try browser.post("/account/login", right)
            let cookies = first.headers("Set-Cookie") + signedIn.headers("Set-Cookie")
            // The browser's before and after signing in, the session's and the device's.
            #expect(cookies.count == 4 && cookies.allSatisfy { $0.hasPrefix("__Host-") == isSecure })
            for cookie in cookies {
                let parts = cookie.split(separator: "; ").dropFirst()
                #expect(parts.contains("HttpOnly") && parts.contains("SameSite=Lax") && parts.contains("Path=/"))
                #expect(parts.contains("Secure") == isSecure && !cookie.contains("Domain="), "\(cookie)")
            }
            #expect((signedIn.header("Strict-Transport-Security") != nil) == isSecure)
        }
    }

    @Test func `only keyed hashes of cookies are stored`() throws {
        let asha = try shop.asha
        try asha.addToCart("M")
        let dump = try shop.dump().joined()
        for name in ["kartify_browser", "kartify_session"] {
            let cookie = try #require(asha.cookie(name))
            #expect(cookie.count == 43 && !dump.contains(cookie) && !shop.log.contains(cookie))
        }
    }

    @Test func `signing out ends the session, and the browser's next user sees neither cart nor orders`() throws {
        let browser = try shop.asha
        let number = try browser.order("M")
        try browser.addToCart("S")
        let old = (session: browser.cookie("kartify_session"), browser: browser.cookie("kartify_browser"))
        let answer = try browser.post("/account/logout")
        #expect(answer.location == "/")
        #expect(browser.cookie("kartify_session") == nil && browser.cookie("kartify_browser") != old.browser)
        #expect(browser.get("/cart").words.contains("Your cart is empty."))
        #expect(browser.get("/orders/\(number)").status == 404)
        #expect(try shop.rows("session") == 0)
        let stolen = shop.send(
            "GET", "/account/orders", headers: ["cookie": "kartify_session=\(old.session ?? "")"])
        #expect(stolen.location?.hasPrefix("/account/login") == true)
    }

    @Test func `a session ends 30 days after its last use`() throws {
        let asha = try shop.asha
        for _ in 1...2 {
            shop.clock.advance(.seconds(30 * 86_400 - 1))
            #expect(asha.get("/account/orders").status == 200)
        }
        shop.clock.advance(.days(30))
        #expect(asha.get("/account/orders").location?.hasPrefix("/account/login") == true)
    }

    @Test func `a session ends 90 days after signing in, however often it is used`() throws {
        let asha = try shop.asha
        for _ in 1...3 {
            shop.clock.advance(.seconds(30 * 86_400 - 1))
            #expect(asha.get("/account/orders").status == 200)
        }
        shop.clock.advance(.seconds(3))
        #expect(asha.get("/account/orders").location?.hasPrefix("/account/login") == true)
    }

    @Test(arguments: ["", "x", "AAAA", String(repeating: "A", count: 43), String(repeating: "%", count: 43)])
    func `a forged cookie is rejected`(cookie: String) throws {
        _ = try shop.asha
        let answer = shop.send("GET", "/account/orders", headers: ["cookie": "kartify_session=\(cookie)"])
        #expect(answer.status == 303)
    }
}
