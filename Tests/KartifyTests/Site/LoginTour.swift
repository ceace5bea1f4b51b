import Domain
import Testing

@testable import Kartify

/// The part of the tour that shows staff logins, second factors, and the page that asks for the password again.
struct LoginTour {
    let shop: TestShop
    let staff: Browser

    func walk() throws {
        let colleague = try shop.staff(.operations)
        try users(colleague)
        try secondFactor(colleague)
        try proof(colleague)
    }

    private func users(_ colleague: Browser) throws {
        for path in ["/admin/users", "/admin/users/operations", "/admin/users/administrator"] {
            _ = staff.get(path)
            _ = colleague.get(path)
        }
        try staff.post("/admin/users", ["username": "r", "role": ""])
        let password = try staff.addUser("ravi", role: "support")
        for path in ["ravi", "ravi/removal"] { _ = staff.get("/admin/users/\(path)") }
        _ = try staff.follow(try staff.post("/admin/users/ravi/role", ["role": "operations"]))
        let ravi = Browser(shop)
        try ravi.post("/admin/login", ["username": "ravi", "password": password])
        _ = ravi.get("/admin/account")
        try link(to: "ravi")
    }

    /// What somebody sees who is sent a link.
    private func link(to name: String) throws {
        let login = try #require(try shop.database.read { try $0.staff(username: name) })
        let token = SignedLink.token(
            .staffPassword, login.member.id.number, state: login.linkState, until: shop.now + .hours(1), shop.world.key)
        let browser = Browser(shop)
        for path in ["new-password", "new-password?token=\(token)", "login?changed"] {
            _ = browser.get("/admin/\(path)")
        }
        try browser.post("/admin/new-password", ["token": token])
    }

    private func secondFactor(_ colleague: Browser) throws {
        let path = "/admin/account/second-factor"
        let setup = try #require(colleague.get(path).value(of: "sealed_setup"))
        try colleague.post(path, ["sealed_setup": setup, "code": "x"])
        _ = try colleague.turnOnSecondFactor()
        for page in [path, "/admin/account"] { _ = colleague.get(page) }
        try colleague.post("\(path)/removal")
        _ = try colleague.press("/admin/account/recovery-codes")
        _ = staff.get("/admin/users/operations")
        let browser = Browser(shop)
        let login = ["username": "operations", "password": TestShop.staffPassword]
        let form = try browser.post("/admin/login", login).form(to: "/admin/login/code")
        try browser.post("/admin/login/code", form.merging(["code": "x"]) { $1 })
    }

    private func proof(_ colleague: Browser) throws {
        try shop.change("UPDATE session SET proved_at = NULL")
        _ = try staff.confirm(try staff.post("/admin/users", ["username": "r"]), password: "wrong")
        try colleague.post("/admin/account/recovery-codes")
        try shop.change("UPDATE session SET proved_at = \(shop.now)")
        try shop.change("DELETE FROM recovery_code")
        try shop.change("DELETE FROM second_factor")
    }
}
