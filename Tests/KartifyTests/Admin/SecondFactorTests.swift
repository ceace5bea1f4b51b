import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// One-time codes at `/admin`.
struct SecondFactorTests {
    private let shop: TestShop
    private let login = ["username": "administrator", "password": TestShop.staffPassword]
    private let path = "/admin/account/second-factor"

    init() throws {
        shop = try TestShop()
    }

    /// The page that asks for the code.
    private func givePassword(_ browser: Browser) throws -> Answer {
        try browser.post("/admin/login", login.merging(["next": "/admin/orders"]) { $1 })
    }

    private func giveCode(_ code: String, _ page: Answer, _ browser: Browser) throws -> Answer {
        try browser.post("/admin/login/code", page.form(to: "/admin/login/code").merging(["code": code]) { $1 })
    }

    private var actions: [String] {
        get throws {
            let id = shop.brand.id
            return try shop.database.read { try $0.auditEntries(of: id, limit: 20) }.map(\.action)
        }
    }

    @Test func `turning codes on shows recovery codes once, signs out everywhere else, and is audited`() throws {
        let staff = try shop.staff(), elsewhere = try shop.staff()
        let page = staff.get(path)
        #expect(page.text.contains("<svg class=\"qr") && page.text.contains("role=\"img\""))
        let (codes, recovery) = try staff.turnOnSecondFactor()
        #expect(recovery.count == 10 && Set(recovery).count == 10 && recovery.allSatisfy { $0.count == 11 })
        #expect(staff.get("/admin").status == 200 && elsewhere.get("/admin").status == 303)
        #expect(staff.get(path).words.contains("10 recovery codes are left"))
        #expect(try actions.contains("Switched the second factor on"))
        #expect(try !shop.dump().contains { row in (recovery + [codes.base32]).contains { row.contains($0) } })
        let people = staff.get("/admin/users").words
        #expect(people.contains("Administrator") && people.contains("yes"))
    }

    @Test func `a wrong first code turns nothing on, and keeps the secret`() throws {
        let staff = try shop.staff()
        let setup = try #require(staff.get(path).value(of: "sealed_setup"))
        let page = try staff.post(path, ["sealed_setup": setup, "code": "000"])
        #expect(page.status == 422 && page.error(of: "code")?.hasPrefix("This is not the code of this secret.") == true)
        let again = try #require(page.value(of: "sealed_setup"))
        let world = shop.world
        let id = try shop.database.read { try $0.login("administrator").member.id }
        let secrets = [setup, again].map { SecondFactorSetup.codes($0, of: id, world.key)?.base32 }
        #expect(secrets[0] != nil && secrets[0] == secrets[1])
        #expect(try staff.post(path, ["sealed_setup": "AAAA", "code": "123456"]).location == path)
        #expect(try shop.rows("second_factor") == 0)
    }

    @Test func `signing in asks for a code after the password, and leads on`() throws {
        let (codes, _) = try shop.staff().turnOnSecondFactor()
        shop.clock.advance(.seconds(30))
        let browser = Browser(shop)
        let page = try givePassword(browser)
        #expect(page.status == 200 && page.words.contains("The six digits") && browser.get("/admin").status == 303)
        #expect(try giveCode(shop.code(codes), page, browser).location == "/admin/orders")
        #expect(browser.get("/admin").status == 200)
    }

