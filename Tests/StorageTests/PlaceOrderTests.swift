import Domain
import Storage
import TestSupport
import Testing

struct PlaceOrderTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test func `an order that is placed holds its units and begins its history`() throws {
        let shirt = try shop.addShirt([("POLO-M", 10)])
        let order = try shop.place(aDraft(of: shirt, quantity: 3))
        #expect(order.number == "KFY-100001" && order.status == .processing && order.push.state == .waiting)
        #expect(order.totals.total == Money(paise: 30_000))
        #expect(order.lines.map(\.sku) == ["POLO-M"] && order.lines[0].progress.count(in: .processing) == 3)
        #expect(try shop.product(shirt.id).available == 7 && shop.product(shirt.id).sku()?.available == 7)
        let history = try shop.history(of: order)
        #expect(history.map(\.status) == [.processing] && history.map(\.source) == [.checkout])
        let movement = try #require(
            try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 1) }.first)
        #expect(movement.source == .checkout && movement.reference == order.number && movement.available == 7)
    }

    @Test func `a prepaid order waits for its payment`() throws {
        let order = try shop.place(aDraft(of: shop.addShirt(), paymentMode: .prepaid))
        #expect(order.status == .awaitingPayment && order.push.state == .unpaid && !order.isPaid)
    }

    @Test func `an order of which one line is sold out is not placed at all`() throws {
        let shirt = try shop.addShirt([("POLO-M", 10), ("POLO-L", 1)])
        let draft = try aDraft([aDraftLine(of: shirt, quantity: 2), aDraftLine(of: shirt, value: 1, quantity: 2)])
        #expect {
            try shop.place(draft)
        } throws: { error in
            (error as? StockShortage)?.line.offer.sku?.code == "POLO-L" && (error as? StockShortage)?.left == 1
        }
        #expect(try shop.product(shirt.id).available == 11)
        #expect(try shop.database.read { try $0.orders(in: [shop.brand], OrderFilter(now: noon), limit: 10) }.isEmpty)
        for table in ["sales_order", "order_item", "item_event", "item_progress", "uncounted_units"] {
            let count = try shop.database.read { try $0.number("SELECT count(*) FROM \(SQL(stringLiteral: table))") }
            #expect(count == 0, "\(table)")
        }
        #expect(try shop.place(aDraft(of: shirt)).number == "KFY-100001")
    }

    @Test func `two lines of one SKU are counted together`() throws {
        let shirt = try shop.addShirt([("POLO-M", 3)])
        let line = try aDraftLine(of: shirt, quantity: 2)
        #expect(throws: StockShortage.self) { try shop.place(aDraft([line, line])) }
        #expect(try shop.product(shirt.id).available == 3)
    }

    @Test func `a product without a SKU cannot be sold`() throws {
        let shirt = try shop.addShirt()
        let bare = try #require(
            try shop.database.write { tx in
                let id = try tx.addProduct(
                    websiteID: shop.brand.id, name: "Bare", description: "", price: Money(paise: 100))
                return try tx.product(id: id, of: shop.brand.id)
            })
        #expect(throws: StockShortage.self) { try shop.place(aDraft([aDraftLine(of: shirt), aDraftLine(of: bare)])) }
    }

    @Test func `the last unit is sold once, however many want it`() throws {
        let shop = shop
        let shirt = try shop.addShirt([("POLO-M", 1)])
        let draft = try aDraft(of: shirt)
        let sold = try inParallel(50) { _ in
            do {
                try shop.place(draft)
                return true
            } catch is StockShortage {
                return false
            }
        }
        #expect(sold.filter { $0 }.count == 1)
        #expect(try shop.product(shirt.id).available == 0)
        #expect(
            try shop.database.read { try $0.orders(in: [shop.brand], OrderFilter(now: noon), limit: 99) }.count == 1)
    }

    @Test func `order numbers are counted for each website, without a gap`() throws {
        let shop = shop
        let draft = try aDraft(of: shop.addShirt([("POLO-M", 100)]))
        let otherDraft = try aDraft(of: shop.addShirt([("POLO-M", 100)], at: shop.other))
        let numbers = try inParallel(20) { number in
            try shop.place(number % 2 == 0 ? draft : otherDraft, at: number % 2 == 0 ? shop.brand : shop.other).number
        }
        let expected = (100_001...100_010).flatMap { ["KFY-\($0)", "OTH-\($0)"] }
        #expect(Set(numbers) == Set(expected))
    }
}

struct PaymentTests {
    private let shop: TestShop
    private let shirt: Product
    private let order: Order

    init() throws {
        shop = try TestShop()
        shirt = try shop.addShirt([("POLO-M", 10)])
        order = try shop.place(aDraft(of: shirt, quantity: 2, paymentMode: .prepaid))
    }

    @Test func `a payment releases the order for its push, once`() throws {
        let order = order
        for minute in 0..<2 {
            try shop.database.write { tx in try tx.markPaid(order, now: noon + .minutes(minute)) }
        }
        let paid = try shop.order(order)
        #expect(paid.isPaid && paid.status == .processing && paid.push.state == .waiting)
        #expect(try shop.history(of: order).map(\.status) == [.awaitingPayment, .processing])
        #expect(try shop.product(shirt.id).available == 8)
    }

    @Test func `a payment that failed cancels the order and gives its units back, once`() throws {
        let order = order
        for _ in 0..<2 {
            try shop.database.write { tx in try tx.markUnpaid(order, reason: "declined", now: noon) }
        }
        let cancelled = try shop.order(order)
        #expect(cancelled.status == .cancelled && cancelled.push.state == .withdrawn && !cancelled.isPaid)
        #expect(try shop.history(of: order).last?.reason == "declined")
        #expect(try shop.product(shirt.id).available == 10)
        let movements = try shop.database.read { try $0.movements(ofProduct: shirt.id, limit: 10) }
        #expect(movements.first?.source == .paymentFailed)
    }

    @Test func `a payment that comes after it was given up changes nothing`() throws {
        let order = order
        try shop.database.write { tx in
            try tx.markUnpaid(order, reason: "too late", now: noon)
            try tx.markPaid(order, now: noon)
        }
        #expect(try shop.order(order).push.state == .withdrawn)
        #expect(try !shop.order(order).isPaid)
    }

    @Test func `a failure reported after the payment changes nothing`() throws {
        let order = order
        try shop.database.write { tx in
            try tx.markPaid(order, now: noon)
            try tx.markUnpaid(order, reason: "declined", now: noon)
        }
        #expect(try shop.order(order).status == .processing)
        #expect(try shop.product(shirt.id).available == 8)
    }

    @Test func `orders whose payment does not come are found by age`() throws {
        let order = order
        #expect(try shop.database.read { try $0.unpaidOrders(placedBefore: noon, limit: 10) } == [])
        #expect(
            try shop.database.read { try $0.unpaidOrders(placedBefore: noon + .hours(1), limit: 10) } == [order.id])
        try shop.database.write { tx in try tx.markPaid(order, now: noon) }
        #expect(try shop.database.read { try $0.unpaidOrders(placedBefore: noon + .hours(1), limit: 10) } == [])
    }
}
