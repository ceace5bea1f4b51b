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

    private func test() throws -> Answer { try staff.post("/admin/modules/arvind/test") }

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
}
