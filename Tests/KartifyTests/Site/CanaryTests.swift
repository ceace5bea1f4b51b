import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What nobody may ever find: looked for in everything that is stored, in the log, and in what goes out.
struct CanaryTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }

    init() throws {
        post = try MailShop()
    }

    @Test func `account numbers, passwords and tokens are in no table, no line of the log, and no mail`() throws {
        var canaries = [
            TestShop.ashasPassword, "the next password", "a password nobody has", ashasAccount, shop.ai.token,
        ]
        let asha = try shop.asha
        _ = try shop.visitor().post("/account/login", ["email": "asha@example.com", "password": canaries[2]])
        let number = try shop.sold(to: asha, .delivered)
        shop.ai.answers(
            "/orders/\(number)/returns",
            .answer(422, #"{"status":"FAILURE","code":"INVALID_ACCOUNT","message":"No account \(ashasAccount)"}"#),
            .answer(200, #"{"status":"SUCCESS"}"#))
        for _ in 1...2 { _ = try asha.requestReturn(number) }
        _ = shop.arvind.tells("e1", number, "returned", at: noon + .minutes(9), more: #""reason":"\#(ashasAccount)""#)
        try shop.visitor().post("/account/forgotten-password", ["email": "asha@example.com"])
        try shop.visitor().post("/account/find-order", ["number": number, "email": "asha@example.com"])
        let guest = try shop.visitor().order(nil)
        let letters = try post.letters()
        #expect(letters.count >= 5)
        let links = letters.flatMap {
            $0.words.split(separator: "\n").filter { $0.contains("token=") }.map(String.init)
        }
        #expect(links.count >= 2, "a guest's order and a forgotten password")
        let tokens = try links.map { try #require($0.split(separator: ".").last.map(String.init)) }
        for link in links { _ = shop.visitor().get(link.replacing("https://localhost", with: "")) }
        let reset = try #require(links.first { $0.contains("new-password") })
        let password = ["password": canaries[1], "confirmation": canaries[1]]
        let page = shop.visitor().get(reset.replacing("https://localhost", with: ""))
        #expect(page.status == 200)
        try shop.visitor().post(
            "/account/new-password", page.form(to: "/account/new-password").merging(password) { $1 })
        let cookies = [asha.cookie("kartify_session"), asha.cookie("kartify_browser")].compactMap { $0 }
        #expect(cookies.count == 2 && !guest.isEmpty)
        canaries += tokens + cookies
        let stored = try shop.dump()
        for canary in canaries {
            #expect(stored.first { $0.contains(canary) } == nil, "\(canary) is stored")
            #expect(!shop.log.contains(canary), "\(canary) is in the log")
        }
        let secrets = canaries.filter { !tokens.contains($0) }
        for letter in try letters + post.letters() {
            let text = letter.words + letter.part("text/html")
            for canary in secrets { #expect(!text.contains(canary), "\(canary) is in a mail") }
        }
    }

    @Test func `the page of a website says what is kept, and the spans that are kept to`() throws {
        let page = shop.visitor().get("/privacy")
        #expect(page.status == 200 && shop.visitor().get("/").text.contains(#"href="/privacy""#))
        for words in ["erased 30 days after", "90 days at most", "30 days after its last change", "shows for 30 days"] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(page.words.contains("The payment gateway") && !page.words.contains("Our provider of text messages"))
        try shop.set(MessageSettings(smsURL: "https://sms.example"))
        #expect(shop.visitor().get("/privacy").words.contains("Our provider of text messages"))
    }
}
