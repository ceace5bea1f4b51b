import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Webhook calls that are turned away are counted, cheaply.
struct RefusedWebhookTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    private func refused(_ website: Website? = nil) throws -> RefusedWebhooks {
        let id = (website ?? shop.brand).id
        return try shop.database.read { try $0.refusedWebhooks(of: id, since: noon - .hours(1)) }
    }

    @Test func `bad credentials are counted, at most one write a minute`() throws {
        var caller = shop.arvind
        caller.password = "wrong-password"
        for _ in 0..<20 { #expect(caller.tells("evt_1", "KFY-1", "packed").status >= 401) }
        #expect(try refused().count == 1 && refused().lastAt == noon)
        shop.clock.advance(.seconds(59))
        _ = caller.tells("evt_1", "KFY-1", "packed")
        #expect(try refused().count == 1 && shop.rows("webhook_refusal") == 1)
        shop.clock.advance(.seconds(1))
        _ = caller.tells("evt_1", "KFY-1", "packed")
        #expect(try refused().count == 22 && refused().lastAt == noon + .minutes(1))
        #expect(try refused(shop.second).count == 0)
    }

    @Test func `pending counts are saved by the next housekeeping`() throws {
        for _ in 0..<3 { _ = shop.send("POST", "/api/v1/webhooks/order-status") }
        #expect(try refused().count == 1)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try refused().count == 1)
        shop.clock.advance(.minutes(1))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try refused().count == 3)
    }

    @Test func `a bad signature is counted, a good event and another call are not`() throws {
        var caller = shop.arvind
        _ = caller.tells("evt_1", "KFY-1", "packed")
        caller.password = "wrong-password"
        _ = caller.inventory(#"{"sku":"BELT","quantity":1}"#)
        #expect(try refused().count == 0)
        let sealed = shop.world.key.seal(aWebhookSecret(1), purpose: SealPurpose.webhookSecret)
        let id = shop.brand.id
        try shop.database.write { try $0.setWebhookSecret(sealed: sealed, of: id) }
        #expect(shop.arvind.tells("evt_2", "KFY-1", "packed").status == 401)
        #expect(try refused().count == 1 && shop.rows("webhook_event") == 1)
    }
}

/// A secret as Arvind would give it.
func aWebhookSecret(_ number: UInt8) -> String {
    "whsec_" + Base64.standard.encode([UInt8](repeating: number, count: 24))
}
