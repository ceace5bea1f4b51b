import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The data that measurements are made on.
struct SeedTests {
    @Test func `a small merchant's data is whole: every step is there, and stock adds up`() throws {
        let shop = try TestShop()
        let seed = Seed(
            database: shop.database, website: shop.brand, plan: SeedPlan(products: 6, orders: 30, customers: 4),
            end: noon)
        var said: [String] = []
        try seed.fill { said.append($0) }

        #expect(said == ["6 products created.", "4 customers created.", "30 orders created."])
        #expect(try shop.database.problems().isEmpty)
        #expect(try shop.rows("order_item") == 60 && shop.rows("parcel") == 2 * 27)
        let states = ["processing": 1, "processed": 1, "packed": 1, "shipped": 1, "delivered": 26]
        for (status, count) in states {
            #expect(try shop.rows("sales_order", where: "status = '\(status)'") == count, "\(status)")
        }
        // Each order has a push and three events, but for the newest ones.
        #expect(try shop.rows("exchange", where: "kind = 'order'") == 29)
        #expect(try shop.rows("exchange", where: "kind = 'webhook'") == 26 * 3 + 2 + 1)
        #expect(try shop.rows("webhook_event") == shop.rows("exchange", where: "kind = 'webhook'"))
        // What the OMS delivered is in its last count; one order waits, with three units.
        #expect(try shop.rows("sku", where: "code LIKE 'SEED-%' AND count = 500") == 24)
        #expect(try shop.rows("uncounted_units") == 2)
        #expect(try shop.rows("item_event", where: "at > \(noon.milliseconds)") == 0, "nothing happens in the future")
        #expect(try shop.staff().get("/admin/orders").status == 200)
    }

    @Test(arguments: [
        (["seed", "0"], "up to 100"), (["seed", "x"], "up to 100"), (["seed", "1", "2"], "up to 100"),
    ])
    func `a number of times that is none is refused`(arguments: [String], words: String) throws {
        let folder = try TemporaryFolder()
        let terminal = Terminal(arguments: arguments, environment: ["KARTIFY_DATA": folder.file("data")])
        let refusal = #expect(throws: Refusal.self) { try terminal.runCommand() }
        #expect(refusal?.message.contains(words) == true)
    }

    @Test func `an installation with data is left alone`() throws {
        let folder = try TemporaryFolder()
        let environment = ["KARTIFY_DATA": folder.file("data")]
        #expect(
            Terminal(arguments: ["website", "add", "Brand", "KFY", "localhost"], environment: environment).run() == 0)
        let seed = Terminal(arguments: ["seed"], environment: environment)
        let refusal = #expect(throws: Refusal.self) { try seed.runCommand() }
        #expect(refusal?.message.contains("There is data already.") == true)
        #expect(try Database(path: folder.file("data/kartify.sqlite")).read { try $0.websites() }.count == 1)
    }
}
