import Domain
import TestSupport
import Testing

@testable import Kartify

/// What a browser's cookies are worth to its next user, and to somebody who knows or planted one.
struct BrowserChangesHandsTests {
    private let shop: TestShop
    private let right = ["email": "asha@example.com", "password": TestShop.ashasPassword]
    private let registration = [
        "name": "Ravi Iyer", "email": "ravi@example.com", "password": "correct horse", "confirmation": "correct horse",
    ]

    init() throws {
        shop = try TestShop()
        try shop.addCustomer()
    }

    /// Somebody who has nothing but the browser's own cookie of this moment.
    private func thief(of browser: Browser) -> Browser {
        let thief = Browser(carrying: browser, to: browser.host)
        thief.forget("kartify_session")
        thief.forget("kartify_staff")
        return thief
    }

    @Test func `a browser token from before the sign-in opens no order, holds no cart and sends no form`() throws {
        let asha = shop.visitor()
        let guests = try asha.order("M")
        try asha.addToCart("S")
        let thief = thief(of: asha)
        try asha.post("/account/login", right)
        let number = try asha.order("M")
        try asha.addToCart("S")
        for order in [guests, number] {
            #expect(thief.get("/orders/\(order)").status == 404 && thief.get("/orders/\(order)/payment").status == 404)
        }
        #expect(thief.get("/cart").words.contains("Your cart is empty."))
        _ = thief.get("/account/login")
        #expect(asha.post("/account/logout", [:], csrf: thief.csrf).status == 403)
        #expect(asha.get("/account/orders").status == 200)
    }

    @Test func `a session without its browser's token sends no form, nor that token without the session`() throws {
        let asha = try shop.asha, thief = thief(of: asha)
        _ = thief.get("/account/login")
        #expect(asha.post("/account/logout", [:], csrf: thief.csrf).status == 403)
        _ = asha.get("/account/orders")
        #expect(thief.post("/account/login", right, csrf: asha.csrf).status == 403)
    }

    @Test func `the browser's token is another after signing in, registering, a new password and signing out`() throws {
        let asha = shop.visitor()
        _ = asha.get("/")
        var seen = [asha.cookie("kartify_browser")]
        for (path, form) in [
            ("/account/login", right), ("/account/logout", [:]), ("/account/register", registration),
            (
                "/account/password",
                ["current": "correct horse", "password": "a new password", "confirmation": "a new password"]
            ), ("/account/logout", [:]),
        ] {
            #expect(try asha.post(path, form).status == 303, "\(path)")
            seen.append(asha.cookie("kartify_browser"))
        }
        #expect(Set(seen).count == 6 && !seen.contains(nil))
    }

    @Test func `the browser's token is another after staff sign in and out; cart and guest orders go along`() throws {
        let staff = shop.visitor()
        let number = try staff.order("S")
        try staff.addToCart("M")
        let before = staff.cookie("kartify_browser")
        _ = try shop.staff()
        try staff.post("/admin/login", ["username": "administrator", "password": TestShop.staffPassword])
        let signedIn = staff.cookie("kartify_browser")
        #expect(signedIn != before && staff.get("/cart").words.contains("Polo"))
        _ = staff.get("/admin")
        try staff.post("/admin/logout")
        #expect(![before, signedIn].contains(staff.cookie("kartify_browser")))
        #expect(staff.get("/cart").words.contains("Polo") && staff.get("/orders/\(number)").status == 200)
    }

    @Test func `the cart goes along at sign-in, and does not stay at sign-out`() throws {
        let asha = shop.visitor()
        try asha.addToCart("S")
        try asha.post("/account/login", right)
        #expect(asha.get("/cart").words.contains("Polo"))
        try asha.post("/account/logout")
        #expect(asha.get("/cart").words.contains("Your cart is empty."))
    }

    @Test func `signing in again ends the session before`() throws {
        let asha = try shop.asha
        let before = Browser(carrying: asha, to: asha.host)
        try asha.post("/account/login", right)
        #expect(try shop.rows("session") == 1)
        #expect(before.get("/account/orders").status == 303)
    }

    @Test func `a guest's order stays a guest's when somebody registers or signs in, whatever their address`() throws {
        let browser = shop.visitor()
        let number = try browser.order("M", ["email": "ravi@example.com"])
        try browser.post("/account/register", registration)
        #expect(try shop.order(number).customerID == nil)
        #expect(!browser.get("/account/orders").words.contains(number))
        #expect(browser.get("/account/orders/\(number)/return").status == 404)
        // With the same address it can still be looked at, as before; no account is needed for that.
        #expect(browser.get("/orders/\(number)").status == 200)
    }

    @Test func `two people with one browser never see each other's orders`() throws {
        let browser = shop.visitor()
        try browser.post("/account/login", right)
        let ashas = try browser.order("M")
        try browser.post("/account/logout")
        #expect(browser.get("/orders/\(ashas)").status == 404)
        let guests = try browser.order("S", ["email": "guest@example.com"])
        try browser.post("/account/register", registration)
        for number in [ashas, guests] {
            for path in ["/orders/\(number)", "/orders/\(number)/payment", "/account/orders/\(number)"] {
                #expect(browser.get(path).status == 404, "\(path)")
            }
        }
        let ravis = try browser.order("M")
        try browser.post("/account/logout")
        try browser.post("/account/login", right)
        #expect(browser.get("/account/orders").words.contains(ashas))
        for number in [guests, ravis] { #expect(browser.get("/orders/\(number)").status == 404) }
    }

    @Test func `a customer's order needs the session, also in the browser that placed it`() throws {
        let asha = try shop.asha
        let number = try asha.order("M", payment: .prepaid)
        let thief = thief(of: asha)
        for path in ["/orders/\(number)", "/orders/\(number)/payment"] {
            #expect(asha.get(path).status == 200 && thief.get(path).status == 404)
        }
    }

    @Test func `a guest's order is shown for 30 days, whatever the clock did`() throws {
        let guest = shop.visitor()
        let number = try guest.order("M")
        shop.clock.advance(Span(milliseconds: -86_400_000))
        #expect(guest.get("/orders/\(number)").status == 200)
        shop.clock.advance(.seconds(31 * 86_400 - 1))
        #expect(guest.get("/orders/\(number)").status == 200)
        shop.clock.advance(.seconds(1))
        #expect(guest.get("/orders/\(number)").status == 404)
    }
}
