import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Extensions › Modules › Arvind Internet.
struct ModuleTests {
    private let shop: TestShop
    private let staff: Browser
    private let path = "/admin/modules/arvind"

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private func module(of website: Website? = nil) throws -> ModuleRow {
        let id = (website ?? shop.brand).id
        return try #require(try shop.database.read { try $0.module(of: id) })
    }

    @Test(arguments: ["GET /admin/modules/nobody", "POST /admin/modules/nobody", "GET /admin/modules/nobody/alerts"])
    func `an OMS that there is not has no module`(route: String) throws {
        let parts = route.split(separator: " ").map(String.init)
        let answer = parts[0] == "GET" ? staff.get(parts[1]) : try staff.post(parts[1], moduleForm(shop))
        #expect(answer.status == 404)
    }

    @Test func `while the places for staff's passwords are taken, a new one of the module is refused at once`() throws {
        let before = try module()
        let world = shop.world
        let answers = try world.hashing(for: "staff") {
            try world.hashing(for: "staff") {
                try world.hashing(for: "staff") {
                    [
                        try staff.post(path, moduleForm(shop, ["password": "new-password-1", "channel_id": "CH-9"])),
                        try staff.post(path, moduleForm(shop)),
                    ]
                }
            }
        }
        #expect(answers.map(\.status) == [503, 303] && answers[0].header("Retry-After") == "2")
        #expect(try module().passwordHash == before.passwordHash)
        #expect(try module().settings.channelID == before.settings.channelID)
    }

