import Domain
import Storage
import TestSupport
import Testing

struct MoveItemTests {
    private let shop: TestShop
    private let shirt: Product
    private let order: Order

    init() throws {
        shop = try TestShop()
        shirt = try shop.addShirt([("POLO-M", 10), ("POLO-L", 10)])
        order = try shop.place(
            aDraft([aDraftLine(of: shirt, quantity: 3), aDraftLine(of: shirt, value: 1, quantity: 1)]))
    }

    @Test func `a move joins the history and changes line and order together`() throws {
        #expect(try shop.move(order, aMove(to: .shipped)) == .applied)
        #expect(try shop.order(order).lines[0].progress.status == .shipped)
        #expect(try shop.order(order).status == .processing)
        #expect(try shop.move(order, line: 1, aMove(to: .packed)) == .applied)
        #expect(try shop.order(order).status == .packed)
        #expect(try shop.history(of: order).map(\.status) == [.processing, .shipped])
    }

    @Test func `a late event joins the history only`() throws {
        try shop.move(order, aMove(to: .shipped))
        #expect(try shop.move(order, aMove(to: .packed, at: noon + .hours(1))) == .late)
        #expect(try shop.order(order).lines[0].progress.status == .shipped)
        let last = try #require(try shop.history(of: order).last)
        #expect(last.status == .packed && last.isLate && last.at == noon + .hours(1))
    }

    @Test func `a repeated event leaves no trace`() throws {
        try shop.move(order, aMove(to: .shipped))
        #expect(try shop.move(order, aMove(to: .shipped, at: noon + .hours(1))) == .duplicate)
        #expect(try shop.history(of: order).count == 2)
    }

    @Test func `a newer report of the same attempt makes an older failure late`() throws {
        try shop.move(order, aMove(to: .outForDelivery))
        #expect(try shop.move(order, aMove(to: .outForDelivery, at: noon + .hours(4))) == .duplicate)
        #expect(try shop.move(order, aMove(to: .undelivered, at: noon + .hours(2))) == .late)
        #expect(try shop.order(order).lines[0].progress.status == .outForDelivery)
    }

    @Test func `some units move`() throws {
        #expect(try shop.move(order, aMove(to: .packed, quantity: 2)) == .applied)
        let progress = try shop.order(order).lines[0].progress
        #expect(progress.count(in: .packed) == 2 && progress.count(in: .processing) == 1)
        #expect(try shop.history(of: order).last?.quantity == 2)
    }

    @Test func `another AWB corrects the parcel, and the order is found by either`() throws {
        try shop.move(order, aMove(to: .packed, shipment: Shipment(courier: "Delhivery", awb: "AWB-1")))
        try shop.move(
            order, aMove(to: .shipped, shipment: Shipment(awb: "AWB-2", trackingURL: "https://track.example/2")))
        #expect(
            try shop.order(order).lines[0].progress.parcels.map(\.shipment)
                == [Shipment(courier: "Delhivery", awb: "AWB-2", trackingURL: "https://track.example/2")])
        #expect(try shop.order(order).lines[1].progress.parcels.isEmpty)
        for awb in ["awb-1", "AWB-2"] {
            #expect(
                try shop.database.read { try $0.orderIDs(matching: awb, in: shop.brand, limit: 9) } == [order.id],
                "\(awb)")
        }
    }

    @Test func `units that are cancelled may be sold again`() throws {
        try shop.move(order, aMove(to: .cancelled, quantity: 2))
        #expect(try shop.product(shirt.id).sku()?.available == 9)
        try shop.move(order, aMove(to: .cancelled))
        #expect(try shop.product(shirt.id).sku()?.available == 10)
        #expect(try shop.move(order, aMove(to: .cancelled)) == .duplicate)
        #expect(try shop.product(shirt.id).available == 19)
        #expect(try shop.order(order).status == .processing)
        try shop.move(order, line: 1, aMove(to: .cancelled))
        #expect(try shop.order(order).status == .cancelled)
        #expect(try shop.product(shirt.id).available == 20)
    }

    @Test func `a cancelled unit that Arvind has counted comes back with its next count`() throws {
        let order = order
        try shop.database.write { tx in try tx.markPushed(order, omsOrderID: nil, actor: nil, now: noon) }
        try shop.take([aCount("POLO-M", 7, takenAt: noon + .hours(1))])
        try shop.move(order, aMove(to: .cancelled))
        #expect(try shop.product(shirt.id).sku()?.available == 7)
    }

    @Test func `an order that was read long ago is moved from where it stands now`() throws {
        let old = order
        try shop.move(old, aMove(to: .delivered))
        #expect(try shop.move(old, aMove(to: .packed)) == .late)
        #expect(try shop.order(old).lines[0].progress.status == .delivered)
    }

    @Test func `an event that comes to many threads at once is applied once`() throws {
        let shop = shop, order = order
        let outcomes = try inParallel(16) { _ in try shop.move(order, aMove(to: .cancelled, quantity: 3)) }
        #expect(outcomes.filter { $0 == .applied }.count == 1)
        #expect(try shop.product(shirt.id).sku()?.available == 10)
        #expect(try shop.history(of: order).count == 2)
    }
}

private func aMove(
    to status: ItemStatus, quantity: Int? = nil, at: Instant = noon, shipment: Shipment = .none
) -> ItemMove {
    ItemMove(to: status, quantity: quantity, at: at, source: .webhook, shipment: shipment)
}
