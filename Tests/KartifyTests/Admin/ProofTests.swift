import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What a stolen session must not do asks for the password again, unless that was given in the last five minutes.
struct ProofTests {
    private let shop: TestShop
    private let staff: Browser
    private let module = "/admin/modules/arvind"

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private var channel: String? {
        get throws {
            let id = shop.brand.id
            return try shop.database.read { try $0.module(of: id) }?.settings.channelID
        }
    }

    @Test func `bank details are shown at once after signing in, and later when the password is given again`() throws {
        let number = try shop.visitor().order()
        let path = "/admin/returns/\(number)-R1/bank-details"
        // No such return: whoever is past the proof reads that.
        shop.clock.advance(.seconds(299))
        #expect(try staff.post(path).status == 404)
        shop.clock.advance(.seconds(1))
        let page = try staff.post(path)
        #expect(page.status == 403 && page.heading == "Confirm that it is you")
        #expect(try staff.confirm(page).status == 404)
        shop.clock.advance(.seconds(299))
        #expect(try staff.post(path).status == 404)
    }

    @Test func `a form waits for the proof with its secrets, which stand neither in the page nor in the store`() throws
    {
        shop.clock.advance(.minutes(5))
        let form = moduleForm(shop, ["auth_token": "new-token-123", "channel_id": "CH-9"])
        let before = try shop.dump(without: ["session"])
        let page = try staff.post(module, form)
        #expect(page.status == 403 && !page.text.contains("new-token-123"))
        #expect(try shop.dump(without: ["session"]) == before)
        #expect(try staff.confirm(page).location == "\(module)?saved")
        let id = shop.brand.id
        let saved = try #require(try shop.database.read { try $0.module(of: id) })
        let token = try #require(saved.sealedAuthToken)
        #expect(shop.world.key.open(token, purpose: SealPurpose.authToken) == "new-token-123")
        #expect(saved.settings.channelID == "CH-9")
    }

    @Test func `a wrong password does nothing, keeps the form, and is slowed down`() throws {
        shop.clock.advance(.minutes(5))
        var page = try staff.post(module, moduleForm(shop, ["password": "new-password-1", "channel_id": "CH-9"]))
        for _ in 1...5 {
            page = try staff.confirm(page, password: "guess")
            #expect(page.status == 422 && page.alert == "The password is wrong.")
        }
        page = try staff.confirm(page)
        #expect(try page.status == 429 && page.alert?.hasPrefix("Too many tries.") == true && channel == "CH-KFY")
        shop.clock.advance(.seconds(2))
        #expect(try staff.confirm(page).status == 303 && channel == "CH-9")
    }

    @Test func `settings without secrets are saved as before`() throws {
        shop.clock.advance(.minutes(30))
        #expect(try staff.post(module, moduleForm(shop, ["channel_id": "CH-9"])).status == 303)
    }

    @Test(arguments: [
        "/admin/users", "/admin/users/ravi/role", "/admin/users/ravi/reset", "/admin/users/ravi/removal",
        "/admin/users/ravi/sessions/end", "/admin/account/recovery-codes", "/admin/account/second-factor",
    ])
    func `changes of logins ask for the password again`(path: String) throws {
        try shop.database.write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: noon) }
        shop.clock.advance(.minutes(5))
        let before = try shop.dump(without: ["session"])
        #expect(try staff.post(path, ["role": "operations"]).status == 403)
        #expect(try shop.dump(without: ["session"]) == before)
    }

    @Test func `a form that waits is good for its person and its address only`() throws {
        try shop.database.write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: noon) }
        shop.clock.advance(.minutes(5))
        let page = try staff.post("/admin/users/ravi/role", ["role": "operations"])
        let sealed = try #require(page.value(of: "sealed_form"))
        let fields = ["sealed_form": sealed, "proof_password": TestShop.staffPassword]
        #expect(try staff.post("/admin/users", fields).status == 422)
        #expect(try shop.database.read { try $0.login("ravi").member.role } == .support)
    }

    @Test func `a session that ends while its person confirms loses nothing`() throws {
        shop.clock.advance(.minutes(5))
        let page = try staff.post(module, moduleForm(shop, ["auth_token": "new-token-123", "channel_id": "CH-9"]))
        try shop.change("UPDATE session SET expires_at = \(shop.now)")
        let ended = try staff.confirm(page)
        let kept = String(try #require(ended.location?.split(separator: "=").last))
        _ = try staff.post("/admin/login", ["username": "administrator", "password": TestShop.staffPassword])
        let form = staff.get(kept.replacing("%2F", with: "/"))
        #expect(form.heading == "Your form is still here" && !form.words.contains("Sealed form"))
        #expect(try staff.post(module, form.form(to: module)).status == 303 && channel == "CH-9")
    }

    @Test func `a proof from a clock that was set back counts for nothing`() throws {
        shop.clock.advance(.hours(-1))
        #expect(try staff.post("/admin/account/recovery-codes").status == 403)
    }

    @Test func `another address of alerts asks for the password, and other settings of theirs do not`() throws {
        shop.clock.advance(.minutes(5))
        let (path, id) = ("\(module)/alerts", shop.brand.id)
        let fields = ["success_percent": "50", "inventory_hours": "0", "bank_days": "21"]
        #expect(try staff.post(path, fields.merging(["address": ""]) { $1 }).location == "\(path)?saved")
        let page = try staff.post(path, fields.merging(["address": "mallory@example.com"]) { $1 })
        #expect(page.status == 403 && page.heading == "Confirm that it is you")
        #expect(try shop.database.read { try $0.alertSettings(of: id) }?.address == "")
        #expect(try staff.confirm(page).location == "\(path)?saved")
        #expect(try shop.database.read { try $0.alertSettings(of: id) }?.address == "mallory@example.com")
    }

    @Test(arguments: [
        ("password", " \t \t \t \t"), ("password", "\u{a0}\t\u{a0}\t\u{a0}\t\u{a0}\t"),
        ("remove_webhook_secret", "yes"),
    ])
    func `no spelling of a secret is a way around the proof`(field: String, typed: String) throws {
        shop.clock.advance(.minutes(5))
        let before = try shop.dump(without: ["session"])
        let page = try staff.post(module, moduleForm(shop, [field: typed]))
        #expect(page.status == 403 && page.heading == "Confirm that it is you")
        #expect(try shop.dump(without: ["session"]) == before)
    }

    @Test func `a form that waits is nobody else's`() throws {
        let hash = shop.world.passwords.hash(TestShop.staffPassword)
        shop.clock.advance(.minutes(5))
        try shop.database.write {
            try $0.addStaff(username: "mallory", passwordHash: hash, role: .administrator, at: noon)
        }
        let page = try staff.post(module, moduleForm(shop, ["auth_token": "new-token-123"]))
        let sealed = try #require(page.value(of: "sealed_form"))
        let mallory = Browser(shop)
        try mallory.post("/admin/login", ["username": "mallory", "password": TestShop.staffPassword])
        let before = try shop.dump()
        for form in [["sealed_form": sealed], ["sealed_form": ""], ["sealed_form": "AAAA", "status": "enabled"]] {
            #expect(try mallory.post(module, form).status == 422)
        }
        #expect(try shop.dump() == before)
    }

    @Test(arguments: ["/admin/account/password", "/admin/account/second-factor/removal"])
    func `guesses of the password behind the door are audited as those at it are`(path: String) throws {
        #expect(try staff.post(path, ["current": "guess"]).status == 422)
        #expect(try shop.rows("audit", where: "action = 'Failed to sign in' AND staff = 'administrator'") == 1)
    }
}
