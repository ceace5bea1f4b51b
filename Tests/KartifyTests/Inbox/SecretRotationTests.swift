import Crypto
import Domain
import TestSupport
import Testing

@testable import Kartify

/// Two webhook secrets for a day, so that Arvind and we need not change at the same moment.
struct SecretRotationTests {
    private let shop: TestShop
    private let staff: Browser
    private let number: String

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        number = try shop.visitor().order()
        try staff.post("/admin/modules/arvind", moduleForm(shop, ["webhook_secret": aWebhookSecret(1)]))
    }

    private func save(_ number: UInt8, _ fields: [String: String] = ["keep_old_webhook_secret": "yes"]) throws {
        let form = moduleForm(shop, ["webhook_secret": aWebhookSecret(number)].merging(fields) { $1 })
        #expect(try staff.post("/admin/modules/arvind", form).status == 303)
    }

    /// Whether an event that is signed with these secrets is taken.
    private func takes(_ secrets: UInt8...) -> Bool {
        let body = shop.arvind.event("evt_1", number, #"{"orderItemId":"\#(number)-1","status":"packed"}"#)
        let timestamp = "\(shop.now.milliseconds / 1000)"
        let signatures = secrets.map { secret in
            let key = [UInt8](repeating: secret, count: 24)
            return "v1," + Base64.standard.encode(hmacSHA256(Array("evt_1.\(timestamp).\(body)".utf8), key: key))
        }
        let headers = [
            "webhook-id": "evt_1", "webhook-timestamp": timestamp,
            "webhook-signature": signatures.joined(separator: " "),
        ]
        return shop.arvind.post("/api/v1/webhooks/order-status", body, headers: headers).status == 200
    }

    @Test func `the old secret is accepted for 24 hours when the box is ticked`() throws {
        try save(2)
        #expect(takes(1) && takes(2) && takes(3, 1) && !takes(3))
        #expect(
            staff.get("/admin/modules/arvind").words.contains(
                "The previous secret is accepted until 24 Nov 2026, 10:00."))
        #expect(
            try shop.rows(
                "audit",
                where: "subject LIKE '%Webhook secret replaced; Old webhook secret kept for 24 hours'"
            ) == 1)
        shop.clock.advance(.hours(24) - .seconds(1))
        #expect(takes(1) && takes(2))
        shop.clock.advance(.seconds(1))
        #expect(!takes(1) && takes(2))
        #expect(!staff.get("/admin/modules/arvind").words.contains("The secret before this one"))
        #expect(try shop.rows("module", where: "previous_webhook_secret_sealed IS NOT NULL") == 1)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("module", where: "previous_webhook_secret_sealed IS NOT NULL") == 0)
        #expect(!takes(1) && takes(2))
    }

    @Test func `without the tick the old secret is wrong at once`() throws {
        try save(2, [:])
        #expect(!takes(1) && takes(2))
    }

    @Test func `a third secret drops the first one, and a save without a secret changes nothing`() throws {
        try save(2)
        try staff.post("/admin/modules/arvind", moduleForm(shop, ["keep_old_webhook_secret": "yes"]))
        #expect(takes(1) && takes(2))
        try save(3)
        #expect(!takes(1) && takes(2) && takes(3))
        try save(4, [:])
        #expect(!takes(2) && !takes(3) && takes(4))
    }

    @Test func `a first secret has none before it, and a removed one takes both away`() throws {
        try save(2)
        try staff.post("/admin/modules/arvind", moduleForm(shop, ["remove_webhook_secret": "yes"]))
        #expect(takes(9))
        try save(3)
        #expect(takes(3) && !takes(2) && !takes(1))
        #expect(try shop.rows("module", where: "previous_webhook_secret_sealed IS NOT NULL") == 0)
        #expect(try shop.rows("audit", where: "subject LIKE '%Old webhook secret kept%'") == 1)
    }

    @Test func `the box is shown when there is a secret to keep`() throws {
        #expect(staff.get("/admin/modules/arvind").text.contains("Keep the old secret for 24 hours"))
        try staff.post("/admin/modules/arvind", moduleForm(shop, ["remove_webhook_secret": "yes"]))
        #expect(!staff.get("/admin/modules/arvind").text.contains("Keep the old secret for 24 hours"))
    }
}

extension Span {
    fileprivate static func - (left: Span, right: Span) -> Span {
        Span(milliseconds: left.milliseconds - right.milliseconds)
    }
}