    @Test func `all fields are saved, for this website only`() throws {
        shop.clock.advance(.minutes(59))
        let second = try module(of: shop.second)
        let typed = moduleForm(
            shop,
            [
                "username": " new-name ", "password": "new-password-1", "auth_token": "new-token-123",
                "channel_id": "CH-9",
                "warehouse_id": "WH-9", "api_url": "https://api.arvind.example/v2/", "ordering_store_id": "OS-9",
                "webhook_secret": "whsec_" + Base64.standard.encode(Array(repeating: 7, count: 24)),
            ])
        let answer = try staff.confirm(try staff.post(path, typed))
        #expect(answer.status == 303 && answer.location == "\(path)?saved")
        #expect(try staff.follow(answer).alert == "Saved.")
        let saved = try module()
        #expect(
            saved.settings
                == ModuleSettings(
                    oms: .arvind,
                    isEnabled: true, username: "new-name", channelID: "CH-9", warehouseID: "WH-9",
                    apiURL: "https://api.arvind.example/v2", orderingStoreID: "OS-9"))
        #expect(shop.world.account(saved).settings == saved.settings)
        #expect(shop.world.passwords.verify("new-password-1", against: try #require(saved.passwordHash)))
        let token = try #require(saved.sealedAuthToken), secret = try #require(saved.sealedWebhookSecret)
        #expect(shop.world.key.open(token, purpose: SealPurpose.authToken) == "new-token-123")
        #expect(shop.world.key.open(secret, purpose: SealPurpose.webhookSecret) == typed["webhook_secret"])
        #expect(saved.updatedAt == shop.now)
        #expect(try module(of: shop.second).settings == second.settings)
        #expect(try module(of: shop.second).sealedAuthToken == second.sealedAuthToken)
    }

    @Test(arguments: [
        ("username", "", "Username is needed before the module can be enabled."),
        ("username", "a:b", "A username cannot contain a colon."),
        ("username", String(repeating: "x", count: 201), "Keep this under 200 characters."),
        ("channel_id", " ", "Channel ID is needed before the module can be enabled."),
        ("warehouse_id", "", "Warehouse ID is needed before the module can be enabled."),
        ("ordering_store_id", "", "Ordering Store Id is needed before the module can be enabled."),
        ("api_url", "", "API URL is needed before the module can be enabled."),
        ("api_url", "http://api.arvind.example", badAddress), ("api_url", "ftp://localhost", badAddress),
        ("api_url", "https://user:pw@api.example", badAddress), ("api_url", "https://api.example?x=1", badAddress),
        ("api_url", "api.arvind.example", badAddress), ("password", "short", "Use 8 to 200 characters."),
        ("auth_token", "two words", "A token has only visible ASCII characters. Copy it again."),
        ("auth_token", "line\r\nHost: evil", "A token has only visible ASCII characters. Copy it again."),
        ("webhook_secret", "secret", "A webhook secret begins with whsec_, followed by base64. Copy it again."),
        ("webhook_secret", "whsec_AAAA", "A webhook secret begins with whsec_, followed by base64. Copy it again."),
    ])
    func `a wrong field is marked, the rest stays, and nothing is saved`(
        field: String, typed: String, message: String
    ) throws {
        let before = try shop.dump()
        let page = try staff.post(path, moduleForm(shop, ["channel_id": "CH-TYPED"]).merging([field: typed]) { $1 })
        #expect(page.status == 422 && page.alert == "Nothing was saved. Please check the marked fields.")
        #expect(page.error(of: field) == message)
        let isSecret = ["password", "auth_token", "webhook_secret"].contains(field)
        #expect(page.value(of: field) == (isSecret ? "" : typed))
        if field != "channel_id" { #expect(page.value(of: "channel_id") == "CH-TYPED") }
        #expect(try shop.dump() == before)
    }

    private static let badAddress =
        "Type an address that begins with https:// (http:// only for this machine), without ? or #."

    @Test func `a module cannot be enabled before it has a password and a token`() throws {
        try shop.change("UPDATE module SET password_hash = NULL, auth_token_sealed = NULL")
        let page = try staff.post(path, moduleForm(shop))
        #expect(page.status == 422)
        #expect(page.error(of: "password") == "Password is needed before the module can be enabled.")
        #expect(page.error(of: "auth_token") == "Auth Token is needed before the module can be enabled.")
    }

    @Test func `a disabled module may be saved half done`() throws {
        let typed = moduleForm(shop, ["status": "disabled", "username": "", "api_url": "", "channel_id": ""])
        #expect(try staff.post(path, typed).status == 303)
        #expect(try module().settings.isEnabled == false && module().settings.channelID.isEmpty)
        #expect(staff.get("/admin/modules").words.contains("Disabled"))
        #expect(staff.get("/admin").words.contains("The Arvind module of this website is disabled"))
        #expect(try staff.post(path, typed.merging(["api_url": "nonsense"]) { $1 }).status == 422)
    }

    @Test func `an empty secret keeps the one that is saved`() throws {
        let secret = shop.world.key.seal("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", purpose: SealPurpose.webhookSecret)
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: secret, of: id) }
        let before = try module()
        #expect(try staff.post(path, moduleForm(shop)).status == 303)
        let after = try module()
        #expect(after.passwordHash == before.passwordHash && after.sealedAuthToken == before.sealedAuthToken)
        #expect(after.sealedWebhookSecret == secret)
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":1}"#).status == 200)
    }

    @Test func `the webhook secret is taken away by its box, and only then`() throws {
        let secret = shop.world.key.seal("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", purpose: SealPurpose.webhookSecret)
        #expect(!staff.get(path).text.contains("remove_webhook_secret"))
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: secret, of: id) }
        #expect(staff.get(path).text.contains("remove_webhook_secret"))
        try staff.post(path, moduleForm(shop, ["remove_webhook_secret": "yes"]))
        #expect(try module().sealedWebhookSecret == nil)
    }

    @Test func `only an administrator saves and tests; others are shown no buttons`() throws {
        for role in [StaffMember.Role.operations, .support] {
            let colleague = try shop.staff(role)
            let before = try shop.dump()
            let page = colleague.get(path)
            #expect(page.status == 200 && !page.hasButton("Save") && !page.hasButton("Test connection"))
            #expect(page.words.contains("Only an administrator can change these settings."))
            #expect(try colleague.post(path, moduleForm(shop)).status == 403)
            #expect(try colleague.post(path + "/test").status == 403)
            #expect(try shop.dump() == before)
        }
        #expect(shop.ai.server.requests.isEmpty)
    }

    @Test func `the page tells what to give to Arvind, and its last calls`() throws {
        #expect(staff.get(path).words.contains("None yet. Arvind's inventory updates"))
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":1}"#)
        _ = shop.arvindOfSecond.inventory(#"{"sku":"BELT","quantity":77}"#)
        let page = staff.get(path)
        for part in [
            "http://localhost:8080/api/v1/inventory", "http://localhost:8080/api/v1/webhooks/order-status",
            "curl -u 'arvind'", "inventory · HTTP 200", #"{"items":[{"sku":"BELT","quantity":1}]}"#,
        ] { #expect(page.words.contains(part), "\(part)") }
        #expect(!page.words.contains("77"))
    }
}
