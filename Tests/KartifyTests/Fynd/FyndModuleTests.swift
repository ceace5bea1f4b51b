import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Extensions › Modules › FYND.
struct FyndModuleTests {
    private let shop: TestShop
    private let staff: Browser
    private let path = "/admin/modules/fynd"

    init() throws {
        shop = try TestShop(oms: .fynd)
        staff = try shop.staff()
    }

    private func module() throws -> ModuleRow {
        let id = shop.brand.id
        return try #require(try shop.database.read { try $0.module(of: id, .fynd) })
    }

    @Test func `all fields are saved, and leave the other OMS's settings alone`() throws {
        let id = shop.brand.id
        let other = try shop.database.read { try $0.module(of: id, .arvind) }
        let typed = fyndForm(
            shop,
            [
                "channel_id": " AFF-9 ", "auth_token": "new-token-123", "api_url": "https://api.fynd.example/v1/",
                "webhook_secret": "new-secret-key-0123456789", "pull_minutes": "45",
            ])
        let answer = try staff.post(path, typed)
        #expect(answer.status == 303 && answer.location == "\(path)?saved")
        let saved = try module()
        #expect(
            saved.settings
                == ModuleSettings(
                    oms: .fynd, isEnabled: true, channelID: "AFF-9", apiURL: "https://api.fynd.example/v1",
                    pullMinutes: 45))
        let token = try #require(saved.sealedAuthToken), secret = try #require(saved.sealedWebhookSecret)
        #expect(shop.world.key.open(token, purpose: SealPurpose.authToken) == "new-token-123")
        #expect(shop.world.key.open(secret, purpose: SealPurpose.webhookSecret) == "new-secret-key-0123456789")
        #expect(try shop.database.read { try $0.module(of: id, .arvind) }?.settings == other?.settings)
        let audited = try #require(try shop.audited().first { $0.action == "Saved the FYND module" })
        #expect(audited.subject.contains("Affiliate id: AFF-1 → AFF-9"), "\(audited.subject)")
        #expect(audited.subject.contains("Affiliate token replaced; Secret key replaced"), "\(audited.subject)")
        #expect(!staff.get(path).text.contains("new-secret-key"))
    }

    @Test(arguments: [
        ("channel_id", "", "Affiliate id is needed before the module can be enabled."),
        ("channel_id", "AFF\u{e9}", "Affiliate id has only visible ASCII characters. Copy it again."),
        (
            "api_url", "http://fynd.example",
            "Type an address that begins with https:// (http:// only for this machine), without ? or #."
        ),
        ("auth_token", "two words", "A token has only visible ASCII characters. Copy it again."),
        ("webhook_secret", "short", "A secret key has at least 16 visible ASCII characters. Copy it again."),
        ("pull_minutes", "14", "Type a whole number from 15 to 60."),
        ("pull_minutes", "61", "Type a whole number from 15 to 60."),
        ("pull_minutes", "", "Type a whole number from 15 to 60."),
    ])
    func `a wrong field is marked, and nothing is saved`(field: String, typed: String, message: String) throws {
        let before = try shop.dump()
        let page = try staff.post(path, fyndForm(shop, [field: typed]))
        #expect(page.status == 422 && page.error(of: field) == message, "\(page.error(of: field) ?? "")")
        #expect(try shop.dump() == before)
    }

    @Test func `it cannot be enabled before it has its token and its secret key`() throws {
        try shop.change("UPDATE module SET auth_token_sealed = NULL, webhook_secret_sealed = NULL")
        let page = try staff.post(path, fyndForm(shop))
        #expect(page.status == 422)
        #expect(page.error(of: "auth_token") == "Affiliate token is needed before the module can be enabled.")
        #expect(page.error(of: "webhook_secret") == "Secret key is needed before the module can be enabled.")
    }

    @Test func `another host gets no saved token, and the other administrators are told`() throws {
        let page = try staff.post(path, fyndForm(shop, ["api_url": "https://elsewhere.example"]))
        #expect(page.status == 422)
        #expect(
            page.error(of: "auth_token")
                == "The API URL names another host. Type the affiliate token for it: the saved one is not sent there.")
        let typed = fyndForm(shop, ["api_url": "https://elsewhere.example", "auth_token": "new-token-123"])
        _ = try staff.post(path, typed)
        #expect(try shop.rows("alert", where: "cause = 'new_api_host' AND message LIKE '%affiliate token%'") == 1)
    }

    @Test func `the connection is tested with the affiliate's credentials`() throws {
        let answer = try staff.follow(try staff.post("\(path)/test"))
        #expect(answer.words.contains("FYND answered:"), "\(answer.words)")
        let call = try #require(shop.ai.received("/serviceability").first)
        #expect(call.headers.contains("X-Affiliate-Id: AFF-1"))
        #expect(call.headers.contains("X-Affiliate-Token: \(shop.ai.token)"))
        #expect(!call.headers.contains { $0.hasPrefix("Idempotency-Key") })
    }

    @Test func `the pages of the website name its own OMS`() throws {
        let number = try shop.visitor().order()
        try shop.push()
        for page in ["/admin", "/admin/orders/\(number)", "/admin/orders", "/admin/reconciliation", path] {
            let words = staff.get(page).words
            #expect(words.contains("FYND") && !words.contains("Arvind"), "\(page): \(words)")
        }
        #expect(shop.visitor().get("/").words.contains("orders are delivered by FYND"))
    }
}

/// The module's form as it stands on its page, with some fields typed differently.
func fyndForm(_ shop: TestShop, _ changes: [String: String] = [:]) -> [String: String] {
    [
        "status": "enabled", "api_url": shop.ai.url, "channel_id": "AFF-1", "auth_token": "", "webhook_secret": "",
        "pull_minutes": "15",
    ].merging(changes) { $1 }
}
