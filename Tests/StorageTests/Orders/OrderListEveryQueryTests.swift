import Domain
import Storage
import TestDatabase
import Testing

/// As `EveryQueryTests`, for the list of orders and the search.
struct OrderListEveryQueryTests {
    @Test func `no list of orders reads or sorts all of a website's`() throws {
        let critic = PlanCritic()
        let shop = try TestShop(inspect: { critic.look(at: $0, $1) })
        let order = try shop.place(aDraft(of: shop.addShirt()))
        let websites = [shop.brand], cursor = OrderCursor("\(noon.milliseconds).7")
        let changes: [(inout OrderFilter) -> Void] =
            OrderTab.allCases.map { tab in { $0.tab = tab } } + [
                { $0.statuses = [.packed] }, { $0.pushState = .refused }, { $0.paymentMode = .cod },
                { $0.pincode = "560001" }, { ($0.from, $0.until) = (noon - .days(1), noon) },
            ]
        try shop.database.read { store throws in
            for change in changes {
                var filter = OrderFilter(now: noon)
                change(&filter)
                for place in [nil, cursor] {
                    _ = try store.orders(in: websites, filter, from: place, limit: 9)
                    _ = try store.orders(in: websites, filter, .oldest, from: place, isBackwards: true, limit: 9)
                }
                _ = try store.orderCounts(in: websites, [filter], upTo: 9)
                _ = try store.placedOrders(at: websites)
            }
            _ = try store.orderTabs(in: websites, upTo: 9, now: noon)
            let sorted = critic.sorts.filter { $0.contains("ORDER BY placed_at") && !$0.contains("cancellation") }
            #expect(sorted == [])
            _ = try store.orders(in: websites, OrderFilter(now: noon), .dearest, from: cursor, limit: 9)
            for change: (inout OrderFilter) -> Void in [
                { $0.sku = "POLO-M" }, { $0.awb = "77" }, { $0.words = "Rao" }, { $0.isToRefund = true },
                { ($0.requestState, $0.requestSince) = (.refused, noon) }, { $0.statuses = ItemStatus.toPack },
            ] {
                var filter = OrderFilter(now: noon)
                change(&filter)
                _ = try store.orders(in: websites, filter, from: cursor, limit: 9)
                _ = try store.orderCounts(in: websites, [filter], upTo: 9)
            }
            for text in ["KFY-100001", "100001", "98765 43210", "asha@example.com", "Asha Rao", "AWB-1"] {
                _ = try store.orderIDs(matching: text, in: shop.brand, limit: 9)
            }
            #expect(try store.orders([order.id, 999]).map(\.id) == [order.id])
        }
        try shop.database.write { store in
            for selection in [OrderSelection.ids([order.id, 999]), .filter(OrderFilter(now: noon))] {
                #expect(try store.count(of: selection, in: websites) == 1)
                let page = try store.orders(of: selection, in: websites, limit: 9)
                #expect(page.orders.map(\.id) == [order.id])
                #expect(try store.orders(of: selection, in: websites, from: page.last, limit: 9).orders.isEmpty)
                let run = try store.startPush(of: selection, in: websites, "x", subject: "All", by: "asha", at: noon)
                #expect(try store.selectedOrder(ofRun: run, after: 0) == order.id)
                #expect(try store.selectedOrder(ofRun: run, after: order.id) == nil)
                #expect(try store.continueRun(run, done: 7, at: noon) && store.run(id: run)?.done == 7)
                try store.setFile("a.csv", ofRun: run)
                #expect(try store.run(id: run)?.file == "a.csv" && store.run(id: run)?.subject == "All")
            }
            #expect(try store.forgetFiles(ofRunsBefore: noon + .hours(1)) == ["a.csv", "a.csv"])
        }
        #expect(critic.complaints == [])
        for index in [
            "sales_order_not_pushed", "sales_order_partly_shipped", "sales_order_undelivered", "sales_order_by_payment",
            "sales_order_by_pincode", "sales_order_by_total", "sales_order_by_phone", "sales_order_by_oms_id",
            "item_event_by_awb", "sku_by_lower_code", "sales_order_by_status", "sales_order_by_time",
        ] {
            #expect(critic.hasSeen(index) || !TestEngine.isSQLite, "\(index)")
        }
    }
}
