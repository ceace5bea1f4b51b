import Crypto
import Domain
import Storage
import TestSupport
import Testing
import Web

@testable import Kartify

/// Looking at a password takes a while, and a request is on its way for a while: what is taken from somebody meanwhile is gone.
struct LateRightsTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        try shop.database.write { try $0.addStaff(username: "asha", passwordHash: "x", role: .administrator, at: noon) }
    }

    private func request(_ form: String, from browser: Browser) -> Request {
        let cookies = ["kartify_staff", "kartify_browser"].compactMap { name in
            browser.cookie(name).map { "\(name)=\($0)" }
        }
        return Request(
            id: "late", now: shop.now, method: "POST", path: "/admin/users", authority: "localhost:8080",
            headers: [
                "cookie": cookies.joined(separator: "; "), "content-type": "application/x-www-form-urlencoded",
            ], body: Array(form.utf8))
    }

    /// What an administrator does to another's login at that moment.
    private func take(_ what: String) throws {
        try shop.database.write { store in
            let (name, other) = ("administrator", "asha")
            switch what {
            case "role": try store.changeRole(of: name, to: .support, by: other, at: noon)
            case "password":
                try store.resetLogin(name, passwordHash: "y", removingSecondFactor: false, by: other, at: noon)
            case "factor": try store.addSecondFactor(sealedSecret: [1], step: 1, of: try store.login(name).member.id)
            case "sessions": _ = try store.endSessionsOfLogin(name, by: other, at: noon)
            default: _ = try store.removeLogin(name, by: other, at: noon)
            }
        }
    }

    @Test(arguments: ["role", "password", "factor", "sessions", "login"])
    func `a form of somebody whose rights are taken meanwhile changes nothing`(what: String) throws {
        let form = request("username=mole&role=administrator", from: staff)
        let caller = try #require(try Staff.recognised(by: form, in: shop.world)).staff
        try take(what)
        let before = try shop.dump()
        _ = try? addUser(form, by: caller, in: shop.world)
        #expect(try shop.dump() == before)
    }

    @Test(arguments: ["password", "factor", "login"])
    func `a sign-in with what opened the account a moment ago opens nothing`(what: String) throws {
        let form = request("", from: staff)
        let login = try shop.database.read { try $0.login("administrator") }
        try take(what)
        let sessions = try shop.rows("session")
        let visitor = StaffSignInVisitor(website: shop.brand, browser: .random(), session: nil)
        let throttle = SignInThrottle("staff administrator", form, shop.world)
        #expect(throws: Refusal.self) {
            try shop.world.openStaffSession(of: login, throttle, form, visitor)
        }
        #expect(try shop.rows("session") == sessions)
    }

    @Test func `a customer's old password opens no session once it is replaced`() throws {
        _ = try shop.asha
        let brand = shop.brand.id
        let old = try #require(try shop.database.read { try $0.customer(email: "asha@example.com", of: brand) })
        try shop.database.write { try $0.setPassword(hash: "new", of: old.account, at: noon) }
        let form = request("", from: shop.visitor())
        let visitor = try Visitor.recognised(by: form, in: shop.world).visitor
        let sessions = try shop.rows("session")
        #expect(throws: Refusal.self) {
            try openSession(of: old.account, form, visitor, shop.world, next: "", whosePassword: old.passwordHash)
        }
        #expect(try shop.rows("session") == sessions)
    }
}
