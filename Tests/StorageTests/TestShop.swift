import Domain
import Storage
import TestDatabase
import TestSupport
import Testing

/// 23 Nov 2026, 10:00 in India: when everything happens unless a test says otherwise.
let noon = Instant(milliseconds: 1_795_408_200_000)

/// Two websites in a database of their own.
final class TestShop: Sendable {
    private let folder: TemporaryFolder
    let database: Database
    let brand: Website
    let other: Website

    init(inspect: PlanInspector? = nil) throws {
        folder = try TemporaryFolder()
        database = try Database.ofTest(folder.file("kartify.db"), inspect: inspect)
        brand = try database.write { tx in
            try tx.addWebsite(name: "Brand", orderPrefix: "KFY", hosts: ["brand.example", "localhost"], at: noon)
        }
        other = try database.write { tx in
            try tx.addWebsite(name: "Other", orderPrefix: "OTH", hosts: ["other.example"], at: noon)
        }
    }

    func file(_ name: String) -> String { folder.file(name) }

    /// A product whose stock option has one value for each SKU, each with so many units.
    func addShirt(_ skus: [(code: String, count: Int)] = [("POLO-M", 10)], at website: Website? = nil) throws -> Product
    {
        let website = website ?? brand
        let id = try database.write { tx in
            let id = try tx.addProduct(
                websiteID: website.id, name: "Polo", description: "Cotton", price: Money(paise: 10_000))
            let size = try tx.addOption(productID: id, name: "Size", isStock: true)
            for sku in skus {
                let value = try tx.addOptionValue(optionID: size, ofProduct: id, name: "Size of \(sku.code)")
                try tx.putSKU(
                    try #require(SKU(sku.code)), on: SKUCarrier(productID: id, optionValueID: value), of: website.id,
                    by: "asha", at: noon)
            }
            return id
        }
        _ = try take(skus.map { try aCount($0.code, $0.count, takenAt: noon - .days(1)) }, at: website)
        return try product(id, at: website)
    }

    func product(_ id: ID<Product>, at website: Website? = nil) throws -> Product {
        let website = website ?? brand
        return try #require(try database.read { try $0.product(id: id, of: website.id) })
    }

    @discardableResult
    func take(_ counts: [StockCount], at website: Website? = nil, now: Instant = noon) throws -> [CountOutcome?] {
        let website = website ?? brand
        return try database.write(for: website.id) { tx in
            try tx.applyCounts(counts, of: website.id, reference: "request-1", at: now)
        }
    }

    @discardableResult
    func place(_ draft: OrderDraft, at website: Website? = nil, now: Instant = noon) throws -> Order {
        let website = website ?? brand
        return try database.write(for: website.id) { tx in try tx.placeOrder(draft, at: website, now: now) }
    }

    func order(_ order: Order) throws -> Order {
        try #require(try database.read { try $0.order(id: order.id) })
    }

    @discardableResult
    func move(_ order: Order, line: Int = 0, _ move: ItemMove, now: Instant = noon) throws -> LineProgress.Outcome {
        try database.write { tx in try tx.moveItem(order.lines[line], of: order, move, now: now) }
    }

    func history(of order: Order, line: Int = 0) throws -> [ItemEvent] {
        try database.read { try $0.histories(ofOrder: order.id) }[order.lines[line].id, default: []]
    }

    func addCustomer(_ email: String = "asha@example.com", at website: Website? = nil) throws -> CustomerAccount {
        let website = website ?? brand
        let address = try #require(EmailAddress(email))
        return try database.write { tx in
            try tx.addCustomer(websiteID: website.id, email: address, name: "Asha", passwordHash: "hash", at: noon)
        }
    }

    func enableModule(of website: Website) throws {
        try database.write { tx in
            try tx.saveModule(ModuleSettings(oms: .arvind, isEnabled: true), of: website.id, at: noon)
        }
    }
}
