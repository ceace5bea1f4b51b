import Domain
import TestSupport
import Testing

@testable import Kartify

/// Links by which staff choose a password.
struct InvitationTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }
    private let staff: Browser

    init() throws {
        post = try MailShop()
        staff = try post.shop.staff()
    }

    private func invite(_ email: String = "ravi@example.com") throws -> Answer {
        try staff.post("/admin/users", ["username": "ravi", "role": "operations", "email": email])
    }

    private func path(in letter: LoopbackMailServer.Letter) throws -> String {
        try #require(letter.link("/admin/new-password?token="))
    }

    private func choose(_ password: String, by path: String) throws -> Answer {
        let browser = Browser(shop)
        let form = browser.get(path).form(to: "/admin/new-password")
        return try browser.post(
            "/admin/new-password", form.merging(["password": password, "confirmation": password]) { $1 })
    }

    private func signIn(_ password: String) throws -> Answer {
        try Browser(shop).post("/admin/login", ["username": "ravi", "password": password])
    }

    @Test func `who is added with an address chooses a password by a link, which works once`() throws {
        #expect(try invite().location == "/admin/users/ravi?saved=invitation")
        #expect(staff.get("/admin/users/ravi?saved=invitation").words.contains("within three days"))
        let letter = try post.letter()
        #expect(
            letter.subject == "Choose your password for the admin of Brand" && letter.words.contains("username is ravi")
        )
        let path = try path(in: letter)
        #expect(Browser(shop).get(path).words.contains("Your username is ravi"))
        #expect(try choose("12345678", by: path).status == 422)
        #expect(try choose("a new password", by: path).location == "/admin/login?changed")
        #expect(Browser(shop).get("/admin/login?changed").words.contains("Your password is set."))
        #expect(try signIn("a new password").location == "/admin")
        #expect(
            Browser(shop).get(path).status == 404 && Browser(shop).get(path).words.contains("does not work any more"))
        let trail = try shop.audited().map { "\($0.staff): \($0.action): \($0.subject)" }
        #expect(trail.contains("administrator: Added a staff login as Operations: ravi"))
        #expect(trail.contains("administrator: Sent a link to choose a password: ravi: ravi@example.com"))
        #expect(trail.contains("ravi: Chose a password by a link: ravi"))
    }

    @Test func `an invitation goes out although the website writes to no customer`() throws {
        try shop.set(MessageSettings(sendsMail: false))
        #expect(try invite().status == 303)
        #expect(try post.letters().count == 1)
    }

    @Test func `a link is too old after three days, and dies with another password`() throws {
        _ = try invite()
        let path = try path(in: try post.letter())
        _ = try staff.press("/admin/users/ravi/reset")
        #expect(Browser(shop).get(path).status == 404)
        #expect(try staff.post("/admin/users/ravi/invitation", ["email": "ravi@example.com"]).status == 303)
        #expect(try post.letters().isEmpty, "one mail within minutes")
        shop.clock.advance(.minutes(6))
        // The proof of before is six minutes old.
        _ = try staff.confirm(staff.post("/admin/users/ravi/invitation", ["email": "ravi@example.com"]))
        let second = try self.path(in: try post.letter())
        #expect(Browser(shop).get(second).status == 200)
        shop.clock.advance(.days(3))
        shop.clock.advance(.minutes(1))
        #expect(Browser(shop).get(second).status == 404)
        #expect(Browser(shop).get("/admin/new-password?token=1.2.3").status == 404)
    }

    @Test func `another link goes to another address, and leaves the password and the sessions as they are`() throws {
        _ = try shop.staff(.support)
        let sessions = try shop.rows("session")
        let page = staff.get("/admin/users/support")
        let form = page.form(to: "/admin/users/support/invitation").merging(["email": "s@example.com"]) { $1 }
        #expect(try staff.post("/admin/users/support/invitation", form).status == 303)
        #expect(try shop.rows("session") == sessions)
        #expect(try post.letter().recipients.first?.contains("s@example.com") == true)
        #expect(staff.get("/admin/users/support").value(of: "email") == "s@example.com")
        let stale = try staff.post("/admin/users/support/invitation", form.merging(["email": "t@example.com"]) { $1 })
        #expect(stale.status == 409 && stale.words.contains("Somebody has changed the e-mail address"))
        #expect(try post.letters().isEmpty)
    }

    @Test func `an address that is none is marked, and nobody is added`() throws {
        let page = try invite("ravi")
        #expect(page.status == 422 && page.error(of: "email") != nil && page.value(of: "username") == "ravi")
        #expect(try shop.rows("staff") == 1 && shop.rows("message") == 0)
        _ = try shop.staff(.support)
        #expect(try staff.post("/admin/users/support/invitation", ["email": "x"]).error(of: "email") != nil)
    }

    @Test func `the second factor stays, and who is removed gets no link any more`() throws {
        _ = try invite()
        _ = try staff.post("/admin/users/ravi/removal")
        #expect(try post.letters().isEmpty && shop.rows("message") == 0)
    }

    @Test func `only an administrator sends one, and not to oneself`() throws {
        let form = ["email": "x@example.com"]
        #expect(try shop.staff(.operations).post("/admin/users/administrator/invitation", form).status == 403)
        #expect(try staff.post("/admin/users/administrator/invitation", form).status == 409)
    }

    @Test func `without a mail server a one-time password is shown, as before`() throws {
        let bare = try TestShop()
        let admin = try bare.staff()
        #expect(!admin.get("/admin/users").words.contains("They get a link by mail"))
        #expect(try !admin.addUser("ravi").isEmpty)
        #expect(!admin.get("/admin/users/ravi").words.contains("Send the link"))
        #expect(try admin.post("/admin/users/ravi/invitation", ["email": "r@example.com"]).status == 409)
    }
}