    @Test func `a code is taken once, and half a minute before and after its time`() throws {
        let (codes, _) = try shop.staff().turnOnSecondFactor()
        for (wait, steps, isTaken) in [(0, 0, false), (0, 1, true), (0, 1, false), (90, -1, true), (0, -2, false)] {
            shop.clock.advance(.seconds(wait))
            let browser = Browser(shop, from: "192.0.2.\(wait + steps + 9)")
            let answer = try giveCode(shop.code(codes, later: steps), try givePassword(browser), browser)
            #expect(answer.status == (isTaken ? 303 : 422), "\(steps) after \(wait)")
            if !isTaken { #expect(answer.alert?.hasPrefix("This code does not open the account.") == true) }
        }
    }

    @Test func `a recovery code opens the account once, however it is typed`() throws {
        let (_, recovery) = try shop.staff().turnOnSecondFactor()
        for status in [303, 422] {
            let browser = Browser(shop)
            let typed = " \(recovery[3].uppercased().filter { $0 != "-" })"
            #expect(try giveCode(typed, try givePassword(browser), browser).status == status)
        }
        #expect(try shop.rows("recovery_code") == 9)
        #expect(try shop.rows("audit", where: "action = 'Used a recovery code' AND address = '127.0.0.1'") == 1)
    }

    @Test func `wrong codes are slowed down with wrong passwords, and a right password forgives none`() throws {
        let (codes, _) = try shop.staff().turnOnSecondFactor()
        shop.clock.advance(.seconds(30))
        let browser = Browser(shop)
        let page = try givePassword(browser)
        for _ in 1...4 { #expect(try giveCode("000000", page, browser).status == 422) }
        #expect(try giveCode(shop.code(codes), page, browser).status == 429)
        #expect(try givePassword(browser).status == 429)
        #expect(try actions.contains("Failed to sign in") && actions.contains("Locked out"))
        shop.clock.advance(.seconds(30))
        #expect(try giveCode(shop.code(codes), page, browser).status == 303)
    }

    @Test func `what the password has opened ends after five minutes, and with the password`() throws {
        let (codes, _) = try shop.staff().turnOnSecondFactor()
        let browser = Browser(shop)
        var page = try givePassword(browser)
        shop.clock.advance(.minutes(5))
        #expect(try giveCode(shop.code(codes), page, browser).alert == "That took too long. Sign in again.")
        page = try givePassword(browser)
        let member = try shop.database.read { try $0.login("administrator").member }
        let hash = shop.world.passwords.hash(TestShop.staffPassword)
        try shop.database.write { try $0.setPassword(hash: hash, of: member, at: noon) }
        #expect(try giveCode(shop.code(codes), page, browser).alert == "That took too long. Sign in again.")
        #expect(try giveCode(shop.code(codes), Answer(response: .text("")), browser).status == 422)
    }

    @Test func `a clock that was set back locks nobody out`() throws {
        let staff = try shop.staff()
        shop.clock.advance(.minutes(2))
        let (codes, _) = try staff.turnOnSecondFactor()
        shop.clock.advance(.hours(-1))
        let browser = Browser(shop)
        #expect(try giveCode(shop.code(codes), try givePassword(browser), browser).status == 303)
    }

    @Test func `turning codes off asks for the password and a code`() throws {
        let staff = try shop.staff()
        let (codes, _) = try staff.turnOnSecondFactor()
        shop.clock.advance(.seconds(30))
        let right = ["current": TestShop.staffPassword, "code": shop.code(codes)]
        for (field, typed) in [("current", "wrong"), ("code", "000000"), ("code", "")] {
            let page = try staff.post("\(path)/removal", right.merging([field: typed]) { $1 })
            #expect(page.status == 422 && page.error(of: "current") == "Password or code is wrong.")
        }
        #expect(try staff.post("\(path)/removal", right).status == 303)
        #expect(try shop.rows("second_factor") == 0 && shop.rows("recovery_code") == 0)
        #expect(try actions.contains("Switched the second factor off"))
        #expect(try givePassword(Browser(shop)).location == "/admin/orders")
    }

    @Test func `a new password asks for a code too`() throws {
        let staff = try shop.staff()
        let (codes, _) = try staff.turnOnSecondFactor()
        shop.clock.advance(.seconds(30))
        var form = ["current": TestShop.staffPassword, "password": "a new password", "confirmation": "a new password"]
        let page = try staff.post("/admin/account/password", form)
        #expect(page.status == 422 && page.error(of: "current") == "Password or code is wrong.")
        form["code"] = shop.code(codes)
        #expect(try staff.post("/admin/account/password", form).status == 303)
    }

    @Test func `new recovery codes replace the old ones`() throws {
        let staff = try shop.staff()
        let (_, recovery) = try staff.turnOnSecondFactor()
        let page = try staff.press("/admin/account/recovery-codes")
        #expect(page.status == 200 && !page.text.contains(recovery[0]))
        let browser = Browser(shop)
        #expect(try giveCode(recovery[0], try givePassword(browser), browser).status == 422)
    }

    @Test func `where the installation asks for it, who has none sets it up before anything else`() throws {
        let shop = try TestShop(secondFactor: .administrators)
        let staff = try shop.staff()
        for page in ["/admin", "/admin/orders"] { #expect(staff.get(page).location == path) }
        #expect(try staff.post("/admin/tools/cron/push-orders/runs").location == path)
        #expect(staff.get(path).alert?.hasPrefix("This installation asks for a second factor") == true)
        #expect(try shop.staff(.operations).get("/admin").status == 200)
        _ = try staff.turnOnSecondFactor()
        #expect(staff.get("/admin").status == 200)
        #expect(try TestShop(secondFactor: .everybody).staff(.support).get("/admin").location == path)
    }

    @Test func `of many who sign in at once with one code, one gets in`() throws {
        let (codes, recovery) = try shop.staff().turnOnSecondFactor()
        shop.clock.advance(.seconds(30))
        for (code, network) in [(shop.code(codes), "192.0.2"), (recovery[0], "198.51.100")] {
            let doors = try (1...5).map { number in
                let browser = Browser(shop, from: "\(network).\(number)")
                return (browser, try givePassword(browser))
            }
            let answers = try inParallel(5) { try giveCode(code, doors[$0].1, doors[$0].0).status }
            #expect(answers.count { $0 == 303 } == 1 && answers.count { $0 == 422 } == 4, "\(answers)")
            // The failures of both rounds together may be enough to besiege the name.
            shop.clock.advance(.minutes(15))
        }
    }

    @Test func `nothing but one's own login is reached before the second factor is set up`() throws {
        let shop = try TestShop(secondFactor: .everybody)
        let own: Set = [
            "POST /admin/logout", "GET /admin/account", "POST /admin/account/password",
            "POST /admin/account/sessions/end", "POST /admin/account/sessions/:id/end", "GET \(path)", "POST \(path)",
            "POST \(path)/removal", "POST /admin/account/recovery-codes",
        ]
        let staff = try shop.staff()
        let routes = Site.table.filter { $0.pattern.hasPrefix("/admin") && $0.audience != "staff sign-in" }
        #expect(own.subtracting(routes.map { "\($0.method) \($0.pattern)" }) == [])
        for route in routes where !own.contains("\(route.method) \(route.pattern)") {
            let address = route.pattern.replacing(#/:[a-z]+/#, with: "1")
            let answer = route.method == "GET" ? staff.get(address) : try staff.post(address)
            #expect(answer.location == path, "\(route.method) \(route.pattern)")
        }
    }
}
