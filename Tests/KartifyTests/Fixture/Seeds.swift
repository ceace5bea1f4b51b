import Crypto
import Domain
@testable import Storage
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// What is in the shop before a test begins, and short ways to more of it.
extension TestShop {
    func enableModule(of website: Website, username: String, password: String) throws {
        let settings = ModuleSettings(
            oms: .arvind, isEnabled: true, username: username, channelID: "CH-\(website.orderPrefix)",
            warehouseID: "WH-1",
            apiURL: ai.url, orderingStoreID: "OS-1")
        let hash = world.passwords.hash(password)
        let token = world.key.seal(ai.token, purpose: SealPurpose.authToken)
        try database.write { store in
            try store.saveModule(settings, of: website.id, at: noon)
            try store.setModulePassword(hash: hash, of: website.id)
            try store.setAuthToken(sealed: token, of: website.id)
        }
    }

    /// The first website's FYND module, enabled.
    func enableFynd(_ fynd: TestOMS) throws {
        let settings = ModuleSettings(oms: .fynd, isEnabled: true, channelID: "AFF-1", apiURL: fynd.url)
        let token = world.key.seal(fynd.token, purpose: SealPurpose.authToken)
        let secret = world.key.seal(TestOMS.secretKey, purpose: SealPurpose.webhookSecret)
        let id = brand.id
        try database.write { store in
            try store.saveModule(settings, of: id, at: noon)
            try store.setAuthToken(sealed: token, of: id, .fynd)
            try store.setWebhookSecret(sealed: secret, of: id, .fynd)
        }
    }

    func setModule(of website: Website, _ change: @escaping @Sendable (inout ModuleSettings) -> Void) throws {
        try database.write { store in
            guard var settings = try store.module(of: website.id)?.settings else { return }
            change(&settings)
            try store.saveModule(settings, of: website.id, at: noon)
        }
    }

    /// The most that may be paid in cash, in paise.
    func setCODLimit(_ paise: Int?) throws {
        let id = brand.id
        try database.write { try $0.setCODLimit(paise.map { Money(paise: $0) }, of: id) }
    }

    /// The Polo in three sizes with an optional gift wrap, the belt without options, and the belt of the other website.
    func stock() throws {
        let (brand, second) = (brand.id, second.id)
        try database.write { store in
            let polo = try store.addProduct(
                websiteID: brand, name: "Polo", description: "Cotton piqué.", price: Money(paise: 129_900))
            let size = try store.addOption(productID: polo, name: "Size", isStock: true)
            for name in ["S", "M", "L"] {
                let value = try store.addOptionValue(optionID: size, ofProduct: polo, name: name)
                guard let sku = SKU("POLO-\(name)") else { continue }
                try store.putSKU(
                    sku, on: SKUCarrier(productID: polo, optionValueID: value), of: brand, by: "seed", at: noon)
            }
            let wrap = try store.addOption(productID: polo, name: "Gift wrap", isStock: false)
            _ = try store.addOptionValue(
                optionID: wrap, ofProduct: polo, name: "Yes", priceDifference: Money(paise: 5000))
            for (website, price) in [(brand, 89_900), (second, 79_900)] {
                let belt = try store.addProduct(
                    websiteID: website, name: "Belt", description: "Leather.", price: Money(paise: price))
                guard let sku = SKU("BELT") else { continue }
                try store.putSKU(
                    sku, on: SKUCarrier(productID: belt, optionValueID: nil), of: website, by: "seed", at: noon)
            }
        }
        try count(["POLO-S": 5, "POLO-M": 10, "POLO-L": 0, "BELT": 3], at: self.brand)
        try count(["BELT": 7], at: self.second)
    }

