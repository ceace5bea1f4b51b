import Dispatch
import Domain
import Storage
import Synchronization
import TestDatabase
import TestSupport
import Testing

/// Two stores on one database, as two processes have them: what one process keeps to, two keep to.
struct TwoProcessesTests {
    private let shop: TestShop
    private let stores: [Database]

    init() throws {
        shop = try TestShop()
        stores = [shop.database, try Database.ofTest(shop.file("kartify.db"))]
    }

    @Test func `the last unit is sold once, to one of 50 customers of two processes`() throws {
        let (shop, stores) = (shop, stores)
        let shirt = try shop.addShirt([("POLO-M", 1)])
        let draft = try aDraft(of: shirt)
        let sold = try inParallel(50) { number in
            try place(draft, at: shop.brand, in: stores[number % 2]) != nil
        }
        #expect(sold.filter { $0 }.count == 1)
        #expect(try shop.product(shirt.id).available == 0)
        #expect(
            try shop.database.read { try $0.orders(in: [shop.brand], OrderFilter(now: noon), limit: 99) }.count == 1)
    }

    @Test(arguments: 1...4)
    func `sales, payments that fail and counts of two websites in two processes keep the stock right`(seed: UInt64)
        throws
    {
        let (shop, stores) = (shop, stores)
        let websites = [shop.brand, shop.other]
        let shirts = try websites.map { try shop.addShirt([("POLO-M", 40), ("POLO-L", 25)], at: $0) }
        let placed = Mutex<[[String]]>([[], []])
        _ = try inParallel(8) { number in
            var random = Seeded(seed * 100 + UInt64(number))
            let (store, place) = (stores[number % 2], number / 2 % 2)
            let website = websites[place]
            for step in 0..<15 {
                let now = noon + .minutes(step)
                let size = Int.random(in: 0...1, using: &random)
                switch Int.random(in: 0..<8, using: &random) {
                case 0..<5:
                    let draft = try aDraft(
                        of: shirts[place], value: size, quantity: Int.random(in: 1...3, using: &random),
                        paymentMode: .prepaid)
                    guard let order = try self.place(draft, at: website, in: store, now: now) else { continue }
                    placed.withLock { $0[place].append(order.number) }
                    if Bool.random(using: &random) {
                        try store.write(for: website.id) { try $0.markUnpaid(order, reason: "declined", now: now) }
                    }
                case 5:
                    let count = try aCount(
                        size == 0 ? "POLO-M" : "POLO-L", Int.random(in: 20...60, using: &random), takenAt: now)
                    _ = try store.write(for: website.id) {
                        try $0.applyCounts([count], of: website.id, reference: "count", at: now)
                    }
                // What belongs to no website goes on beside them.
                default: try store.write { _ = try $0.number("SELECT count(*) FROM sku") }
                }
                try shop.expectStockIsRight()
            }
        }
        for (place, website) in websites.enumerated() {
            let numbers = placed.withLock { $0[place] }
            // Every order has the next number, and none is given twice.
            #expect(Set(numbers) == Set((100_001..<100_001 + numbers.count).map { "\(website.orderPrefix)-\($0)" }))
            #expect(try shop.product(shirts[place].id, at: website).available >= 0)
        }
        #expect(try shop.database.problems() == [])
    }

    @Test(.onlyOnPostgres)
    func `what a website commits late, with ids from before another's, is found by those who look for what is new`()
        throws
    {
        let (shop, stores) = (shop, stores)
        let (isHeld, isDone) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let group = DispatchGroup()
        DispatchQueue(label: "test.late").async(group: group) {
            try? stores[0].write(for: shop.brand.id) { tx in
                try tx.addCallAndMessage(of: shop.brand)
                isHeld.signal()
                _ = isDone.wait(timeout: .now() + 30)
            }
        }
        isHeld.wait()
        try stores[1].write(for: shop.other.id) { try $0.addCallAndMessage(of: shop.other) }
        #expect(try stores[1].write(for: shop.other.id) { try $0.indexCalls(of: shop.other.id, limit: 9) } == 1)
        let early = try stores[1].read { try $0.messagesToSend(at: noon, limit: 9) }
        #expect(early.map(\.websiteID) == [shop.other.id])
        isDone.signal()
        group.wait()
        #expect(try stores[1].write(for: shop.brand.id) { try $0.indexCalls(of: shop.brand.id, limit: 9) } == 1)
        let all = try stores[1].read { try $0.messagesToSend(at: noon, limit: 9) }
        #expect(all.map(\.websiteID) == [shop.brand.id, shop.other.id])
    }

    @Test func `calls of two websites that are committed in another order than they got their ids are all found`()
        throws
    {
        let (shop, stores) = (shop, stores)
        _ = try inParallel(8) { number in
            let website = number % 4 < 2 ? shop.brand : shop.other
            for step in 0..<20 {
                if number < 4 {
                    try stores[number % 2].write(for: website.id) {
                        for _ in 0..<3 { try $0.logCall(anExchange(order: "KFY-\(number)\(step)"), of: website.id) }
                    }
                } else {
                    _ = try stores[number % 2].write(for: website.id) { try $0.indexCalls(of: website.id, limit: 5) }
                }
            }
        }
        for website in [shop.brand, shop.other] {
            while try shop.database.write(for: website.id, { try $0.indexCalls(of: website.id, limit: 50) }) > 0 {}
        }
        let counts = try shop.database.read {
            (try $0.number("SELECT count(*) FROM exchange"), try $0.number("SELECT count(*) FROM call_words"))
        }
        #expect(counts == (240, 240))
    }

    /// nil where too few are left.
    private func place(_ draft: OrderDraft, at website: Website, in store: Database, now: Instant = noon) throws
        -> Order?
    {
        do {
            return try store.write(for: website.id) { try $0.placeOrder(draft, at: website, now: now) }
        } catch is StockShortage {
            return nil
        }
    }
}

extension Transaction {
    fileprivate func addCallAndMessage(of website: Website) throws {
        try logCall(anExchange(), of: website.id)
        let message = NewMessage(.orderPlaced, about: website.orderPrefix, of: website.id)
        try addMessage(message, to: "asha@example.com", by: .mail, at: noon)
    }
}

extension TestShop {
    /// In every state that anybody can see, what may be sold is what was counted less what is held for orders.
    fileprivate func expectStockIsRight() throws {
        let wrong = try database.read {
            try $0.all(
                """
                SELECT s.code, s.count, s.uncounted, s.available FROM sku s
                WHERE s.available <> CASE WHEN s.count > s.uncounted THEN s.count - s.uncounted ELSE 0 END
                    OR s.uncounted <> (SELECT coalesce(sum(quantity), 0) FROM uncounted_units u WHERE u.sku_id = s.id)
                UNION ALL
                SELECT p.name, 0, 0, p.available FROM product p
                WHERE p.available <> (SELECT coalesce(sum(s.available), 0) FROM sku s WHERE s.product_id = p.id)
                """
            ) { row in
                "\(try row.next() as String): \(try row.next() as Int) − \(try row.next() as Int) ≠ \(try row.next() as Int)"
            }
        }
        #expect(wrong == [])
    }
}
