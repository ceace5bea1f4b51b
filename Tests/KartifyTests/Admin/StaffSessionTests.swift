import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Signing in and out at `/admin`, and which website staff look at.
struct StaffSessionTests {
    private let shop: TestShop
    private let right = ["username": "administrator", "password": TestShop.staffPassword]

    init() throws {
        shop = try TestShop()
        _ = try shop.staff().post("/admin/logout")
    }

    private var nobody: Browser { Browser(shop) }

    @Test func `staff sign in, whatever the case of the name, and are named on every page`() throws {
        let browser = nobody
        let answer = try browser.post("/admin/login", right.merging(["username": " Administrator "]) { $1 })
        #expect(answer.status == 303 && answer.location == "/admin")
        let page = try browser.follow(answer)
        #expect(page.heading == "Dashboard" && page.words.contains("administrator · Administrator"))
    }

    @Test func `a wrong password and an unknown name get the same message`() throws {
        for name in ["administrator", "nobody"] {
            let page = try nobody.post("/admin/login", ["username": name, "password": "not-the-password"])
            #expect(page.status == 422 && page.alert == "Username or password is wrong. Try again.")
            #expect(page.value(of: "username") == name)
        }
        #expect(try shop.rows("session") == 0)
    }

    @Test func `after five failures even the right password has to wait`() throws {
        let browser = nobody
        for _ in 1...5 { try browser.post("/admin/login", right.merging(["password": "guess"]) { $1 }) }
        #expect(try browser.post("/admin/login", right).status == 429)
        #expect(try shop.rows("session") == 0)
        shop.clock.advance(.seconds(1))
        #expect(try browser.post("/admin/login", right).status == 303)
    }

    @Test func `the cookie is for this host only, unseen by scripts, and by TLS only behind TLS`() throws {
        for isSecure in [false, true] {
            let browser = Browser(shop, isSecure: isSecure)
            let answer = try browser.post("/admin/login", right)
            let parts = try #require(answer.header("Set-Cookie")).split(separator: "; ")
            #expect(parts[0].hasPrefix(isSecure ? "__Host-kartify_staff=" : "kartify_staff="))
            #expect(["Path=/", "HttpOnly", "SameSite=Lax"].allSatisfy { parts.contains(Substring($0)) })
            #expect(parts.contains("Secure") == isSecure && !parts.contains { $0.hasPrefix("Domain") })
        }
    }

    @Test(arguments: [("/admin/orders", "/admin/orders"), ("//evil.example", "/admin"), ("https://evil", "/admin")])
    func `staff go on where they wanted to go, at this site`(next: String, location: String) throws {
        let answer = try nobody.post("/admin/login", right.merging(["next": next]) { $1 })
        #expect(answer.location == location)
    }

    @Test func `signing out ends the session`() throws {
        let staff = try shop.staff()
        let cookie = try #require(staff.cookie("kartify_staff"))
        #expect(try staff.post("/admin/logout").location == "/admin/login")
        #expect(staff.cookie("kartify_staff") == nil)
        #expect(try shop.rows("session") == 0)
        let browser = try #require(staff.cookie("kartify_browser"))
        let stolen = shop.send(
            "GET", "/admin", headers: ["cookie": "kartify_staff=\(cookie); kartify_browser=\(browser)"])
        #expect(stolen.location == "/admin/login?next=%2Fadmin")
    }

    @Test func `a session ends after 12 hours, however busy it is`() throws {
        let staff = try shop.staff()
        for _ in 1...12 {
            shop.clock.advance(.seconds(3599))
            #expect(staff.get("/admin").status == 200)
        }
        shop.clock.advance(.seconds(12))
        #expect(staff.get("/admin").location == "/admin/login?next=%2Fadmin")
    }

    @Test func `a session ends when nobody has used it for an hour`() throws {
        let staff = try shop.staff()
        shop.clock.advance(.hours(1))
        #expect(staff.get("/admin").location == "/admin/login?next=%2Fadmin")
    }

    @Test func `that a session is used is written down once a minute`() throws {
        let staff = try shop.staff()
        let before = try shop.dump()
        shop.clock.advance(.seconds(59))
        _ = staff.get("/admin")
        #expect(try shop.dump() == before)
        shop.clock.advance(.seconds(1))
        _ = staff.get("/admin")
        #expect(try shop.dump() != before)
    }

    @Test func `a clock that was set back ends no session, and makes none longer`() throws {
        shop.clock.advance(.days(1))
        let staff = try shop.staff()
        shop.clock.advance(Span(milliseconds: -86_400_000))
        #expect(staff.get("/admin").status == 200)
        shop.clock.advance(.hours(1))
        #expect(staff.get("/admin").status == 303)
    }

    @Test func `a customer's session opens no admin page, and a staff session no account`() throws {
        let asha = try shop.asha, staff = try shop.staff()
        let session = try #require(asha.cookie("kartify_session")), work = try #require(staff.cookie("kartify_staff"))
        let browser = try #require(asha.cookie("kartify_browser"))
        let asStaff = shop.send(
            "GET", "/admin", headers: ["cookie": "kartify_staff=\(session); kartify_browser=\(browser)"])
        #expect(asStaff.location?.hasPrefix("/admin/login") == true)
        let asCustomer = shop.send(
            "GET", "/account/orders", headers: ["cookie": "kartify_session=\(work); kartify_browser=\(browser)"])
        #expect(asCustomer.location?.hasPrefix("/account/login") == true)
    }

    @Test func `the switcher shows the other website's products, orders and module, in this session only`() throws {
        let number = try shop.visitor().order("M"), other = try shop.visitor(at: "second.localhost").order(nil)
        let staff = try shop.staff(), colleague = try shop.staff()
        #expect(staff.get("/admin/orders").words.contains(number) && !staff.get("/admin/orders").words.contains(other))
        #expect(try staff.post("/admin/website", ["website": "\(shop.second.id)"]).location == "/admin")
        #expect(staff.get("/admin/orders").words.contains(other) && !staff.get("/admin/orders").words.contains(number))
        #expect(staff.get("/admin/orders/\(number)").words.contains("This order belongs to the website Brand."))
        #expect(!staff.get("/admin/products").words.contains("Polo"))
        #expect(staff.get("/admin/products/\(try shop.productID("Polo"))/edit").status == 404)
        let module = staff.get("/admin/modules/arvind")
        #expect(module.value(of: "username") == "arvind-2")
        #expect(module.text.contains("http://second.localhost:8080/api/v1/inventory"))
        #expect(colleague.get("/admin/orders").words.contains(number))
    }

    @Test(arguments: ["", "0", "999", "first"])
    func `staff cannot switch to an unknown website`(id: String) throws {
        let staff = try shop.staff()
        let before = try shop.dump()
        #expect(try staff.post("/admin/website", ["website": id]).status == 404)
        #expect(try shop.dump() == before)
    }

    @Test func `staff who came by the other website's host begin there`() throws {
        #expect(try shop.staff(at: "second.localhost").get("/admin/modules/arvind").value(of: "username") == "arvind-2")
    }

    @Test func `a new password ends a staff member's sessions`() throws {
        let staff = try shop.staff()
        let found = try #require(try shop.database.read { try $0.staff(username: "administrator") })
        let hash = shop.world.passwords.hash("another-password")
        try shop.database.write { try $0.setPassword(hash: hash, of: found.member, at: noon) }
        #expect(staff.get("/admin").status == 303)
        #expect(try nobody.post("/admin/login", right).status == 422)
    }
}
