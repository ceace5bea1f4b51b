import Domain
import TestSupport
import Testing

@testable import Kartify

/// **Test connection**: one real question with what is saved.
struct TestConnectionTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private func test() throws -> Answer { try staff.press("/admin/modules/arvind/test") }

    @Test(arguments: [("true", "can"), ("false", "cannot")])
    func `any clear answer is a good connection`(serviceable: String, word: String) throws {
        shop.ai.answers("/serviceability", .answer(200, #"{"serviceable":\#(serviceable)}"#))
        let page = try test()
        #expect(page.status == 200 && page.text.contains("alert alert-success"))
        #expect(page.alert?.contains("Arvind answered: BELT \(word) be delivered to 560001.") == true)
        #expect(page.alert?.contains(#"{"serviceable":\#(serviceable)}"#) == true)
        let question = try #require(shop.ai.received("/serviceability").first)
        #expect(question.headers.contains("Authorization: Bearer \(shop.ai.token)"))
        #expect(question.body.contains(#""channelId":"CH-KFY""#))
        #expect(try shop.rows("exchange", where: "kind = 'test' AND outcome = 'accepted'") == 1)
    }

    @Test func `a private address is not called, and the page says what would allow it`() throws {
        let shop = try TestShop(privateHosts: "arvind.example")
        let staff = try shop.staff()
        let page = try staff.follow(try staff.post("/admin/modules/arvind/test"))
        #expect(page.alert?.contains("only for hosts that KARTIFY_PRIVATE_HOSTS names") == true)
        #expect(shop.ai.received("/serviceability").isEmpty)
    }

    @Test func `a refusal is shown with Arvind's code and words`() throws {
        shop.ai.answers(
            "/serviceability", .answer(401, #"{"status":"FAILURE","code":"BAD_TOKEN","message":"Who are you?"}"#))
        let page = try test()
        #expect(page.text.contains("alert alert-danger"))
        #expect(page.alert?.contains("Arvind refused the test request. BAD_TOKEN: Who are you?") == true)
        #expect(try shop.rows("exchange", where: "outcome = 'refused' AND http_status = 401") == 1)
    }

    @Test func `an unclear answer is shown as such`() throws {
        shop.ai.answers("/serviceability", .answer(502, "<h1>Bad gateway</h1>"))
        let page = try test()
        #expect(page.text.contains("alert alert-danger") && page.alert?.contains("HTTP 502") == true)
        #expect(page.text.contains("&lt;h1&gt;Bad gateway&lt;/h1&gt;"))
        #expect(try shop.rows("exchange", where: "outcome = 'unknown' AND http_status = 502") == 1)
    }

    @Test func `an unreachable Arvind is shown as such`() throws {
        let dead = try LoopbackServer.deadURL()
        try shop.setModule(of: shop.brand) { $0.apiURL = dead }
        #expect(try test().alert?.contains("No answer: Couldn't connect to server.") == true)
        #expect(try shop.rows("exchange", where: "outcome = 'unknown' AND http_status IS NULL") == 1)
    }

    @Test func `missing settings are named, and nobody is called`() throws {
        try shop.change("UPDATE sku SET product_id = NULL, option_value_id = NULL")
        #expect(try test().alert?.contains("Give a product a SKU first") == true)
        try shop.setModule(of: shop.brand) { $0.apiURL = "" }
        #expect(try test().alert?.contains("Save the API URL and the Auth Token first.") == true)
        #expect(shop.ai.server.requests.isEmpty)
    }

    @Test func `a module that is not enabled yet can be tested`() throws {
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        #expect(try test().alert?.contains("Arvind answered") == true)
    }

    @Test func `the result is shown once, to its session alone, and a reload asks nobody again`() throws {
        let answer = try staff.post("/admin/modules/arvind/test")
        let address = try #require(answer.location)
        let colleague = try shop.staff()
        #expect(answer.status == 303 && !colleague.get(address).words.contains("Arvind answered"))
        #expect(staff.get(address).words.contains("Arvind answered"))
        let again = staff.get(address)
        #expect(again.status == 200 && !again.words.contains("Arvind answered"))
        #expect(shop.ai.received("/serviceability").count == 1)
    }

    @Test func `a result that nobody looks at is forgotten after a minute`() throws {
        let address = try #require(try staff.post("/admin/modules/arvind/test").location)
        shop.clock.advance(.seconds(121))
        #expect(!staff.get(address).words.contains("Arvind answered"))
    }

    @Test func `the page says when the last clear answer came, and until when calls are paused`() throws {
        #expect(staff.get("/admin/modules/arvind").words.contains("The log shows no clear answer yet."))
        _ = try test()
        shop.ai.answers("/serviceability", .answer(503, ""))
        shop.clock.advance(.minutes(3))
        for _ in 1...4 { _ = try test() }
        #expect(!staff.get("/admin/modules/arvind").words.contains("are paused"))
        _ = try test()
        for path in ["/admin", "/admin/modules/arvind"] {
            let page = staff.get(path).words
            #expect(page.contains("Calls to Arvind are paused until 23 Nov 2026, 10:03:30,"), "\(page)")
            #expect(page.contains("The last clear answer came 3 min ago."), "\(page)")
        }
        #expect(try !shop.staff(at: "second.localhost").get("/admin").words.contains("are paused"))
        #expect(shop.send("GET", "/metrics").text.contains("kartify_calls_paused{website=\"KFY\"} 1\n"))
        shop.clock.advance(.seconds(30))
        #expect(!staff.get("/admin").words.contains("are paused"), "the next call may be made")
        #expect(shop.send("GET", "/metrics").text.contains("kartify_calls_paused{website=\"KFY\"} 0\n"))
    }
}
