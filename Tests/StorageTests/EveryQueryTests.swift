import Domain
import Storage
import TestDatabase
import Testing

/// Asks the store everything and looks at the plan of every statement; a house rule sees to it that nothing is missing.
struct EveryQueryTests {
    private let critic: PlanCritic
    private let shop: TestShop

    init() throws {
        let critic = PlanCritic()
        self.critic = critic
        shop = try TestShop(inspect: { critic.look(at: $0, $1) })
    }

    @Test func `no query reads a whole table that grows`() throws {
        try askForWebsitesAndPeople()
        try askForTheCatalogue()
        let order = try sell()
        try askForOrders(order)
        try push(order)
        try exchangeWithArvind()
        try runJobs()
        try settleAndTell(order)
        #expect(critic.complaints == [])
        // Few among many: without an index of their own, a walk through all of a website's rows would find them.
        for index in ["exchange_by_kind", "sales_order_by_push_state"] {
            #expect(critic.hasSeen(index) || !TestEngine.isSQLite, "\(index)")
        }
    }

    @Test(
        .onlyOnSQLite,
        arguments: [
            "SELECT count(*) FROM product WHERE name = ?",
            "SELECT p.id FROM product p JOIN website w ON w.name = p.name",
            "SELECT id FROM sales_order AS o WHERE total > ?", "UPDATE sku SET count = 0 WHERE count = ?",
            "SELECT website_id FROM sku ORDER BY website_id, code",
        ])
    func `a query that reads a whole table is noticed`(sql: String) throws {
        let bound = sql.split(separator: "?", omittingEmptySubsequences: false)
        _ = try shop.database.write { tx in
            if bound.count == 2 {
                try tx.execute("\(SQL(stringLiteral: String(bound[0])))\(1)")
            } else {
                try tx.execute(SQL(stringLiteral: sql))
            }
        }
        #expect(critic.complaints.count == 1)
    }

    private func askForWebsitesAndPeople() throws {
        let brand = shop.brand, other = shop.other
        let customer = try shop.addCustomer()
        try shop.database.write { tx in
            try tx.saveModule(ModuleSettings(oms: .arvind, isEnabled: true), of: brand.id, at: noon)
            try tx.setModulePassword(hash: "hash", of: brand.id, keepingOldUntil: noon)
            try tx.forgetReplacedSecrets(at: noon)
            try tx.setAuthToken(sealed: [1], of: brand.id)
            try tx.setWebhookSecret(sealed: [1], of: brand.id)
            try tx.addStaff(username: "admin", passwordHash: "hash", role: .administrator, at: noon)
            let member = try #require(try tx.staff(username: "admin")).member
            try tx.setRole(.administrator, of: member)
            _ = try tx.staff()
            for (token, owner) in [([1], .staff(member.id)), ([2], .customer(customer.id))] as [([UInt8], SessionOwner)]
            {
                try tx.addSession(token, of: owner, at: brand.id, from: anOrigin, now: noon)
                try tx.seeSession(token, of: owner, openedAt: noon, now: noon)
                _ = try tx.sessions(of: owner, at: noon)
                try tx.endSession(7, of: owner, at: noon)
                try tx.endSessions(of: owner, but: token, at: noon)
            }
            try tx.switchWebsite(session: [1], to: other.id)
            try tx.removeSession([2])
            try tx.setPassword(hash: "new", of: member, at: noon)
            try tx.setPassword(hash: "new", of: customer, at: noon)
            try tx.moveBrowser(from: [1, 2, 3], to: [4], guestOrdersOf: "asha@example.com")
            try tx.removeExpiredSessions(at: noon)
            _ = try tx.owner(ofEndedSession: [1], at: brand.id, now: noon)
            try tx.keepForm([2], of: .staff(member.id), to: "/x", sealedFields: [1], until: noon)
            try tx.keepForm([3], of: .customer(customer.id), to: "/x", sealedFields: [1], until: noon)
            try tx.removeKeptForm([3])
            _ = try tx.lastWebsite(ofSession: [1], of: .staff(member.id))
            _ = try tx.keptForm([2], of: .staff(member.id), at: noon)
            try tx.removeKeptForms(expiredAt: noon)
            try tx.keepForOnePage([1], as: [2], until: noon)
            _ = try tx.takeForOnePage([2])
            try tx.removeShownOnce(expiredAt: noon)
            try tx.addSignInFailure(of: [1], at: noon)
            try tx.takeBackSignInFailure(of: [1])
            try tx.forgetSignInFailures(of: [1])
            try tx.removeOldSignInFailures(at: noon)
            let buckets = [SharedBucket([1], Limit(perMinute: 9)), SharedBucket([2], Limit(9, every: .seconds(1)))]
            _ = try tx.takeOne(fromEach: buckets, now: noon)
            _ = try tx.takeShare(of: buckets[0], most: 2, puttingBack: 1, now: noon)
            try tx.removeBuckets(untouchedSince: noon)
            _ = try tx.chooseMark("a", ofFolder: "images")
            _ = try tx.mark(ofFolder: "images")
        }
        try shop.database.read { snapshot in
            _ = try snapshot.website(host: "brand.example")
            _ = try snapshot.website(id: brand.id)
            _ = try snapshot.websites()
            _ = try snapshot.hosts(of: brand)
            _ = try snapshot.module(of: brand.id)
            _ = try snapshot.hasSealedValues()
            _ = try snapshot.staff(session: [1], at: noon)
            _ = try snapshot.customer(session: [2], of: brand.id, at: noon)
            _ = try snapshot.customer(email: "asha@example.com", of: brand.id)
            _ = try snapshot.signInFailures(of: [1])
        }
    }