    /// Arvind's numbers, a day old.
    func count(_ numbers: [String: Int], at website: Website? = nil) throws {
        let id = (website ?? brand).id
        let time = now - .days(1)
        let counts = try numbers.sorted { $0.key < $1.key }.map {
            StockCount(sku: try #require(SKU($0.key)), count: $0.value, takenAt: time)
        }
        _ = try database.write { try $0.applyCounts(counts, of: id, reference: "seed", at: time) }
    }

    func productID(_ name: String, at website: Website? = nil) throws -> ID<Product> {
        let id = (website ?? brand).id
        let found: ID<Product>? = try database.read {
            try $0.first("SELECT id FROM product WHERE website_id = \(id) AND name = \(name)") { try $0.next() }
        }
        return try #require(found, "there is no product \(name)")
    }

    func product(_ name: String, at website: Website? = nil) throws -> Product {
        let website = website ?? brand
        let id = try productID(name, at: website)
        return try #require(try database.read { try $0.product(id: id, of: website.id) })
    }

    /// What may be sold of a SKU.
    func available(_ sku: String, at website: Website? = nil) throws -> Int {
        let id = (website ?? brand).id
        return try database.read {
            try $0.number("SELECT available FROM sku WHERE website_id = \(id) AND code = \(sku)")
        }
    }

    func order(_ number: String, at website: Website? = nil) throws -> Order {
        let id = (website ?? brand).id
        return try #require(try database.read { try $0.order(number: number, of: id) }, "there is no order \(number)")
    }

    func history(_ number: String, line: Int = 1, at website: Website? = nil) throws -> [ItemEvent] {
        let order = try order(number, at: website)
        return try database.read { try $0.histories(ofOrder: order.id) }[order.lines[line - 1].id, default: []]
    }

    /// Changes rows behind the site's back.
    func change(_ sql: SQL) throws {
        _ = try database.write { try $0.execute(sql) }
    }

    /// How many rows a table has.
    func rows(_ table: String, where condition: String = "1 = 1") throws -> Int {
        try database.read { try $0.number(SQL(stringLiteral: "SELECT count(*) FROM \(table) WHERE \(condition)")) }
    }

    /// The newest lines of the audit trail, but for who came and went.
    func audited(limit: Int = 99, at website: Website? = nil) throws -> [AuditEntry] {
        let id = (website ?? brand).id
        return Array(
            try database.read { try $0.auditEntries(of: id, limit: 999) }
                .filter { !["Signed in", "Signed out"].contains($0.action) }.prefix(limit))
    }

    /// Everything that is stored, as text, but for tables whose names begin so: what a refused request may not change.
    func dump(without tables: Set<String> = []) throws -> [String] {
        try database.read { try $0.everything() }.filter { row in !tables.contains { row.hasPrefix($0) } }
    }
}

extension TestShop {
    /// A scheduled run of the push, to its end.
    @discardableResult
    func push(window: Span = PushWindow.scheduled, isScheduled: Bool = true) throws -> JobRun {
        let run = try PushOrdersRun(
            window: window, by: isScheduled ? "schedule" : "terminal", isScheduled: isScheduled, in: world)
        try run.finish()
        return try database.read { try $0.run(id: run.id) } ?? .nothing
    }
}

/// The module's form as it stands on its page, with some fields typed differently.
func moduleForm(_ shop: TestShop, _ changes: [String: String] = [:]) -> [String: String] {
    [
        "status": "enabled", "username": shop.ai.username, "password": "", "auth_token": "", "channel_id": "CH-KFY",
        "warehouse_id": "WH-1", "api_url": shop.ai.url, "ordering_store_id": "OS-1", "webhook_secret": "",
    ].merging(changes) { $1 }
}

extension JobRun {
    /// A run of the schedule that found nothing to do leaves no row.
    static let nothing = JobRun(
        id: 0, job: "", startedAt: noon, finishedAt: noon, aliveAt: noon, startedBy: "schedule", windowHours: 6,
        fault: nil,
        total: 0, cancelledBy: nil, held: 0, subject: nil, done: 0, leftOut: 0, file: nil,
        counts: Counts(accepted: 0, refused: 0, unknown: 0))
}
