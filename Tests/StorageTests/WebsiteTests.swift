import Domain
import Storage
import Testing

/// What belongs to one website is not there for another.
struct WebsiteTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `a website is found by any of its hosts`() throws {
        try shop.database.read { snapshot throws in
            #expect(try snapshot.website(host: "brand.example") == shop.brand)
            #expect(try snapshot.website(host: "localhost") == shop.brand)
            #expect(try snapshot.website(host: "other.example") == shop.other)
            #expect(try snapshot.website(host: "nowhere.example") == nil)
            #expect(try snapshot.websites() == [shop.brand, shop.other])
        }
    }

    @Test func `an order of another website is not found`() throws {
        let order = try shop.place(aDraft(of: shop.addShirt()))
        try shop.database.read { snapshot throws in
            #expect(try snapshot.order(number: order.number, of: shop.brand.id)?.id == order.id)
            #expect(try snapshot.order(number: order.number, of: shop.other.id) == nil)
            #expect(try snapshot.orders(in: [shop.other], OrderFilter(now: noon), limit: 9).isEmpty)
            for text in [order.number, "asha@example.com", "POLO-M"] {
                #expect(try snapshot.orderIDs(matching: text, in: shop.other, limit: 9).isEmpty)
            }
        }
    }

    @Test func `a customer sees their own orders and nobody else's`() throws {
        let asha = try shop.addCustomer(), ravi = try shop.addCustomer("ravi@example.com")
        let shirt = try shop.addShirt()
        let order = try shop.place(aDraft(of: shirt, customer: asha, owner: [7]))
        let guest = try shop.place(aDraft(of: shirt, owner: [8]))
        try shop.database.read { snapshot throws in
            #expect(try snapshot.order(number: order.number, of: asha) != nil)
            #expect(try snapshot.order(number: order.number, of: ravi) == nil)
            #expect(try snapshot.order(number: guest.number, of: asha) == nil)
            #expect(try snapshot.orders(of: asha, limit: 9).map(\.id) == [order.id])
            #expect(try snapshot.orders(of: ravi, limit: 9).isEmpty)
            #expect(
                try snapshot.orderIDs(matching: "asha@example.com", in: shop.brand, limit: 9)
                    == [guest.id, order.id])
        }
    }

    @Test func `a guest's order is found by the browser that placed it, for a time; a customer's is not`() throws {
        let asha = try shop.addCustomer()
        let shirt = try shop.addShirt()
        let order = try shop.place(aDraft(of: shirt, customer: asha, owner: [8]))
        let guest = try shop.place(aDraft(of: shirt, owner: [8]))
        func isFound(_ order: Order, at website: Website, by owner: [UInt8], since time: Instant) throws -> Bool {
            try shop.database.read {
                try $0.guestOrder(number: order.number, of: website.id, placedBy: owner, since: time)
            } != nil
        }
        let before = noon - .days(1)
        #expect(try isFound(guest, at: shop.brand, by: [8], since: before))
        #expect(try !isFound(guest, at: shop.brand, by: [9], since: before))
        #expect(try !isFound(guest, at: shop.other, by: [8], since: before))
        #expect(try !isFound(guest, at: shop.brand, by: [8], since: noon))
        #expect(try !isFound(order, at: shop.brand, by: [8], since: before))
    }

    @Test func `a browser's next token has its cart, and the guest orders with the address of whoever signs in`() throws
    {
        let asha = try shop.addCustomer()
        let shirt = try shop.addShirt([("A", 20)])
        let mine = try shop.place(aDraft(of: shirt, owner: [7]))
        let others = try shop.place(aDraft(of: shirt, email: "ravi@example.com", owner: [7]))
        let account = try shop.place(aDraft(of: shirt, customer: asha, owner: [7]))
        let stranger = try shop.place(aDraft(of: shirt, owner: [8]))
        let offer = try aDraftLine(of: shirt).offer
        try shop.database.write { tx in
            try tx.addToCart(offer, quantity: 3, owner: [7], at: noon)
            try tx.moveBrowser(from: [7], to: [9], guestOrdersOf: asha.email)
        }
        let owners = try [mine, others, account, stranger].map { order in
            try shop.database.read {
                try $0.first("SELECT owner FROM sales_order WHERE id = \(order.id)") {
                    try $0.next() as [UInt8]
                }
            }
        }
        #expect(owners == [[9], [7], [7], [8]])
        #expect(try shop.order(mine).customerID == nil)
        #expect(try shop.database.read { try $0.cartCount(of: [9], at: shop.brand.id) } == 3)
        #expect(try shop.database.read { try $0.cartCount(of: [7], at: shop.brand.id) } == 0)
    }

    @Test func `one SKU code may be in two websites, each with its own stock`() throws {
        let shirt = try shop.addShirt([("POLO-M", 5)])
        let otherShirt = try shop.addShirt([("POLO-M", 3)], at: shop.other)
        try shop.take([aCount("POLO-M", 50)], at: shop.other)
        #expect(try shop.product(shirt.id).available == 5)
        #expect(try shop.product(otherShirt.id, at: shop.other).available == 50)
        try shop.place(aDraft(of: shirt))
        #expect(try shop.product(otherShirt.id, at: shop.other).available == 50)
        #expect(try shop.database.read { try $0.product(id: shirt.id, of: shop.other.id) } == nil)
    }

    @Test func `one e-mail address is another customer at another website`() throws {
        let asha = try shop.addCustomer(), otherAsha = try shop.addCustomer(at: shop.other)
        #expect(asha.id != otherAsha.id)
        #expect {
            try shop.addCustomer()
        } throws: { error in
            if case DatabaseError.notUnique = error { true } else { false }
        }
        let found = try shop.database.read { try $0.customer(email: "asha@example.com", of: shop.other.id) }
        #expect(found?.account == otherAsha)
    }

    @Test func `a browser has one cart at each website`() throws {
        let offer = try aDraftLine(of: shop.addShirt([("A", 9), ("B", 9)])).offer
        let otherOffer = try aDraftLine(of: shop.addShirt(at: shop.other)).offer
        try shop.database.write { tx in
            try tx.addToCart(offer, quantity: 3, owner: [1], at: noon)
            try tx.addToCart(offer, quantity: 18, owner: [1], at: noon)
            try tx.addToCart(otherOffer, quantity: 1, owner: [1], at: noon)
            try tx.addToCart(offer, quantity: 2, owner: [2], at: noon)
        }
        let line = try #require(try shop.database.read { try $0.cart(of: [1], at: shop.brand.id) }.first)
        #expect(line.quantity == 20 && line.choices == Set(offer.choices))
        try shop.database.write { tx in
            try tx.setCartQuantity(1, line: line.id, owner: [2], at: shop.brand.id)
            try tx.setCartQuantity(1, line: line.id, owner: [1], at: shop.other.id)
            try tx.emptyCart(of: [2], at: shop.brand.id)
        }
        #expect(try shop.database.read { try $0.cartCount(of: [1], at: shop.brand.id) } == 20)
        #expect(try shop.database.read { try $0.cartCount(of: [1], at: shop.other.id) } == 1)
        #expect(try shop.database.read { try $0.cartCount(of: [2], at: shop.brand.id) } == 0)
    }

    @Test func `failures to sign in are counted until a quiet quarter of an hour`() throws {
        try shop.database.write { tx in
            for minute in 0..<3 { try tx.addSignInFailure(of: [1], at: noon + .minutes(minute)) }
        }
        #expect(try shop.database.read { try $0.signInFailures(of: [1]) }?.count == 3)
        #expect(try shop.database.read { try $0.signInFailures(of: [2]) } == nil)
        try shop.database.write { tx in try tx.addSignInFailure(of: [1], at: noon + .minutes(18)) }
        #expect(try shop.database.read { try $0.signInFailures(of: [1]) }?.count == 1)
    }

    @Test func `a module keeps its secrets as they were sealed, for its own website`() throws {
        let brand = shop.brand
        let settings = ModuleSettings(
            oms: .arvind,
            isEnabled: true, username: "ai", channelID: "c", warehouseID: "w", apiURL: "https://api.example.com",
            orderingStoreID: "s")
        #expect(try !shop.database.read { try $0.hasSealedValues() })
        try shop.database.write { tx in
            try tx.saveModule(settings, of: brand.id, at: noon)
            try tx.setAuthToken(sealed: [9, 9], of: brand.id)
        }
        let module = try #require(try shop.database.read { try $0.module(of: brand.id) })
        #expect(module.settings == settings && module.sealedAuthToken == [9, 9] && module.passwordHash == nil)
        let other = try #require(try shop.database.read { try $0.module(of: shop.other.id) })
        #expect(other.settings == ModuleSettings(oms: .arvind) && other.sealedAuthToken == nil)
        #expect(try shop.database.read { try $0.hasSealedValues() })
    }
}