    private func askForTheCatalogue() throws {
        let brand = shop.brand
        let shirt = try shop.addShirt([("CAT-M", 5), ("CAT-L", 5)])
        try shop.database.write { tx in
            let mug = try tx.addProduct(websiteID: brand.id, name: "Mug", description: "", price: .zero)
            let place = SKUCarrier(productID: mug, optionValueID: nil)
            try tx.putSKU(try #require(SKU("MUG")), on: place, of: brand.id, by: "asha", at: noon)
            try tx.takeSKU(off: place, by: "asha", at: noon)
            try tx.takeSKU(
                off: SKUCarrier(productID: shirt.id, optionValueID: shirt.stockOption?.values[1].id), by: "asha",
                at: noon
            )
            try tx.recountProducts([shirt.id])
            try tx.countByHand(3, ofSKU: 1, reason: "Stock take", by: "asha", at: noon)
            _ = try tx.isCountedByOMS(1)
            let wrap = try tx.addOption(productID: mug, name: "Wrap", isStock: false)
            let value = try tx.addOptionValue(optionID: wrap, ofProduct: mug, name: "Yes")
            try tx.setStockOption(wrap, ofProduct: mug)
            try tx.deleteOptionValue(value, ofProduct: mug, by: "asha", at: noon)
            try tx.deleteOption(wrap, ofProduct: mug)
            try tx.addImage("a.webp", small: "b.webp", PixelSize(width: 8, height: 8), toProduct: mug)
            #expect(try tx.saveImages([], ofProduct: mug) == ["a.webp", "b.webp"])
            try tx.addImage("c.webp", small: nil, nil, toProduct: mug)
            _ = try tx.saveImages([(1, "A mug")], ofProduct: mug)
            try tx.saveProduct(id: mug, of: brand.id, name: "Cup", description: "", category: "Crockery")
            try tx.saveProduct(id: mug, of: brand.id, price: .zero, isDisabledByHand: true)
        }
        try shop.database.read { snapshot in
            _ = try snapshot.anySKU(of: brand.id)
            _ = try snapshot.stockHealth(of: brand.id)
            _ = try snapshot.websiteFigures(now: noon)
            _ = try snapshot.omsHealth(of: brand.id, now: noon)
            _ = try snapshot.carrier(of: try #require(SKU("CAT-M")), in: brand.id)
            for filter in ProductFilter.allCases {
                _ = try snapshot.products(of: brand.id, filter, search: "", limit: 10)
                _ = try snapshot.products(of: brand.id, filter, search: "polo", after: 1, limit: 10)
            }
            _ = try snapshot.movements(ofProduct: shirt.id, before: 9, limit: 10)
            _ = try snapshot.inventory(of: brand.id, after: "A", limit: 10)
            _ = try snapshot.inventory(of: brand.id, codes: ["CAT-M"])
            _ = try snapshot.unmappedSKUs(of: brand.id, after: "A", limit: 10)
            _ = try snapshot.unsentSKUs(of: brand.id, since: noon, after: .start, limit: 10)
            _ = try snapshot.missingSKUs(of: brand.id, afterProduct: 1, value: 2, limit: 10)
        }
    }

    private func sell() throws -> Order {
        let brand = shop.brand, database = shop.database
        let shirt = try shop.addShirt([("POLO-M", 10)])
        let offer = try aDraftLine(of: shirt).offer
        try database.write { tx in
            try tx.addToCart(offer, quantity: 1, owner: [1], at: noon)
            let line = try #require(try tx.cart(of: [1], at: brand.id).first)
            try tx.setCartQuantity(2, line: line.id, owner: [1], at: brand.id)
            try tx.setCartQuantity(0, line: line.id, owner: [1], at: brand.id)
            try tx.emptyCart(of: [1], at: brand.id)
            try tx.removeCarts(untouchedSince: noon)
        }
        _ = try database.read { try $0.cartCount(of: [1], at: brand.id) }
        let prepaid = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        let failed = try shop.place(aDraft(of: shirt, paymentMode: .prepaid))
        _ = try database.read { try $0.unpaidOrders(placedBefore: noon, limit: 10) }
        try database.write { tx in
            try tx.markPaid(prepaid, now: noon)
            try tx.markUnpaid(failed, reason: "declined", now: noon)
        }
        return try shop.place(aDraft(of: shirt, quantity: 2))
    }

    private func askForOrders(_ order: Order) throws {
        let brand = shop.brand
        let customer = try #require(
            try shop.database.read { try $0.customer(email: "asha@example.com", of: brand.id) }
        ).account
        try shop.database.read { snapshot in
            _ = try snapshot.order(id: order.id)
            _ = try snapshot.order(number: order.number, of: brand.id)
            _ = try snapshot.order(number: order.number, of: customer)
            _ = try snapshot.guestOrder(number: order.number, of: brand.id, placedBy: [1], since: noon)
            _ = try snapshot.newestOrder(of: brand.id, placedBy: [1], as: nil, since: noon)
            _ = try snapshot.histories(ofOrder: order.id)
            _ = try snapshot.orders(of: customer, limit: 10)
            _ = try snapshot.orders(of: customer, before: 7, limit: 10)
            _ = try snapshot.orderedItems(of: [1, 2])
            _ = try snapshot.pushBacklog(of: brand.id, now: noon)
            _ = try snapshot.sales(of: brand.id, from: noon, until: noon)
            _ = try snapshot.ordersByDay(of: brand.id, since: IndianDay(noon))
            _ = try snapshot.callsByHour(of: brand.id, since: noon)
            _ = try snapshot.standing(of: brand.id, now: noon)
        }
        try shop.move(order, ItemMove(to: .packed, quantity: 1, at: noon, source: .webhook))
        try shop.move(
            order, ItemMove(to: .cancelled, quantity: 1, at: noon, source: .staff, shipment: Shipment(awb: "1")))
    }

    private func push(_ order: Order) throws {
        _ = try shop.database.write { tx in
            let run = try tx.startRun("push-orders", by: "schedule", windowHours: 6, total: 1, at: noon)
            _ = try tx.ordersToPush(placedSince: noon, isScheduled: true, now: noon)
            _ = try tx.leaseOrderToPush(
                of: 1, inRun: run, after: PushCursor(placedAt: noon, orderID: 0), isScheduled: true,
                until: noon + .minutes(1), now: noon)
            _ = try tx.leaseOrderToPush(order.id, until: noon + .minutes(1), now: noon)
            try tx.markPushUnknown(order, reason: "time-out", wasCalled: true, jitter: 0, now: noon)
            try tx.markPushRefused(order.id, reason: "UNKNOWN_SKU")
            _ = try tx.leaseOrderToPush(order.id, until: noon + .minutes(1), now: noon)
            try tx.markPushed(order, omsOrderID: "AI-1", actor: nil, now: noon)
            try tx.markPushed(byEventOf: order, now: noon)
            try tx.recordPush(.accepted, reason: nil, ofOrder: order.id, inRun: run, at: noon)
            try tx.keepRunAlive(run, at: noon)
            _ = try tx.standing(of: shop.brand.id, now: noon)
            _ = try tx.checkoutsTurnedAway(of: shop.brand.id, since: noon)
            _ = try tx.heldOrders(placedSince: noon, isScheduled: true, now: noon)
            _ = try tx.refusedOrders(placedSince: noon, notTriedBy: 1)
            try tx.retryRefusedOrders(placedSince: noon, now: noon)
            try tx.cancelRun(run, by: "admin")
            try tx.finishRun(run, fault: nil, at: noon)
            try tx.retryRefusedOrders(of: 1, withProduct: nil, now: noon)
            try tx.retryRefusedOrders(of: 1, withProduct: 1, now: noon)
            _ = try tx.runs(of: "push-orders", limit: 10)
            _ = try tx.run(id: run)
            _ = try tx.orders(ofRun: run, limit: 9)
            return try tx.applyCounts([aCount("POLO-M", 3, takenAt: noon + .hours(1))], of: 1, reference: "r", at: noon)
        }
    }

    private func runJobs() throws {
        try shop.database.write { tx in
            try tx.addJob("push-orders", at: noon)
            _ = try tx.leaseJob(
                "push-orders", owner: 1, until: noon + .minutes(2), next: noon + .minutes(5), now: noon)
            try tx.renewJobLease("push-orders", owner: 1, until: noon + .minutes(3))
            try tx.switchJob("push-orders", isOn: true)
            try tx.endJob("push-orders", owner: 1, result: "done", success: noon)
            _ = try tx.jobs()
            _ = try tx.pruneExchanges(before: noon - .days(90), limit: 10)
            _ = try tx.pruneAlerts(before: noon - .days(90), limit: 10)
            _ = try tx.pruneEvents(before: noon - .days(90), limit: 10)
            _ = try tx.pruneRuns(before: noon - .days(90), limit: 10)
        }
    }

    private func settleAndTell(_ order: Order) throws {
        let brand = shop.brand
        try shop.database.write { tx in
            for kind in RequestKind.allCases {
                _ = try tx.openRequests(kind, now: noon)
                _ = try tx.endRequest(kind, ofOrder: order.id, .withdrawn, now: noon)
            }
            _ = try tx.requests(of: brand.id, .givenUp, since: noon)
            _ = try tx.alertSettings(of: brand.id)
            try tx.saveAlertSettings(
                AlertSettings(address: "", successPercent: 80, inventoryHours: 24, bankDays: 30), of: brand.id)
            try tx.raiseAlert(.stuckOrders, "1 order is stuck.", of: brand.id, at: noon)
            _ = try tx.hasAlert(of: brand.id, .stuckOrders, within: .hours(1), now: noon)
            for alert in try tx.undeliveredAlerts(since: noon - .hours(1)) {
                _ = try tx.leaseAlert(alert, until: noon + .minutes(1), now: noon)
                try tx.recordAlertAttempt(alert.id, fault: nil, at: noon)
            }
            _ = try tx.alertFault(of: brand.id, since: noon)
        }
    }

    private func exchangeWithArvind() throws {
        let brand = shop.brand
        try shop.database.write { tx in
            _ = try tx.applyCounts([aCount("NOBODY-HAS-IT", 3)], of: brand.id, reference: "r", at: noon)
            let answer = FirstAnswer(requestHash: [1], answer: [2])
            _ = try tx.rememberAnswer(answer, to: "key", of: brand.id, at: noon)
            _ = try tx.firstAnswer(to: "key", of: brand.id, at: noon)
            try tx.forgetFirstAnswers(at: noon, limit: 10)
            try tx.insertWebhookEvent(anEvent(at: brand), [anItem()], answer: "{}", at: noon)
            _ = try tx.inboxEvent("evt_1", of: brand.id)
            try tx.logCall(anExchange(), of: brand.id)
        }
        try shop.database.read { snapshot in
            _ = try snapshot.receivedCalls(of: brand.id, by: .arvind, limit: 10)
            _ = try snapshot.unappliedEvents(of: brand.id)
            _ = try snapshot.exchanges(ofOrder: "KFY-100001", of: brand.id, limit: 10)
        }
    }
}
