import Crypto
import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// An account number is typed once, goes to Arvind, and is seen by nobody but an administrator who leaves a trace.
struct BankSecrecyTests {
    private let shop: TestShop
    private let asha: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        asha = try shop.asha
        number = try shop.sold(to: asha, .delivered)
    }

    /// Every page on which a return is seen.
    private func pages() throws -> [Answer] {
        let staff = try shop.staff()
        let reference = try #require(try shop.returns(number).first?.reference)
        let calls: [ID<ExchangeRow>] = try shop.database.read {
            try $0.all("SELECT id FROM exchange") { try $0.next() }
        }
        return [
            asha.get("/account/orders"), asha.get("/account/orders/\(number)"),
            asha.get("/account/orders/\(number)/return"), shop.arvind.get("/api/v1/orders/\(number)"),
            staff.get("/admin"), staff.get("/admin/orders/\(number)"), staff.get("/admin/orders/\(number)/return"),
            staff.get("/admin/returns"), staff.get("/admin/returns/\(reference)/bank-details"),
            staff.get("/admin/audit"),
            staff.get("/admin/tools/logs"), staff.get("/admin/tools/logs?order=\(number)"),
            staff.get("/admin/search?q=\(number)"),
        ] + calls.map { staff.get("/admin/tools/logs/\($0)") }
    }

    /// Arvind says the number back in ways that a careless program would store and show.
    @Test(arguments: [
        LoopbackServer.Turn.answer(422, ArvindSays.refusal("ODD", "Account \(ashasAccount) is closed")),
        .answer(422, ArvindSays.refusal(ashasAccount, "Code \(ashasAccount)")),
        .answer(422, ArvindSays.refusal("ODD", "acct=\(ashasAccount)\(ashasAccount);")),
        .answer(500, "<pre>{\"accountNumber\":\(ashasAccount)}</pre>"),
        .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-\#(ashasAccount)"}"#),
        .answer(200, ashasAccount), .answer(422, ArvindSays.refusal("INVALID_ACCOUNT", ashasAccount)),
    ])
    func `account numbers in Arvind's answers are masked on the page, in the store and in the log`(
        turn: LoopbackServer.Turn
    ) throws {
        shop.ai.answers("/orders/\(number)/returns", turn)
        let answer = try asha.requestReturn(number)
        #expect(shop.ai.received("/orders/\(number)/returns").first?.body.contains(ashasAccount) == true)
        #expect(!answer.text.contains(ashasAccount), "\(answer.words)")
        for page in try pages() { #expect(page.status < 500 && !page.text.contains(ashasAccount), "\(page.words)") }
        #expect(try shop.staff().get("/admin/tools/logs?q=\(ashasAccount)").words.contains("No call matches"))
        let kept: [String] = try shop.database.read {
            try $0.all("SELECT request || response FROM exchange WHERE kind = 'return'") { try $0.next() }
        }
        #expect(kept.count == 1 && kept[0].contains(#""accountNumber":"••••7890""#))
        try shop.expectNowhere(ashasAccount)
    }

    /// The digits alone, whatever stands between them.
    private func expectNoDigits(in text: String) {
        #expect(!text.filter(\.isASCIIDigit).contains(ashasAccount.drop { $0 == "0" }), "\(text)")
    }

    @Test(arguments: [" ", "-", ".", "\u{a0}"])
    func `a separated, escaped or zero-stripped account number is masked too`(between: String) throws {
        let apart = ashasAccount.map(String.init).joined(separator: between)
        let escaped = ashasAccount.map { "\\u003\($0)" }.joined()
        shop.ai.answers(
            "/orders/\(number)/returns", .answer(422, ArvindSays.refusal("ODD", "Account \(apart) or \(escaped)")))
        let answer = try asha.requestReturn(number)
        expectNoDigits(in: answer.alert ?? "")
        let words = try #require(try shop.returns(number).first?.omsWords)
        expectNoDigits(in: words)
        #expect(words.contains("••••"))
        let kept: [String] = try shop.database.read {
            try $0.all("SELECT response FROM exchange WHERE kind = 'return'") { try $0.next() }
        }
        for text in kept { expectNoDigits(in: text) }
    }

    @Test func `a webhook that repeats the number is kept and shown without it`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS","arvindReturnId":"AR-1"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let word = #""reason":"NEFT to \#(ashasAccount) done""#
        #expect(shop.arvind.tells("evt_9", number, "return_picked_up", at: shop.now, more: word).status == 200)
        #expect(try shop.rows("webhook_event", where: "body LIKE '%NEFT to ••••%'") == 1)
        for page in try pages() { #expect(!page.text.contains(ashasAccount), "\(page.words)") }
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `a comment with the number in it is refused`() throws {
        let answer = try asha.requestReturn(number, [1: "2"], ["comment": "My account is \(ashasAccount)"])
        #expect(answer.status == 422 && answer.text.contains("Leave the account number out"))
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `an unclear answer, a retry and a backup keep the secret`() throws {
        shop.ai.answers(
            "/orders/\(number)/returns", .hangUpAfter(ashasAccount), .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 422)
        #expect(try asha.retryReturn(number).status == 303)
        for page in try pages() { #expect(!page.text.contains(ashasAccount), "\(page.words)") }
        try shop.expectNowhere(ashasAccount)
        let backup = shop.folder.file("backup.sqlite")
        if shop.database.isFile { try shop.database.backup(to: backup) }
        let copied = shop.database.isFile ? try Database(path: backup) : shop.database
        #expect(
            try copied.read { try $0.number("SELECT count(*) FROM return_request WHERE bank_sealed IS NOT NULL") } == 1)
    }

    @Test func `an administrator sees them in full after confirming, and the view is recorded first`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let admin = try shop.staff()
        #expect(admin.get("/admin/returns").words.contains("••••7890 Show full details"))
        let path = "/admin/returns/\(number)-R1/bank-details"
        let ask = admin.get(path)
        #expect(try ask.hasButton("Show bank details") && shop.audited().isEmpty)
        shop.clock.advance(.minutes(5))
        let page = try admin.follow(try admin.confirm(try admin.post(path)))
        for text in ["Asha Rao", ashasAccount, "HDFC0001234", "HDFC Bank", "Residency Road"] {
            #expect(page.words.contains(text))
        }
        #expect(page.header("Cache-Control") == "no-store")
        let entry = try #require(
            try shop.database.read { try $0.auditEntries(of: shop.brand.id, limit: 9) }.first)
        #expect(entry.staff == "administrator" && entry.action == "Viewed bank details")
        #expect(entry.subject == "\(number)-R1" && entry.at == noon + .minutes(5))
        #expect(admin.get("/admin/audit").words.contains("administrator 127.0.0.1 Viewed bank details \(number)-R1"))
        try shop.expectNowhere(ashasAccount)
    }

    @Test func `the address of the details shows them once, in the session that asked, and for a minute`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let admin = try shop.staff(), path = "/admin/returns/\(number)-R1/bank-details"
        let address = try #require(try admin.post(path).location)
        #expect(try !shop.staff().get(address).text.contains(ashasAccount), "another session")
        #expect(admin.get(address).text.contains(ashasAccount))
        #expect(!admin.get(address).text.contains(ashasAccount) && admin.get(address).hasButton("Show bank details"))
        let late = try #require(try admin.post(path).location)
        shop.clock.advance(.seconds(121))
        #expect(!admin.get(late).text.contains(ashasAccount))
        #expect(try shop.rows("audit", where: "action = 'Viewed bank details'") == 2)
    }

    @Test func `bank details are not shown if the view cannot be recorded`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let admin = try shop.staff()
        _ = admin.get("/admin/audit")
        try shop.database.refuse("INSERT ON audit", saying: "disk full")
        let page = try admin.post("/admin/returns/\(number)-R1/bank-details")
        #expect(page.status == 500 && !page.text.contains(ashasAccount) && !page.text.contains("Residency"))
    }

    @Test(arguments: [StaffMember.Role.support, .operations])
    func `only administrators see bank details and the audit trail`(role: StaffMember.Role) throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let staff = try shop.staff(role)
        let path = "/admin/returns/\(number)-R1/bank-details"
        let list = staff.get("/admin/returns")
        #expect(list.words.contains("••••7890") && !list.words.contains("Show full details"))
        for answer in [staff.get(path), try staff.post(path), staff.get("/admin/audit")] {
            #expect(answer.status == 403 && !answer.text.contains(ashasAccount))
        }
        #expect(try shop.audited().isEmpty)
    }

    @Test func `an administrator who looks at another website does not find them`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        let admin = try shop.staff()
        try admin.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(admin.get("/admin/returns/\(number)-R1/bank-details").status == 404)
        #expect(try admin.post("/admin/returns/\(number)-R1/bank-details").status == 404)
        #expect(!admin.get("/admin/returns").words.contains(number))
        #expect(try shop.audited().isEmpty)
    }

    @Test func `bank details open only for their own return and key`() throws {
        let details = RefundAccount.bank(
            BankDetails(
                holder: "Asha Rao", accountNumber: ashasAccount, ifsc: "HDFC0001234", bank: "HDFC Bank",
                branch: "MG Road"))
        let key = SecretKey.random()
        let sealed = key.seal(details, of: "KFY-100001-R1")
        #expect(key.openAccount(sealed, of: "KFY-100001-R1") == details)
        for reference in ["KFY-100001-R2", "KFY-100002-R1", "", "KFY-100001-R1 "] {
            #expect(key.openAccount(sealed, of: reference) == nil)
        }
        #expect(SecretKey.random().openAccount(sealed, of: "KFY-100001-R1") == nil)
        #expect(key.open(sealed, purpose: SealPurpose.authToken) == nil)
        for index in sealed.indices {
            var broken = sealed
            broken[index] ^= 1
            #expect(key.openAccount(broken, of: "KFY-100001-R1") == nil)
        }
        #expect(key.seal(details, of: "KFY-100001-R1") != sealed)
    }

    @Test func `bank details moved to another return are neither sent nor shown`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(503, ""), .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 422)
        let foreign = shop.world.key.seal(
            .bank(
                BankDetails(holder: "Eve", accountNumber: "999999999999", ifsc: "HDFC0001234", bank: "B", branch: "B")),
            of: "KFY-999999-R1")
        try shop.change("UPDATE return_request SET bank_sealed = \(foreign)")
        let page = try shop.staff().post("/admin/returns/\(number)-R1/bank-details")
        #expect(page.status == 409 && !page.text.contains("999999999999"))
        let again = try asha.retryReturn(number)
        #expect(again.status == 422)
        #expect(again.alert?.hasSuffix("cannot be read any more. Fill the form in again.") == true)
        #expect(try again.hasButton("Submit return") && shop.returns(number).first?.state == .withdrawn)
        #expect(!shop.ai.received("/orders/\(number)/returns").contains { $0.body.contains("999999999999") })
        // A COD return without its details would be a refund that Arvind cannot pay.
        #expect(shop.ai.received("/orders/\(number)/returns").allSatisfy { $0.body.contains("refund") })
    }

    @Test func `bank details are erased some days after the return is closed, but for the last four digits`() throws {
        shop.ai.answers("/orders/\(number)/returns", .answer(200, #"{"status":"SUCCESS"}"#))
        #expect(try asha.requestReturn(number).status == 303)
        try shop.change("UPDATE website SET bank_days = 3 WHERE id = \(shop.brand.id)")
        shop.clock.advance(.days(20))
        _ = try shop.world.eraseBankDetails()
        #expect(try shop.returns(number).first?.hasBankDetails == true)
        for (index, word) in ["return_picked_up", "returned", "refunded"].enumerated() {
            _ = shop.arvind.tells("evt_\(index)", number, word, at: shop.now + .seconds(index))
        }
        shop.clock.advance(.days(3))
        _ = try shop.world.eraseBankDetails()
        #expect(try shop.returns(number).first?.hasBankDetails == true)
        shop.clock.advance(.seconds(1))
        _ = try shop.world.eraseBankDetails()
        let row = try #require(try shop.returns(number).first)
        #expect(!row.hasBankDetails && row.accountEnd == "7890" && row.state == .accepted)
        let admin = try shop.staff()
        let list = admin.get("/admin/returns").words
        #expect(list.contains("••••7890") && !list.contains("Show full details"))
        let page = try admin.post("/admin/returns/\(number)-R1/bank-details")
        #expect(page.status == 404 && page.words.contains("have been erased"))
    }
}
