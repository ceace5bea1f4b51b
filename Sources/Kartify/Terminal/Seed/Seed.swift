import Crypto
import Domain
import Storage

extension Terminal {
    /// `kartify seed [TIMES]`: fills an empty installation with the demo and a merchant's data, to be measured.
    func seed() throws {
        guard arguments.count <= 2, let times = arguments.count < 2 ? 1 : Int(arguments[1]), (1...100).contains(times)
        else {
            throw Refusal(
                .invalid, "Give the number of merchants, up to 100: kartify seed 10.")
        }
        let plan = SeedPlan(times: times)
        let database = try Installation(self).openDatabase()
        guard try database.read({ try $0.websites() }).isEmpty else {
            throw Refusal(
                .conflict,
                "There is data already. kartify seed fills an empty installation only: set KARTIFY_DATA to a new folder."
            )
        }
        say(plan.words)
        try fillDemo(isSmall: true)
        guard let website = try database.read({ try $0.websites().first }) else { throw Refusal.notFound("website") }
        try Seed(database: database, website: website, plan: plan, end: .now).fill { say($0) }
    }
}

/// A merchant's data, made by the store's own steps as its days would have made it.
struct Seed: Sendable {
    let database: Database
    let website: Website
    let plan: SeedPlan
    let end: Instant
    /// Rows written in one transaction.
    private static let batch = 200

    private var start: Instant { end - .days(SeedPlan.days) }

    /// Fills the website, and reports each part that is done.
    func fill(report: (String) -> Void) throws {
        let products = try inBatches(plan.products) { store, index in
            try store.addSeedProduct(index, to: website, at: start)
        }
        try applyCounts(1000, at: start)
        report("\(counted(products.count, "product")) created.")
        let hash = PasswordHasher.standard.nobodysHash
        let customers = try inBatches(plan.customers) { store, index in
            let person = SeedPerson(index)
            return try store.addCustomer(
                websiteID: website.id, email: person.email, name: person.name, passwordHash: hash, at: start)
        }
        report("\(counted(customers.count, "customer")) created.")
        let pause = (end - start).milliseconds / Int64(plan.orders)
        let orders = (0..<plan.orders).map { index in
            SeedOrder(
                index: index, person: SeedPerson(index), customer: customers[index % customers.count].id,
                products: (0..<SeedPlan.linesPerOrder).map {
                    products[(index * 7919 + $0 * 104_729) % products.count]
                },
                placedAt: start + Span(milliseconds: pause * Int64(index)),
                journey: SeedJourney(ofOrder: index, among: plan.orders))
        }
        try take(orders.flatMap { $0.steps(until: end) }.sorted { $0.at < $1.at })
        // By now the OMS has counted what it delivered.
        try applyCounts(500, at: end)
        report("\(counted(orders.count, "order")) created.")
        // Else the log's job would be busy for minutes beside whatever is measured.
        while try database.write({ try $0.indexCalls(of: website.id, limit: Self.batch) }) > 0 {}
    }

    private func applyCounts(_ count: Int, at now: Instant) throws {
        _ = try inBatches(plan.products) { store, index in
            let counts = SeedPlan.sizes.compactMap { SKU(seedSKU(index, $0)) }
                .map { StockCount(sku: $0, count: count, takenAt: now) }
            return try store.applyCounts(counts, of: website.id, reference: seedSource, at: now).count
        }
    }

    private func take(_ steps: [SeedStep]) throws {
        var ids: [ID<Order>?] = Array(repeating: nil, count: plan.orders)
        for first in stride(from: 0, to: steps.count, by: Self.batch) {
            let batch = steps[first..<min(first + Self.batch, steps.count)]
            ids = try database.write { [ids] store in
                var ids = ids
                for step in batch {
                    ids[step.order.index] = try store.take(step, of: ids[step.order.index], at: website)
                }
                return ids
            }
        }
    }

    private func inBatches<Made: Sendable>(
        _ count: Int, _ make: @escaping @Sendable (borrowing Transaction, Int) throws -> Made
    ) throws -> [Made] {
        var made: [Made] = []
        for first in stride(from: 0, to: count, by: Self.batch) {
            made += try database.write { store in
                var batch: [Made] = []
                for index in first..<min(first + Self.batch, count) { batch.append(try make(store, index)) }
                return batch
            }
        }
        return made
    }
}

/// The author of seed data in the history of stock.
let seedSource = "kartify seed"

func seedSKU(_ product: Int, _ size: String) -> String { "SEED-\(product)-\(size)" }

extension Transaction {
    /// A product in all sizes, and its id.
    fileprivate func addSeedProduct(_ index: Int, to website: Website, at now: Instant) throws -> ID<Product> {
        let kinds = ["Polo shirt", "Linen shirt", "Chinos", "Kurta", "Denim jacket", "Running shoes", "Saree", "Belt"]
        let colours = ["navy", "white", "olive", "maroon", "sand", "teal", "charcoal"]
        let product = try addProduct(
            websiteID: website.id,
            name: "\(kinds[index % kinds.count]), \(colours[index % colours.count]), no. \(index)",
            description: "Cotton, washed once. Model \(index).", price: Money(paise: 49_900 + index % 40 * 10_000))
        let option = try addOption(productID: product, name: "Size", isStock: true)
        for size in SeedPlan.sizes {
            let value = try addOptionValue(optionID: option, ofProduct: product, name: size)
            guard let sku = SKU(seedSKU(index, size)) else { continue }
            try putSKU(
                sku, on: SKUCarrier(productID: product, optionValueID: value), of: website.id, by: seedSource, at: now)
        }
        return product
    }
}
