import Domain
import TestSupport
import Testing

@testable import Kartify

/// Every route, asked by every kind of caller.
struct RouteTests {
    @Test func `every route has a row here, and every row a route`() {
        let site = Set(Site.table.map { "\($0.method) \($0.pattern)" })
        let rows = RouteRow.all.map(\.route)
        #expect(site.subtracting(rows) == [], "routes that no test asks for")
        #expect(Set(rows).subtracting(site) == [], "rows whose route is gone")
        #expect(Set(rows).count == rows.count)
    }

    @Test(arguments: RouteRow.all)
    func `every audience is admitted, and nobody else; a refused request changes nothing`(row: RouteRow) throws {
        let walk = try Walk(row)
        if row.method == "POST", !row.pattern.hasPrefix("/api/") { try walk.reload() }
        switch walk.audience {
        case "anyone": #expect(walk.ask(walk.nobody).status == row.status)
        case "visitor": try walk.visitor()
        case "customer": try walk.customer()
        case "staff sign-in": try walk.staffSignIn()
        case "staff": try walk.staff(allowed: [.support, .operations, .administrator])
        case "operations": try walk.staff(allowed: [.operations, .administrator])
        case "bank details": try walk.staff(allowed: [.administrator])
        case "administrator": try walk.staff(allowed: [.administrator])
        case "partner", "signedPartner": try walk.partner()
        case "signature": try walk.signature()
        case "gateway": try walk.gateway()
        case let unknown: Issue.record("nothing is known of the audience \(unknown)")
        }
    }
}

/// One route, and everybody who may knock.
private struct Walk {
    private let shop: TestShop
    let row: RouteRow
    let audience: String
    let address: String
    let asha: Browser

