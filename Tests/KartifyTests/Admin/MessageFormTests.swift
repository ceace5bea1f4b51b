import Domain
import TestSupport
import Testing

@testable import Kartify

/// Where staff say whether and how a website writes to its customers.
struct MessageFormTests {
    private let shop: TestShop
    private let staff: Browser
    private let path = "/admin/messages"
    private let secret = "whsec_" + String(repeating: "A", count: 32)

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test func `a provider of text messages that a colleague has changed is replaced knowingly`() throws {
        let hash = shop.world.passwords.hash(TestShop.staffPassword)
        try shop.database.write {
            try $0.addStaff(username: "ravi", passwordHash: hash, role: .administrator, at: noon)
        }
        let ravi = Browser(shop)
        _ = try ravi.follow(try ravi.post("/admin/login", ["username": "ravi", "password": TestShop.staffPassword]))
        func typed(_ host: String) -> [String: String] {
            ["sms_url": "https://\(host).example/sms", "sms_secret": secret]
        }
        let older = staff.get(path).form(to: path)
        #expect(older["shown-sms_url"] != nil && older["shown-sms_secret"] != nil && older["shown-sends_mail"] == "off")
        #expect(try ravi.post(path, older.merging(typed("theirs")) { $1 }).status == 303)
        let refused = try staff.post(path, older.merging(typed("mine")) { $1 })
        #expect(
            refused.status == 422 && refused.words.contains("ravi has changed SMS webhook to https://theirs.example"))
        #expect(!refused.text.contains(secret))
        #expect(try staff.post(path, refused.form(to: path).merging(["sms_secret": secret]) { $1 }).status == 303)
        #expect(staff.get(path).value(of: "sms_url") == "https://mine.example/sms")
        #expect(try staff.post(path, older.merging(["sms_url": ""]) { $1 }).status == 303)
        #expect(staff.get(path).value(of: "sms_url") == "https://mine.example/sms")
    }

    @Test func `mail is switched on only where there is a mail server, and the trail says who did it`() throws {
        let refused = try staff.post(path, ["sends_mail": "on"])
        #expect(refused.status == 422 && refused.words.contains("There is no mail server."))
        let post = try MailShop()
        try post.shop.set(MessageSettings())
        #expect(try post.shop.staff().post(path, ["sends_mail": "on"]).location == "/admin/messages?saved")
        let id = post.shop.brand.id
        #expect(
            try post.shop.database.read { try $0.messageSettings(of: id) }.settings == MessageSettings(sendsMail: true))
        #expect(try post.shop.audited().first?.subject == "Mail: off → on")
    }

    @Test func `a provider without a secret, or another host with the old one, is refused`() throws {
        for (url, secret) in [
            ("http://sms.example", secret), ("https://sms.example", ""), ("https://sms.example", "x"),
        ] {
            #expect(try staff.post(path, ["sms_url": url, "sms_secret": secret]).status == 422)
        }
        #expect(try staff.post(path, ["sms_url": "https://sms.example/a", "sms_secret": secret]).status == 303)
        #expect(try staff.post(path, ["sms_url": "https://sms.example/b"]).status == 303)
        #expect(try staff.post(path, ["sms_url": "https://other.example/b"]).status == 422)
        #expect(try shop.audited().allSatisfy { !$0.subject.contains(secret) })
    }

    @Test func `another provider is named only after the password was given again`() throws {
        try shop.change("UPDATE session SET proved_at = NULL")
        let asked = try staff.post(path, ["sms_url": "https://sms.example", "sms_secret": secret])
        #expect(try asked.text.contains("sealed_form") && shop.rows("message_settings") == 0)
    }
}
