import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Every call of a proven Arvind leaves one row in the exchange log, whatever became of it.
struct CallLogTests {
    private let shop: TestShop
    private let webhooks = "/api/v1/webhooks/order-status"

    init() throws {
        shop = try TestShop()
    }

    /// Kind and status of each call of Arvind, oldest first.
    private func calls() throws -> [String] {
        try shop.database.read {
            try $0.all(
                """
                SELECT kind || ' ' || http_status || ' ' || outcome FROM exchange
                WHERE kind IN ('inventory', 'webhook', 'inventory_read', 'order_read') ORDER BY id
                """
            ) { try $0.next() }
        }
    }

    private func last() throws -> ExchangeRow {
        let id = shop.brand.id
        return try #require(try shop.database.read { try $0.exchanges(of: id, ExchangeFilter(), limit: 1) }.rows.first)
    }

    @Test func `a refused body stands in the log with its answer`() throws {
        let future = (noon + .hours(1)).rfc3339
        let event = #"{"eventId":"e","eventTime":"\#(future)","orderId":"K-1","items":[{"status":"packed"}]}"#
        for (path, body) in [
            ("/api/v1/inventory", "{"), ("/api/v1/inventory", #"{"items":"POLO"}"#),
            ("/api/v1/inventory", #"{"items":[]}"#), (webhooks, "{"), (webhooks, "{}"), (webhooks, event),
        ] {
            let answer = shop.arvind.post(path, body)
            let row = try last()
            #expect(row.httpStatus == answer.status && row.response == answer.text, "\(body)")
            #expect(row.request == body && row.target == path && row.outcome == .refused, "\(body)")
        }
        #expect(
            try calls() == [
                "inventory 400 refused", "inventory 422 refused", "inventory 422 refused", "webhook 400 refused",
                "webhook 422 refused", "webhook 422 refused",
            ])
    }

    @Test func `calls rejected before their body is read are in the log too`() throws {
        var plain = shop.arvind
        plain.contentType = "text/plain"
        _ = plain.inventory("")
        _ = shop.arvind.post("/api/v1/inventory", bytes: [UInt8](repeating: 32, count: (1 << 20) + 1))
        try shop.setModule(of: shop.brand) { $0.requestsPerMinute = 1 }
        _ = shop.arvind.get("/api/v1/inventory")
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12}"#)
        #expect(try last().request == "")
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        _ = shop.arvind.get("/api/v1/inventory")
        #expect(
            try calls() == [
                "inventory 415 refused", "inventory 413 refused", "inventory_read 200 accepted",
                "inventory 429 refused", "inventory_read 403 refused",
            ])
    }

    @Test func `reads stand in the log without a request`() throws {
        let number = try shop.visitor().order()
        for path in ["/api/v1/orders/\(number)", "/api/v1/orders/KFY-999999", "/api/v1/inventory?limit=x"] {
            let answer = shop.arvind.get(path)
            let row = try last()
            #expect(row.httpStatus == answer.status && row.response == answer.text && row.request == "")
        }
        #expect(try calls() == ["order_read 200 accepted", "order_read 404 refused", "inventory_read 422 refused"])
        #expect(try shop.rows("exchange", where: "kind = 'order_read' AND order_number = '\(number)'") == 1)
    }

    @Test func `a call that is done, or comes again, leaves one row each time with the answer it got`() throws {
        let number = try shop.visitor().order()
        let key = ["idempotency-key": "key-1"]
        let body = #"{"items":[{"sku":"POLO-M","quantity":12}]}"#
        let answers = [
            shop.arvind.post("/api/v1/inventory", body, headers: key),
            shop.arvind.post("/api/v1/inventory", body, headers: key),
            shop.arvind.post("/api/v1/inventory", #"{"items":[]}"#, headers: key),
            shop.arvind.tells("e1", number, "packed"), shop.arvind.tells("e1", number, "packed"),
            shop.arvind.tells("e2", "KFY-999999", "packed"),
        ]
        #expect(answers.map(\.status) == [200, 200, 422, 200, 200, 404])
        let received = ["inventory", "webhook"]
        let responses: [String] = try shop.database.read { store in
            try store.all("SELECT kind, response FROM exchange ORDER BY id") {
                (try $0.next() as String, try $0.next() as String)
            }
            .filter { received.contains($0.0) }.map(\.1)
        }
        #expect(responses == answers.map(\.text))
        #expect(try shop.rows("exchange", where: "kind = 'inventory' AND idempotency_key = 'key-1'") == 3)
        #expect(try calls().suffix(3) == ["webhook 200 accepted", "webhook 200 accepted", "webhook 404 refused"])
    }

    @Test func `if the log fails, reads and refusals are still answered, and no change is made`()
        throws
    {
        try shop.database.refuse("INSERT ON exchange", saying: "the log is full")
        #expect(shop.arvind.get("/api/v1/inventory").status == 200)
        #expect(shop.arvind.post("/api/v1/inventory", "{").status == 400)
        #expect(shop.log.contains("the log is full"))
        #expect(shop.arvind.inventory(#"{"sku":"POLO-M","quantity":12}"#).status == 500)
        #expect(try shop.available("POLO-M") == 10)
    }

    @Test func `unauthenticated calls leave no row, and no row has the credential`() throws {
        var stranger = shop.arvind
        stranger.password = "guess-4711"
        #expect(stranger.get("/api/v1/inventory").status == 401)
        #expect(shop.arvind.get("/api/v1/inventory").status == 200)
        #expect(try calls() == ["inventory_read 200 accepted"])
        try shop.expectNowhere(shop.ai.password)
        try shop.expectNowhere("guess-4711")
    }

    @Test func `a refused event does not bring an account number into the log`() throws {
        for number in ["50100234567890", "5010 0234 5678 90", "5010-0234-567890"] {
            _ = shop.arvind.post(webhooks, #"{"items":[{"status":"refunded","reason":"NEFT to \#(number)"}]}"#)
            #expect(try last().request.contains("NEFT to ••••7890\""))
        }
        try shop.expectNowhere("50100234567890")
    }
}
