import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// `GET /api/v1/orders/:number`, and the addresses for machines.
struct ReadOrderTests {
    @Test func `an order is what the contract shows, and nothing more`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order("M", quantity: 2)
        shop.clock.advance(.minutes(4))
        try shop.push()
        shop.clock.advance(.minutes(4))
        _ = shop.arvind.tells("evt_1", number, "shipped", at: noon + .minutes(6))
        _ = shop.arvind.tells("evt_2", number, "packed", at: noon + .minutes(7))
        let answer = shop.arvind.get("/api/v1/orders/\(number)")
        #expect(answer.status == 200 && answer.header("Content-Type") == "application/json")
        func entry(
            _ status: JSONValue, _ at: JSONValue, _ received: JSONValue, _ source: JSONValue, late: JSONValue = false
        ) -> JSONValue {
            ["status": status, "at": at, "receivedAt": received, "source": source, "late": late]
        }
        let (placed, pushed): (JSONValue, JSONValue) = ("2026-11-23T04:30:00Z", "2026-11-23T04:34:00Z")
        let history: JSONValue = [
            entry("processing", placed, placed, "checkout"), entry("processed", pushed, pushed, "push"),
            entry("shipped", "2026-11-23T04:36:00Z", "2026-11-23T04:38:00Z", "webhook"),
            entry("packed", "2026-11-23T04:37:00Z", "2026-11-23T04:38:00Z", "webhook", late: true),
        ]
        #expect(
            try answer.json() == [
                "orderId": .text(number), "status": "shipped", "createdAt": placed, "paymentMode": "COD",
                "pushedAt": pushed,
                "items": [
                    [
                        "orderItemId": .text("\(number)-1"), "sku": "POLO-M", "quantity": 2, "status": "shipped",
                        "history": history, "parcels": [],
                    ]
                ],
            ])
    }

    @Test func `an order that is not here, or on the other website, is not found`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        #expect(shop.arvind.get("/api/v1/orders/\(number)").status == 200)
        for answer in [shop.arvindOfSecond.get("/api/v1/orders/\(number)"), shop.arvind.get("/api/v1/orders/KFY-1")] {
            #expect(answer.status == 404)
            try expectProblem(answer, "not_found")
        }
    }

    @Test func `nothing of the address, the e-mail or the payment is told`() throws {
        let shop = try TestShop()
        let number = try shop.visitor().order()
        let text = shop.arvind.get("/api/v1/orders/\(number)").text
        for secret in ["Asha", "asha@example.com", "MG Road", "560001", "9876543210", "Bengaluru"] {
            #expect(!text.contains(secret), "\(secret)")
        }
    }
}

struct HealthTests {
    @Test(arguments: ["localhost", "second.localhost", "10.0.0.7", "unknown.example"])
    func `health is told under any host`(host: String) throws {
        let shop = try TestShop()
        #expect(shop.send("GET", "/healthz", to: host).status == 200)
        #expect(shop.send("GET", "/readyz", to: host).status == 200)
        #expect(shop.send("GET", "/metrics", to: host).status == 200)
    }

    @Test func `a store that takes no writes is not ready, and the reason is in the log only`() throws {
        let shop = try TestShop()
        #expect(shop.send("GET", "/readyz").status == 200)
        try shop.database.refuse("UPDATE ON migration", saying: "disk is tired")
        shop.clock.advance(.seconds(1))
        let answer = shop.send("GET", "/readyz")
        #expect(answer.status == 503 && answer.header("Retry-After") == "5")
        let document = try answer.json()
        #expect(document["status"] == "not_ready" && document["database"] == ["status": "failed"])
        #expect(["migrations", "disk", "writer"].allSatisfy { document[$0]?["status"] == "ok" })
        #expect(!answer.text.contains("tired") && shop.log.contains("disk is tired"))
        #expect(shop.send("GET", "/healthz").status == 200)
    }

    @Test func `a store that another program has gone on with is not ready`() throws {
        let shop = try TestShop()
        let known = Migration.all.count
        #expect(
            try shop.send("GET", "/readyz").json()["migrations"]
                == ["status": "ok", "applied": .integer(known), "known": .integer(known)])
        try shop.change("INSERT INTO migration (number, title, checksum) VALUES (999, 'later', 1)")
        shop.clock.advance(.seconds(1))
        let answer = shop.send("GET", "/readyz")
        #expect(answer.status == 503)
        #expect(
            try answer.json()["migrations"] == ["status": "failed", "applied": 999, "known": .integer(known)])
        #expect(shop.log.contains(#""need":"migrations""#))
        let found = try Checkup(shop.world).findings().first { $0.subject == "Database" }
        #expect(found?.state == .bad && found?.words.contains("999") == true)
    }
}
