import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// What is done with many orders at once: pushed, printed, exported.
struct BulkTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
        try shop.count(["BELT": 60])
    }

    private func ids(_ numbers: [String]) throws -> [String] {
        try numbers.map { "\(try shop.order($0).id)" }
    }

    private func refusedOrders(_ count: Int) throws -> [String] {
        let visitor = shop.visitor()
        let numbers = try (1...count).map { _ in try visitor.order(nil) }
        try shop.change("UPDATE sales_order SET push_state = 'refused', push_reason = 'UNKNOWN_SKU'")
        return numbers
    }

    @Test func `all that match are pushed, refused ones too, and nothing else`() throws {
        let refused = try refusedOrders(3), waiting = try shop.visitor().order(nil)
        let run = try #require(
            try staff.post("/admin/orders/pushes", ["all": "yes", "filter": "tab=stuck"]).location)
        shop.world.background.wait()
        let page = staff.get(run).words
        #expect(page.contains("Orders: Stuck") && page.contains("3 accepted · 0 refused") && page.contains("Finished"))
        #expect(refused.allSatisfy { page.contains("\($0) ") } && !page.contains(waiting))
        #expect(try shop.order(refused[0]).push.state == .pushed && shop.order(waiting).push.state == .waiting)
        #expect(try shop.audited().contains { $0.action == "Pushed orders" && $0.subject == "Orders: Stuck" })
    }

    @Test func `ticked orders are pushed; those that are not to be pushed are left out, of other websites too`() throws
    {
        let numbers = try refusedOrders(2)
        let unpaid = try shop.visitor().order(nil, payment: .prepaid)
        let elsewhere = try shop.visitor(at: "second.localhost").order(nil)
        let other = try shop.order(elsewhere, at: shop.second).id
        let form = try ids([numbers[0], unpaid]).map { ("order", $0) } + [("order", "\(other)"), ("order", "999")]
        let run = try #require(try staff.post("/admin/orders/pushes", fields: form).location)
        shop.world.background.wait()
        let page = staff.get(run).words
        #expect(page.contains("4 chosen orders") && page.contains("2 accepted"))
        #expect(page.contains("1 chosen order was left out: pushed before, not paid, or cancelled."))
        #expect(try shop.order(numbers[1]).push.state == .refused)
        #expect(try staff.post("/admin/orders/pushes", ["filter": "tab=stuck"]).status == 422)
    }

    @Test func `a run of chosen orders that is cancelled stops before the next one`() throws {
        let numbers = try refusedOrders(3)
        let chosen = OrderSelection.filter(OrderFilter(now: shop.now))
        let run = try PushSelectedOrders(chosen, in: [shop.brand], subject: "All", by: "admin", in: shop.world)
        try staff.post("/admin/tools/cron/runs/\(run.id)/cancellation")
        run.finish()
        #expect(staff.get("/admin/tools/cron/runs/\(run.id)").words.contains("Cancelled by administrator."))
        #expect(try shop.order(numbers[0]).push.state == .refused && shop.ai.received("/orders").isEmpty)
    }

    @Test func `the orders that match come as a file, with what is to be collected`() throws {
        let number = try shop.visitor().order("M", quantity: 2)
        let paid = try shop.visitor().order(nil, payment: .prepaid)
        let form = ["as": "orders.csv", "filter": "payment=COD&status=to_pack"]
        let file = try staff.follow(try staff.post("/admin/orders/exports", form))
        #expect(file.header("Content-Disposition") == "attachment; filename=\"orders-23-Nov-2026.csv\"")
        let lines = file.text.split(separator: "\r\n")
        #expect(lines.count == 2 && !file.text.contains(paid))
        let row = String(lines[1])
        #expect(row.hasPrefix("\(number),Brand,\"23 Nov 2026, 10:00\",Cash on Delivery,Asha Rao,"), "\(row)")
        #expect(row.contains(",2 Processing,waiting,,,2598.00,0.00,0.00,2598.00,2598.00,"), "\(row)")
        #expect(try shop.audited().contains { $0.subject == "Orders: Cash on Delivery, Not yet packed; Orders, .csv" })
    }

    @Test func `items come with a row each; a workbook too; an export is its maker's alone, for a day`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let number = try visitor.order(nil)
        let id = try ids([number])[0]
        let csv = try staff.follow(
            try staff.post("/admin/orders/exports", fields: [("as", "items.csv"), ("order", id)]))
        #expect(csv.text.contains("\(number)-1,POLO-M,Polo,Size: M,2,1299.00,2598.00,2 Processing,"))
        #expect(csv.text.contains("\(number)-2,BELT,Belt,,1,899.00,899.00,1 Processing,"))
        let answer = try staff.post("/admin/orders/exports", ["as": "orders.xlsx"])
        let address = try #require(answer.location)
        for _ in 1...2 { #expect(staff.get(address).text.hasPrefix("PK")) }
        #expect(try shop.staff(.operations).get(address).status == 404)
        shop.clock.advance(.seconds(86_401))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.staff().get(address).status == 404)
    }

    @Test func `an export that is cancelled leaves no file`() throws {
        _ = try shop.visitor().order(nil)
        let run = try shop.database.write { [now = shop.now] store in
            try store.startRun(OrderExport.job, by: "admin", windowHours: 0, total: 5, subject: "All", at: now)
        }
        let page = staff.get("/admin/tools/cron/runs/\(run)")
        #expect(page.words.contains("Export orders: run \(run)") && page.hasButton("Cancel the run"))
        try staff.post("/admin/tools/cron/runs/\(run)/cancellation")
        let goesOn = try shop.database.write { [now = shop.now] in try $0.continueRun(run, done: 1, at: now) }
        #expect(!goesOn)
        #expect(staff.get("/admin/tools/cron/runs/\(run)/file").status == 404)
    }

    @Test func `slips are one sheet each, without the menu, and without what is cancelled`() throws {
        let visitor = shop.visitor()
        try visitor.addToCart("M", quantity: 2)
        let number = try visitor.order(nil), paid = try shop.visitor().order(nil, payment: .prepaid)
        let form = try ids([number, paid]).map { ("order", $0) }
        let page = try staff.follow(try staff.post("/admin/orders/slips", fields: form))
        #expect(page.status == 200 && page.text.split(separator: "class=\"sheet\"").count == 3)
        for part in ["Packing slip \(number)", "Collect ₹3,497.00", "2 Polo Size: M POLO-M", "Units: 3", "560001"] {
            #expect(page.words.contains(part), "\(part)")
        }
        #expect(!page.words.contains("Dashboard") && page.text.contains("<path d=\"M4 4h7"))
        let line = try shop.order(number).lines[0].id
        _ = try staff.post("/admin/orders/\(number)/cancellation", ["line": "\(line)", "reason": "x"])
        let again = staff.get("/admin/orders/slips?payment=COD").words
        #expect(again.contains("Units: 1") && !again.contains("POLO-M") && !again.contains(paid))
    }

    @Test func `the picking list adds up what is left to be packed, by SKU`() throws {
        let packed = try shop.visitor().order("M", quantity: 2)
        let first = try shop.visitor().order("M"), second = try shop.visitor().order("M")
        _ = shop.arvind.tells("e1", packed, "packed", more: #""quantity":1"#)
        let page = try staff.follow(try staff.post("/admin/orders/picking-list", ["all": "yes"])).words
        #expect(
            page.contains("3 units for 3 orders")
                && page.contains("POLO-M Polo Size: M 3 \(second), \(first), \(packed)"))
    }

    @Test func `support sees and prints, and neither pushes nor exports`() throws {
        let number = try shop.visitor().order(nil)
        let support = try shop.staff(.support)
        let page = support.get("/admin/orders")
        #expect(page.hasButton("Print slips") && !page.hasButton("Push") && !page.hasButton("Export"))
        for path in ["pushes", "exports"] {
            #expect(try support.post("/admin/orders/\(path)", ["all": "yes"]).status == 403)
        }
        #expect(try support.follow(try support.post("/admin/orders/slips")).words.contains(number))
    }
}
