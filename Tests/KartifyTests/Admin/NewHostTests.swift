import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The Auth Token does not follow a changed API URL.
struct NewHostTests {
    private let shop: TestShop
    private let staff: Browser
    private let path = "/admin/modules/arvind"

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private var apiURL: String? {
        get throws {
            let id = shop.brand.id
            return try shop.database.read { try $0.module(of: id) }?.settings.apiURL
        }
    }

    @Test(arguments: ["https://api.other.example", "http://127.0.0.1:1", "https://127.0.0.1"])
    func `another host asks for its own token, and the saved one is not sent there`(url: String) throws {
        let page = try staff.post(path, moduleForm(shop, ["api_url": url]))
        #expect(
            page.status == 422 && page.error(of: "auth_token")?.hasPrefix("The API URL names another host.") == true)
        #expect(try apiURL == shop.ai.url && shop.rows("alert") == 0)
        #expect(try staff.post(path, moduleForm(shop, ["api_url": url, "auth_token": "its-own-token"])).status == 303)
        let id = shop.brand.id
        let saved = try #require(try shop.database.read { try $0.module(of: id) })
        let token = try #require(saved.sealedAuthToken)
        #expect(shop.world.key.open(token, purpose: SealPurpose.authToken) == "its-own-token")
        #expect(saved.settings.apiURL == url)
    }

    @Test func `going through an empty address is no way around it`() throws {
        #expect(try staff.post(path, moduleForm(shop, ["status": "disabled", "api_url": ""])).status == 303)
        let page = try staff.post(path, moduleForm(shop, ["api_url": "https://api.other.example"]))
        #expect(page.status == 422 && page.error(of: "auth_token") != nil)
    }

    @Test func `another path at the same host keeps the token`() throws {
        #expect(try staff.post(path, moduleForm(shop, ["api_url": shop.ai.url + "/v2"])).status == 303)
        #expect(try apiURL == shop.ai.url + "/v2" && shop.rows("alert") == 0)
    }

    @Test func `the other administrators are told on the dashboard for a week, and by the alerts`() throws {
        let form = ["api_url": "https://api.other.example/v2", "auth_token": "its-own-token"]
        try staff.post(path, moduleForm(shop, form))
        let words =
            "administrator has changed where Arvind is called: orders and the Auth Token go to api.other.example now."
        #expect(staff.get("/admin").words.contains(words))
        #expect(try !shop.staff(.operations).get("/admin").words.contains(words))
        // Nobody takes alerts here, so none waits.
        #expect(try shop.rows("alert", where: "cause = 'new_api_host' AND delivered_at IS NOT NULL") == 1)
        shop.clock.advance(.days(7))
        #expect(try !shop.staff().get("/admin").words.contains(words))
    }

    @Test func `each change is sent to whoever takes the alerts`() throws {
        try shop.change("UPDATE website SET alert_address = 'asha@example.com'")
        for host in ["a", "b"] {
            let form = ["api_url": "https://\(host).example", "auth_token": "token-of-\(host)"]
            #expect(try staff.post(path, moduleForm(shop, form)).status == 303)
        }
        #expect(try shop.rows("alert", where: "cause = 'new_api_host' AND delivered_at IS NULL") == 2)
    }

    @Test func `another scheme, and every other spelling of the host, is another one`() throws {
        let urls = [
            "https://API.first.example.", "https://api.first.example:443", "https://api.first.example:8443",
            "https://api.first.example.evil.example", "https://api.first.example%2e", "https://127.0.0.1:4430",
        ]
        for (saved, typed) in urls.map({ ("https://api.first.example", $0) })
            + [("https://127.0.0.1:8180", "http://127.0.0.1:8180"), ("https://localhost", "http://localhost")]
        {
            try shop.change("UPDATE module SET api_url = \(saved) WHERE website_id = \(shop.brand.id)")
            let page = try staff.post(path, moduleForm(shop, ["api_url": typed]))
            #expect(page.status == 422 && page.error(of: "auth_token") != nil, "\(typed)")
            #expect(try apiURL == saved)
        }
        for typed in ["https://me:secret@api.first.example", "https://api.first.example\\@evil", "https://ａpi.example"]
        {
            let page = try staff.post(path, moduleForm(shop, ["api_url": typed]))
            #expect(page.status == 422 && page.error(of: "api_url") != nil, "\(typed)")
        }
    }
}
