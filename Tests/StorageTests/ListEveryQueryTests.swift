import Domain
import Storage
import Testing

/// As `EveryQueryTests`, for the lists of customers, products, requests and events.
struct ListEveryQueryTests {
    private let critic = PlanCritic()
    private let shop: TestShop

    init() throws {
        shop = try TestShop(inspect: { [critic] in critic.look(at: $0, $1) })
    }

    @Test func `no list of staff reads a whole table that grows`() throws {
        let brand = shop.brand.id
        let asha = try shop.addCustomer(), shirt = try shop.addShirt()
        let order = try shop.place(aDraft(of: shirt, customer: asha))
        try shop.database.write { store throws in
            let phone = order.address.phone
            for isBlocked in [true, true, false] {
                try store.blockCOD(phone, at: brand, isBlocked: isBlocked, by: "ravi", now: noon)
                #expect(try store.isBlockedForCOD(phone, at: brand) == isBlocked)
            }
            #expect(try store.customers(of: brand, search: "", limit: 9).map(\.orders) == [1])
            #expect(try store.customers(of: brand, search: "ASHA", limit: 9).count == 1)
            for place in [ListPlace.after(asha.id), .before(asha.id)] {
                for search in ["", "asha"] {
                    #expect(try store.customers(of: brand, search: search, at: place, limit: 9).isEmpty)
                }
            }
            #expect(try store.customerCount(of: brand, search: "asha", upTo: 9) == 1)
            #expect(try store.customerSummary(id: asha.id, of: brand)?.total == order.totals.total)
            #expect(try store.customerCount(of: brand, search: "", upTo: 9) == 1)
            #expect(try store.ordersUnderWay(of: asha.id) == 1)
            #expect(try store.productCount(of: brand, .enabled, search: "polo", upTo: 9) == 1)
            #expect(
                try store.products(of: brand, .all, search: "", after: 99, isBackwards: true, limit: 9).count == 1)
            #expect(try store.setDisabledByHand([shirt.id, 99], of: brand, true) == ["Polo"])
            #expect(try store.setDisabledByHand([shirt.id], of: brand, true) == [])
            for kind in RequestKind.allCases {
                for state in [nil, RequestState.refused] {
                    #expect(try store.requestCount(kind, of: brand, state, upTo: 9) == 0)
                }
            }
            for state in [nil, RequestState.refused] {
                for place in [ListPlace<ID<RequestRow>>.first, .after(7), .before(7)] {
                    #expect(try store.cancellations(of: brand, state, at: place, limit: 9).isEmpty)
                }
            }
            var filter = InboxFilter()
            #expect(try store.inboxCount(of: brand, filter, upTo: 9) == 0)
            filter.outcome = .late
            #expect(try store.inboxCount(of: brand, filter, upTo: 9) == 0)
        }
        #expect(critic.complaints == [])
    }

    @Test func `of a customer who is erased the orders stay, and nothing of the person`() throws {
        let asha = try shop.addCustomer()
        let order = try shop.place(aDraft(of: shop.addShirt(), customer: asha))
        try shop.database.write { store throws in
            try store.addNote("Asha called", toOrder: order.id, by: "ravi", at: noon)
            try store.markPushed(order, omsOrderID: nil, actor: nil, now: noon)
            try store.logCall(anExchange(order: order.number), of: shop.brand.id)
        }
        try shop.move(try shop.order(order), ItemMove(to: .delivered, at: noon, source: .webhook))
        try shop.database.write { store throws in
            #expect(try store.ordersUnderWay(of: asha.id) == 0)
            #expect(try store.erase(asha) == 1)
            #expect(try store.customerSummary(id: asha.id, of: shop.brand.id) == nil)
            for text in ["asha", "98765", "asha@example.com"] {
                #expect(try store.orderIDs(matching: text, in: shop.brand, limit: 9).isEmpty, "\(text)")
            }
            #expect(try store.notes(ofOrder: order.id).map(\.text) == ["Erased"])
            #expect(
                try store.exchanges(ofOrder: order.number, of: shop.brand.id, limit: 9).map(\.request) == ["Erased"])
        }
        let kept = try shop.order(order)
        #expect(kept.totals.total == order.totals.total && kept.address.pincode == order.address.pincode)
        #expect(kept.address.name == "Erased" && kept.email == "Erased" && kept.customerID == nil)
        #expect(critic.complaints == [])
    }
}
