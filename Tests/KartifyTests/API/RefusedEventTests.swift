import Domain
import TestSupport
import Testing

@testable import Kartify

/// Events that are authentic and refused before anybody reads them: staff find them in the inbox all the same.
struct RefusedEventTests {
    private let shop: TestShop
    private let number: String

    init() throws {
        shop = try TestShop()
        number = try shop.visitor().order()
    }

    private func expectKept(_ answer: Answer, _ status: Int, _ words: String) throws {
        #expect(answer.status == status)
        #expect(try shop.rows("rejected_event", where: "event_id = 'evt_1' AND order_number = '\(number)'") == 1)
        #expect(try shop.staff().get("/admin/tools/rejected-events").words.contains(words))
        #expect(try shop.rows("exchange", where: "kind = 'webhook' AND http_status = \(status)") == 1)
        #expect(try shop.order(number).status == .processing)
    }

    @Test func `of another media type`() throws {
        var caller = shop.arvind
        caller.contentType = "text/plain"
        try expectKept(caller.tells("evt_1", number, "packed"), 415, "Send the body as JSON")
    }

    @Test func `while the module is switched off`() throws {
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        try expectKept(shop.arvind.tells("evt_1", number, "packed"), 403, "module of this website is switched off")
    }

    @Test func `larger than 1 MiB`() throws {
        let event = shop.arvind.event("evt_1", number, "{}") + String(repeating: " ", count: 1 << 20)
        try expectKept(shop.arvind.post("/api/v1/webhooks/order-status", event), 413, "larger than 1 MiB")
    }

    @Test func `under the key of another event`() throws {
        let key = ["idempotency-key": "always-the-same"]
        let path = "/api/v1/webhooks/order-status"
        _ = shop.arvind.post(path, shop.arvind.event("evt_0", number, #"{"status":"packed"}"#), headers: key)
        let answer = shop.arvind.post(path, shop.arvind.event("evt_1", number, #"{"status":"x"}"#), headers: key)
        try expectKept(answer, 422, "Idempotency-Key was used in the last 24 hours")
    }

    @Test func `but not without the signature that the website asks for`() throws {
        let sealed = shop.world.key.seal(aWebhookSecret(1), purpose: SealPurpose.webhookSecret)
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: sealed, of: id) }
        var caller = shop.arvind
        caller.contentType = "text/plain"
        #expect(caller.tells("evt_1", number, "packed").status == 415)
        #expect(try shop.rows("rejected_event") == 0)
    }
}
