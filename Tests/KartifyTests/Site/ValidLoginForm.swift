import Domain
import Testing

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
        by(\.staff, "/admin/users/:name/removal") { try $0.colleague() + "/removal" },
        by(\.staff, "/admin/users/:name/sessions/end") { try $0.colleague() + "/sessions/end" },
        by(\.staff, "/admin/users/:name/sessions/:id/end") { scene in
            let path = try scene.colleague()
            return "\(path)/sessions/\(try scene.shop.rows("session"))/end"
        },
    ]
}