    init(_ row: RouteRow) throws {
        self.row = row
        shop = try TestShop()
        audience = try #require(
            Site.table.first { $0.method == row.method && $0.pattern == row.pattern }, "\(row.route) is gone"
        ).audience
        asha = try shop.asha
        address = try RouteSeeds(shop, asha).filled(row.address)
    }

    /// Asks for the address of a form, as a reload does after it failed: it leads to a page.
    func reload() throws {
        let browser = audience == "visitor" || audience == "customer" ? asha : try administrator
        var answer = browser.get(address)
        for _ in 1...2 where answer.status == 303 { answer = browser.get(try #require(answer.location)) }
        // A row may name something that is not there: so does the reload.
        #expect(answer.status == 200 || (answer.status == 404 && row.status == 404), "\(answer.location ?? "")")
    }

    var nobody: Browser { shop.visitor() }
    var administrator: Browser { get throws { try shop.staff(.administrator) } }

    /// Asks with the browser's token, as its own forms do.
    func ask(_ browser: Browser) -> Answer {
        row.method == "GET"
            ? browser.get(address) : (try? browser.post(address, row.form)) ?? Answer(response: .text(""))
    }

    func visitor() throws {
        try expectNothingChanges {
            expectMisdirected(asha)
            expectNoWayWithoutToken(asha)
        }
        #expect(ask(asha).status == row.status)
    }

    func customer() throws {
        let elsewhere = Browser(carrying: asha, to: "second.localhost")
        let others = [nobody, elsewhere, try administrator]
        try expectNothingChanges {
            for browser in others {
                expectSignIn(ask(browser), at: "/account/login")
            }
            expectMisdirected(asha)
            expectNoWayWithoutToken(asha)
        }
        #expect(ask(asha).status == row.status)
    }

    func staffSignIn() throws {
        try expectNothingChanges {
            expectMisdirected(asha)
            expectNoWayWithoutToken(asha)
        }
        #expect(ask(Browser(shop)).status == row.status)
    }

    func staff(allowed: [StaffMember.Role]) throws {
        let people = try StaffMember.Role.allCases.map { (role: $0, browser: try shop.staff($0)) }
        try expectNothingChanges {
            for browser in [nobody, asha] { expectSignIn(ask(browser), at: "/admin/login") }
            for (role, browser) in people where !allowed.contains(role) {
                let answer = ask(browser)
                #expect(answer.status == 403 && answer.words.contains("may not do this"), "\(role)")
            }
            for (role, browser) in people where allowed.contains(role) {
                expectMisdirected(browser)
                expectNoWayWithoutToken(browser)
            }
        }
        let least = try #require(people.reversed().first { allowed.contains($0.role) })
        #expect(ask(least.browser).status == row.status, "\(least.role)")
        shop.world.background.wait()
    }

    func partner() throws {
        let caller = shop.arvind
        let body =
            row.pattern.hasSuffix("inventory")
            ? #"{"items":[{"sku":"BELT","quantity":9}]}"#
            : caller.event("evt_1", "KFY-100001", #"{"orderItemId":"KFY-100001-1","status":"packed"}"#)
        func call(_ caller: ArvindCaller) -> Answer {
            row.method == "GET" ? caller.get(address) : caller.post(address, body)
        }
        let work = try shop.staff()
        try expectNothingChanges {
            for browser in [nobody, asha, work] { #expect(ask(browser).status == 401) }
            var (other, lost, disabled) = (shop.arvindOfSecond, caller, caller)
            other.host = "localhost"
            #expect(call(other).status == 401)
            lost.host = "unknown.example"
            #expect(call(lost).status == 421)
            disabled.password = "wrong"
            #expect(call(disabled).status == 401)
        }
        #expect(call(caller).status == row.status)
    }

    /// An OMS that its signature alone proves, and that has an order of its own.
    func signature() throws {
        try shop.enableFynd(shop.ai)
        let caller = shop.fynd
        let number = try asha.order("S")
        try shop.change("UPDATE sales_order SET oms = 'fynd'")
        let work = try shop.staff()
        try expectNothingChanges {
            for browser in [nobody, asha, work] { #expect(ask(browser).status == 401) }
            var (stranger, lost) = (caller, caller)
            stranger.secret = "another-secret-0123456789"
            lost.host = "unknown.example"
            #expect([stranger, lost].map { $0.tells("1", number, "bag_packed").status } == [401, 421])
        }
        #expect(caller.tells("1", number, "bag_packed").status == row.status)
    }

    func gateway() throws {
        let number = try asha.order("S", payment: .prepaid)
        let work = try shop.staff()
        let gateway = shop.gateway
        try expectNothingChanges {
            for browser in [nobody, asha, work] { #expect(ask(browser).status == 401) }
            var (stranger, lost) = (gateway, gateway)
            stranger.secret = "another-secret-0123456789"
            lost.host = "unknown.example"
            let answers = try [stranger, lost].map { try $0.tells("pay_1", number) }
            #expect(answers.map(\.status) == [401, 421])
        }
        #expect(try gateway.tells("pay_1", number).status == row.status)
    }

    private func expectSignIn(_ answer: Answer, at login: String) {
        #expect(answer.status == 303)
        #expect(answer.location?.hasPrefix(login) == true, "\(answer.location ?? "")")
        #expect(answer.location?.contains("?next=") == (row.method == "GET"))
    }

    private func expectMisdirected(_ browser: Browser) {
        #expect(ask(Browser(carrying: browser, to: "unknown.example")).status == 421)
    }

    private func expectNoWayWithoutToken(_ browser: Browser) {
        guard row.method == "POST" else { return }
        #expect(browser.post(address, row.form, csrf: nil).status == 403)
        #expect(browser.post(address, row.form, csrf: "x").status == 403)
    }

    private func expectNothingChanges(_ body: () throws -> Void) throws {
        _ = try shop.staff(.administrator)
        // What is counted of those who are turned away is no change.
        let counted: Set = ["session", "sign_in_failure", "webhook_refusal", "bucket"]
        let before = try shop.dump(without: counted)
        try body()
        #expect(try shop.dump(without: counted) == before)
    }
}

/// What the addresses name.
private struct RouteSeeds {
    private var values: [String: String] = [:]

    init(_ shop: TestShop, _ asha: Browser) throws {
        values["order"] = try asha.order("M")
        values["unpaid"] = try asha.order("S", payment: .prepaid)
        let delivered = try asha.order(nil)
        _ = shop.arvind.tells("evt_seed", delivered, "delivered")
        values["delivered"] = delivered
        _ = shop.arvind.tells("evt_unknown", "KFY-999999", "packed")
        values["event"] = "\(try shop.database.read { try $0.number("SELECT max(id) FROM webhook_event") })"
        try asha.addToCart("M")
        values["line"] = asha.get("/cart").piece(after: "/cart/lines/", before: "\"")
        values["polo"] = "\(try shop.productID("Polo"))"
        values["belt"] = "\(try shop.productID("Belt"))"
        let now = shop.now
        let website = shop.brand.id
        try shop.database.write { try $0.addStaff(username: "ravi", passwordHash: "x", role: .support, at: now) }
        values["replay"] =
            "\(try shop.database.write { try $0.startReplay(of: website, by: "test", filter: "", asked: 1, at: now) })"
        values["run"] =
            "\(try shop.database.write { try $0.startRun("push-orders", by: "test", windowHours: 6, total: 1, at: now) })"
    }

    func filled(_ address: String) -> String {
        values.reduce(address) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