struct InboxTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `an event keeps its answer, in its own website`() throws {
        let event = anEvent("evt_1", at: shop.brand)
        try shop.database.write { tx in try tx.insertWebhookEvent(event, [anItem()], answer: "{\"a\":1}", at: noon) }
        try shop.database.read { snapshot throws in
            #expect(try snapshot.inboxEvent("evt_1", of: shop.brand.id)?.answer == "{\"a\":1}")
            #expect(try snapshot.inboxEvent("evt_1", of: shop.other.id)?.answer == nil)
            #expect(try snapshot.inboxEvent("evt_2", of: shop.brand.id)?.answer == nil)
            #expect(try snapshot.unappliedEvents(of: shop.brand.id) == 0)
        }
    }

    @Test func `an event whose order did not exist is kept once, and settled when it does`() throws {
        let event = anEvent("evt_1", at: shop.brand)
        try shop.database.write { tx in try tx.insertWebhookEvent(event, [anItem(.unknownOrder)], answer: nil, at: noon)
        }
        #expect(try shop.database.read { try $0.inboxEvent("evt_1", of: shop.brand.id)?.answer } == nil)
        #expect(try shop.database.read { try $0.unappliedEvents(of: shop.brand.id) } == 1)
        #expect(try shop.database.read { try $0.unappliedEvents(of: shop.other.id) } == 0)
        #expect(throws: DatabaseError.self) {
            try shop.database.write { tx in try tx.insertWebhookEvent(event, [anItem()], answer: "{}", at: noon) }
        }
        try shop.database.write { tx in
            let kept = try #require(try tx.inboxEvent("evt_1", of: 1))
            #expect(try kept.event.body == event.body && tx.inboxEvent("evt_1", of: 2) == nil)
            try tx.updateWebhookEvent(kept, [anItem()], answer: "{}")
        }
        #expect(try shop.database.read { try $0.inboxEvent("evt_1", of: shop.brand.id)?.answer } == "{}")
        #expect(try shop.database.read { try $0.unappliedEvents(of: shop.brand.id) } == 0)
    }

    @Test func `the calls about an order are shown newest first, in its own website`() throws {
        let brand = shop.brand
        try shop.database.write { tx in
            try tx.logCall(anExchange(outcome: .unknown), of: brand.id)
            try tx.logCall(anExchange(outcome: .accepted), of: brand.id)
            try tx.logCall(anExchange(order: "KFY-100002"), of: brand.id)
            try tx.logCall(anExchange(order: nil), of: brand.id)
        }
        try shop.database.read { snapshot throws in
            let found = try snapshot.exchanges(ofOrder: "KFY-100001", of: brand.id, limit: 9)
            #expect(found.map(\.outcome) == [CallOutcome.accepted, .unknown])
            #expect(try snapshot.exchanges(ofOrder: "KFY-100001", of: shop.other.id, limit: 9).isEmpty)
        }
    }
}
