import Domain
import Testing

@testable import Kartify

extension ValidForm.Scene {
    /// Somebody whom an administrator may change: the address of their page.
    fileprivate func colleague() throws -> String {
        _ = try shop.staff(.support)
        return "/admin/users/support"
    }
}

extension ValidForm {
    static let logins = [
        ValidForm(route: "/admin/login/code") { scene in
            let recovery = try scene.staff.turnOnSecondFactor().recovery
            let browser = Browser(scene.shop)
            let login = ["username": "administrator", "password": TestShop.staffPassword]
            let form = try browser.post("/admin/login", login).form(to: "/admin/login/code")
            return (browser, try browser.post("/admin/login/code", form.merging(["code": recovery[0]]) { $1 }))
        },
        ValidForm(route: "/admin/account/second-factor") { scene in
            let path = "/admin/account/second-factor"
            let page = scene.staff.get(path)
            let form = [
                "sealed_setup": try #require(page.value(of: "sealed_setup")),
                "code": scene.shop.code(try page.oneTimeCodes),
            ]
            return (scene.staff, try scene.staff.post(path, form))
        },
        ValidForm(route: "/admin/account/second-factor/removal") { scene in
            let recovery = try scene.staff.turnOnSecondFactor().recovery
            let form = ["current": TestShop.staffPassword, "code": recovery[0]]
            return (scene.staff, try scene.staff.post("/admin/account/second-factor/removal", form))
        },
        ValidForm(route: "/admin/account/recovery-codes") { scene in
            _ = try scene.staff.turnOnSecondFactor()
            return (scene.staff, try scene.staff.post("/admin/account/recovery-codes"))
        },
        by(\.staff, "/admin/users", at: nil, ["username": "ravi", "role": "support"]),
        by(\.staff, "/admin/users/:name/websites", ["website": "1"]) { try $0.colleague() + "/websites" },
        by(\.staff, "/admin/users/:name/role", ["role": "operations"]) { try $0.colleague() + "/role" },
        by(\.staff, "/admin/users/:name/reset") { try $0.colleague() + "/reset" },
        ValidForm(route: "/admin/users/:name/invitation") { _ in
            let shop = try MailShop().shop
            _ = try shop.staff(.support)
            let staff = try shop.staff()
            let form = ["email": "support@example.com"]
            return (staff, try staff.post("/admin/users/support/invitation", form))
        },
        ValidForm(route: "/admin/new-password") { scene in
            let login = try #require(try scene.shop.database.read { try $0.staff(username: "administrator") })
            let token = SignedLink.token(
                .staffPassword, login.member.id.number, state: login.linkState, until: scene.shop.now + .hours(1),
                scene.shop.world.key)
            let browser = Browser(scene.shop)
            let form = ["token": token, "password": "a new password", "confirmation": "a new password"]
            return (browser, try browser.post("/admin/new-password", form))
        },
        by(\.staff, "/admin/users/:name/removal") { try $0.colleague() + "/removal" },
        by(\.staff, "/admin/users/:name/sessions/end") { try $0.colleague() + "/sessions/end" },
        by(\.staff, "/admin/users/:name/sessions/:id/end") { scene in
            let path = try scene.colleague()
            return "\(path)/sessions/\(try scene.shop.rows("session"))/end"
        },
    ]
}
