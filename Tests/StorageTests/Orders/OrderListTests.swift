import Domain
import Storage
import Testing

/// The list of orders: its tabs, its filters, its pages, and the search.
struct OrderListTests {
    private let shop: TestShop
    private let shirt: Product

    init() throws {
        shop = try TestShop()
        shirt = try shop.addShirt([("POLO-M", 50), ("Polo-L", 50)])
    }

    private func ids(_ sort: OrderSort = .newest, _ change: (inout OrderFilter) -> Void) throws -> [ID<Order>] {
        var filter = OrderFilter(now: noon)
        change(&filter)
        return try shop.database.read { [filter] store in
            let found = try store.orders(in: [shop.brand], filter, sort, limit: 99).map(\.id)
            #expect(try store.orderCounts(in: [shop.brand], [filter], upTo: 99) == [found.count])
            return found
        }
    }

    @Test func `each tab has its orders, and counts as many as it lists`() throws {
        let waiting = try shop.place(aDraft(of: shirt)), late = try shop.place(aDraft(of: shirt), now: noon - .hours(7))
        let refused = try shop.place(aDraft(of: shirt))
        let unpaid = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        let parts = try shop.place(aDraft(of: shirt, quantity: 2)),
            back = try shop.place(aDraft(of: shirt, quantity: 2))
        for order in [parts, back] {
            try shop.database.write { try $0.markPushed(order, omsOrderID: nil, actor: nil, now: noon) }
        }
        try shop.move(parts, ItemMove(to: .shipped, quantity: 1, at: noon, source: .webhook))
        try shop.move(back, ItemMove(to: .delivered, quantity: 1, at: noon, source: .webhook))
        try shop.move(back, ItemMove(to: .rto, quantity: 1, at: noon, source: .webhook))
        try shop.database.write { store in
            try store.markPushRefused(refused.id, reason: "UNKNOWN_SKU")
            _ = try store.requestCancellation(of: try #require(try store.order(id: parts.id)))
        }
        let table: [(OrderTab, [Order])] = [
            (.all, [back, parts, unpaid, refused, waiting, late]), (.toPush, [waiting, late]),
            (.stuck, [refused, late]),
            (.partlyShipped, [parts]), (.undelivered, [back]), (.requestsOpen, [parts]), (.awaitingPayment, [unpaid]),
        ]
        for (tab, orders) in table {
            #expect(try ids { $0.tab = tab } == orders.map(\.id), "\(tab)")
        }
        try shop.move(try shop.order(parts), ItemMove(to: .shipped, at: noon, source: .webhook))
        try shop.move(try shop.order(back), ItemMove(to: .returned, quantity: 1, at: noon, source: .webhook))
        #expect(try ids { $0.tab = .partlyShipped }.isEmpty && ids { $0.tab = .undelivered }.isEmpty)
    }

    @Test func `filters by day, payment, pincode, SKU and AWB join`() throws {
        let cod = try shop.place(aDraft(of: shirt), now: noon - .days(1))
        let prepaid = try shop.place(aDraft(of: shirt, value: 1, paymentMode: .prepaid))
        try shop.move(cod, ItemMove(to: .packed, at: noon, source: .webhook, shipment: Shipment(awb: "DL-77")))
        let table: [(String, (inout OrderFilter) -> Void, [Order])] = [
            ("from", { $0.from = noon - .hours(1) }, [prepaid]), ("until", { $0.until = noon - .hours(1) }, [cod]),
            ("COD", { $0.paymentMode = .cod }, [cod]), ("pincode", { $0.pincode = "560001" }, [prepaid, cod]),
            ("elsewhere", { $0.pincode = "560002" }, []), ("SKU", { $0.sku = "POLO-l" }, [prepaid]),
            ("AWB", { $0.awb = "dl-7" }, [cod]), ("words", { $0.words = "RAO asha" }, [prepaid, cod]),
            ("no words", { $0.words = "nobody" }, []), ("statuses", { $0.statuses = [.packed, .shipped] }, [cod]),
            ("both", { ($0.sku, $0.paymentMode) = ("polo-m", .prepaid) }, []),
        ]
        for (name, change, orders) in table { #expect(try ids(.newest, change) == orders.map(\.id), "\(name)") }
    }

    @Test func `pages go both ways in every sorting, over all websites`() throws {
        let other = try shop.addShirt([("POLO-M", 50)], at: shop.other)
        for index in 1...7 {
            let quantity = index % 3 + 1, now = noon + .minutes(index % 4)
            try shop.place(aDraft(of: shirt, quantity: quantity), now: now)
            try shop.place(aDraft(of: other, quantity: quantity), at: shop.other, now: now)
        }
        let websites = [shop.brand, shop.other], filter = OrderFilter(now: noon)
        try shop.database.read { store throws in
            for sort in OrderSort.allCases {
                let all = try store.orders(in: websites, filter, sort, limit: 99)
                #expect(all.count == 14 && Set(all).count == 14)
                let isDescending = sort == .newest || sort == .dearest
                #expect(all == all.sorted { isDescending ? $0 > $1 : $0 < $1 }, "\(sort)")
                let second = try store.orders(in: websites, filter, sort, from: all[4], limit: 5)
                #expect(second == Array(all[5..<10]), "\(sort)")
                let first = try store.orders(in: websites, filter, sort, from: second[0], isBackwards: true, limit: 4)
                #expect(first == Array(all[1..<5]), "\(sort)")
                #expect(OrderCursor("\(all[3])") == all[3])
            }
            #expect(try store.orderCounts(in: websites, [filter], upTo: 5) == [10])
            #expect(try store.placedOrders(at: websites) == 14 && store.placedOrders(at: []) == 0)
        }
        #expect(OrderCursor("1") == nil && OrderCursor("1.x") == nil)
    }

    @Test(arguments: [
        "KFY-100001", "kfy-1000", "100001", "98765 43210", "+91 98765", "9876", "ASHA@", "asha rao", "Ra", "polo-M",
        "AI-7", "ai-", "KFY-100001-c1", "evt_1",
    ])
    func `an order is found by whatever a caller may name`(text: String) throws {
        let order = try shop.place(aDraft(of: shirt))
        try shop.database.write { store in
            try store.markPushed(order, omsOrderID: "AI-77", actor: nil, now: noon)
            _ = try store.requestCancellation(of: try #require(try store.order(id: order.id)))
            try store.insertWebhookEvent(anEvent(at: shop.brand), [anItem()], answer: "{}", at: noon)
        }
        try shop.database.read { store throws in
            #expect(try store.orderIDs(matching: text, in: shop.brand, limit: 9) == [order.id])
            #expect(try store.orderIDs(matching: text, in: shop.other, limit: 9).isEmpty)
        }
    }

    @Test(arguments: ["", "x", "%", "'", "\\", "rao's", "100", "5432", "RAO ravi", String(repeating: "9", count: 200)])
    func `what names nothing finds nothing`(text: String) throws {
        try shop.place(aDraft(of: shirt))
        let found = try shop.database.read { try $0.orderIDs(matching: text, in: shop.brand, limit: 9) }
        #expect(found.isEmpty == (text != "100"))
    }
}

extension Transaction {
    /// A cancellation of everything, which nobody has answered.
    fileprivate func requestCancellation(of order: Order) throws -> CancellationRow {
        let units = order.lines.map { RequestedUnits(line: $0, quantity: $0.quantity) }
        return try addCancellation(of: order, units, reason: "Too late", actor: nil, lease: noon, now: noon)
    }
}
