import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// System › Users.
struct UserTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private func signIn(_ name: String, _ password: String) throws -> (browser: Browser, answer: Answer) {
        let browser = Browser(shop)
        return (browser, try browser.post("/admin/login", ["username": name, "password": password]))
    }

    private var trail: [String] {
        get throws {
            let id = shop.brand.id
            return try shop.database.read { try $0.auditEntries(of: id, limit: 20) }.map {
                "\($0.staff): \($0.action): \($0.subject)"
            }
        }
    }

    @Test func `who is added gets a password that is shown once, and first chooses another one`() throws {
        let password = try staff.addUser("ravi")
        #expect(try shop.database.read { try $0.login("ravi").member.role } == .operations)
        #expect(!staff.get("/admin/users/ravi").text.contains(password))
        let (ravi, answer) = try signIn("ravi", password)
        #expect(answer.location == "/admin" && ravi.get("/admin").location == "/admin/account")
        #expect(ravi.get("/admin/account").alert?.hasPrefix("Choose a password of your own") == true)
        let new = ["current": password, "password": "a new password", "confirmation": "a new password"]
        #expect(try ravi.post("/admin/account/password", new).status == 303)
        #expect(ravi.get("/admin").status == 200)
        #expect(try trail.contains("administrator: Added a staff login as Operations: ravi"))
    }

    @Test func `the one-time password itself is no password of one's own`() throws {
        let password = try staff.addUser("ravi")
        let (ravi, _) = try signIn("ravi", password)
        let page = try ravi.post(
            "/admin/account/password", ["current": password, "password": password, "confirmation": password])
        #expect(
            page.status == 422 && page.error(of: "password")?.hasPrefix("This is the password that you have") == true)
        #expect(ravi.get("/admin").location == "/admin/account")
    }

    @Test func `the list says who is oneself, and the trail from where a login was changed`() throws {
        _ = try staff.addUser("ravi")
        let page = staff.get("/admin/users")
        #expect(page.words.contains("administrator (you)") && !page.words.contains("ravi (you)"))
        #expect(try shop.rows("audit", where: "subject = 'ravi' AND address = '127.0.0.1'") == 1)
    }

    @Test func `a one-time password opens the account for three days`() throws {
        let password = try staff.addUser("ravi")
        shop.clock.advance(.days(3))
        #expect(try signIn("ravi", password).answer.alert?.hasPrefix("This one-time password is too old.") == true)
    }

    @Test(arguments: [
        ("r", "support", "username", "A name has 2 to 50 letters"),
        ("administrator", "support", "username", "There is a user"),
        ("ravi", "king", "role", "Choose a role."),
    ])
    func `a wrong field is marked, and nobody is added`(name: String, role: String, field: String, words: String) throws
    {
        let page = try staff.post("/admin/users", ["username": name, "role": role])
        #expect(page.status == 422 && page.words.contains(words) && page.value(of: "username") == name)
        #expect(try shop.rows("staff") == 1)
    }

    @Test func `a role is changed at once, and is in the audit trail`() throws {
        let ravi = try shop.staff(.support)
        #expect(ravi.get("/admin/products/new").status == 403)
        let answer = try staff.post("/admin/users/support/role", ["role": "operations"])
        #expect(try staff.follow(answer).alert == "The role is changed.")
        #expect(ravi.get("/admin/products/new").status == 200)
        #expect(try trail.contains("administrator: Changed the role to Operations: support"))
        #expect(try staff.post("/admin/users/support/role", ["role": "king"]).status == 422)
    }

    @Test func `a role that a colleague has changed is not changed back by an older page`() throws {
        _ = try shop.staff(.support)
        let path = "/admin/users/support/role"
        let older = staff.get("/admin/users/support").form(to: path)
        #expect(try staff.post(path, older.merging(["role": "administrator"]) { $1 }).status == 303)
        let refused = try staff.post(path, older.merging(["role": "operations"]) { $1 })
        #expect(refused.status == 409 && refused.words.contains("Somebody has made “support” Administrator since"))
        #expect(try shop.database.read { try $0.login("support").member.role } == .administrator)
    }

    @Test func `a reset signs out and takes the second factor away only where it is asked for`() throws {
        let ravi = try shop.staff(.support)
        try shop.database.write {
            try $0.addSecondFactor(sealedSecret: [1], step: 1, of: try $0.login("support").member.id)
        }
        try staff.post("/admin/users/support/reset")
        #expect(try shop.rows("second_factor") == 1 && ravi.get("/admin").status == 303)
        try staff.post("/admin/users/support/reset", ["second_factor": "yes"])
        #expect(try shop.rows("second_factor") == 0)
        #expect(try signIn("support", TestShop.staffPassword).answer.status == 422)
    }

    @Test func `who is removed is signed out, and stays in the audit trail by name`() throws {
        let ravi = try shop.staff(.operations)
        try shop.database.write { try $0.addJob(Job.pushOrders.rawValue, at: noon) }
        try ravi.post("/admin/tools/cron/jobs/push-orders", ["state": "off"])
        #expect(staff.get("/admin/users/operations/removal").hasButton("Remove operations"))
        #expect(try staff.post("/admin/users/operations/removal").location == "/admin/users")
        #expect(ravi.get("/admin").status == 303)
        #expect(!staff.get("/admin/users").words.contains("operations"))
        #expect(try trail.contains { $0.hasPrefix("operations: ") })
        #expect(try trail.contains("administrator: Removed the staff login: operations"))
        #expect(staff.get("/admin/users/operations").status == 404)
    }

    @Test func `sessions of others are seen and ended, one or all`() throws {
        let browsers = [try shop.staff(.support), try shop.staff(.support), try shop.staff(.support)]
        let page = staff.get("/admin/users/support")
        let end = try #require(page.piece(after: "action=\"/admin/users/support/sessions/", before: "\""))
        try staff.post("/admin/users/support/sessions/\(end)")
        #expect(browsers.count { $0.get("/admin").status == 200 } == 2)
        let answer = try staff.post("/admin/users/support/sessions/end")
        #expect(try staff.follow(answer).alert == "They are signed out.")
        #expect(browsers.allSatisfy { $0.get("/admin").status == 303 })
        #expect(staff.get("/admin").status == 200)
    }

    @Test(arguments: ["role", "reset", "removal", "sessions/end", "sessions/1/end"])
    func `nobody changes their own login here`(action: String) throws {
        let before = try shop.dump()
        let page = try staff.post("/admin/users/administrator/\(action)", ["role": "support"])
        #expect(page.status == 409 && page.words.contains("This is your own login."))
        #expect(try shop.dump() == before)
    }

    @Test func `the last administrator stays one, whoever is first`() throws {
        try shop.database.write { try $0.addStaff(username: "asha", passwordHash: "x", role: .administrator, at: noon) }
        let asha = try shop.database.read { try $0.login("asha").member }
        try shop.database.write { store in
            _ = try store.removeLogin("administrator", by: "asha", at: noon)
            for attempt in ["role", "removal"] {
                let refusal = #expect(throws: Refusal.self) {
                    if attempt == "role" {
                        try store.changeRole(of: "asha", to: .support, by: "x", at: noon)
                    } else {
                        _ = try store.removeLogin("asha", by: "x", at: noon)
                    }
                }
                #expect(refusal?.message.hasPrefix("“asha” is the only administrator.") == true)
            }
            #expect(try store.staff() == [asha])
        }
    }

    @Test(arguments: [StaffMember.Role.operations, .support])
    func `other roles look, and read why they may not change anything`(role: StaffMember.Role) throws {
        let colleague = try shop.staff(role)
        for page in [colleague.get("/admin/users"), colleague.get("/admin/users/administrator")] {
            #expect(page.status == 200 && page.text.contains("<fieldset disabled>"))
            #expect(page.words.contains("Only an administrator may") && !page.words.contains("Signed in on"))
        }
        #expect(colleague.get("/admin/users/administrator/removal").status == 403)
    }
}
