import Domain
import Storage
import Web

/// GET /api/v1/orders/:number
@Sendable func readOrder(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let number = request.path("number")
    let document = try world.database.read { store in
        guard let order = try store.order(number: number, of: partner.website.id) else {
            throw APIRefusal(
                status: .notFound, code: "not_found", detail: "There is no order \(number) on this website.")
        }
        return OrderDocument(order, try store.histories(ofOrder: order.id))
    }
    return .json(encodedJSON(document))
}

/// The contract's order: no payment instrument, no bank detail, no address.
private struct OrderDocument: Encodable {
    struct Item: Encodable {
        let orderItemId: String
        let sku: String?
        let quantity: Int
        let status: String
        let history: [Event]
        let parcels: [Parcel]
    }

    struct Parcel: Encodable {
        let courier: String?
        let awb: String?
        let trackingUrl: String?
        let quantity: Int
    }

    struct Event: Encodable {
        let status: String
        let at: String
        let receivedAt: String
        let source: String
        let late: Bool
    }

    let orderId: String
    let status: String
    let createdAt: String
    let paymentMode: String
    let pushedAt: String?
    let items: [Item]

    init(_ order: Order, _ histories: [Int: [ItemEvent]]) {
        orderId = order.number
        status = order.status.rawValue
        createdAt = order.placedAt.rfc3339
        paymentMode = order.paymentMode.rawValue
        pushedAt = order.push.acknowledgedAt?.rfc3339
        items = order.lines.map { line in
            Item(
                orderItemId: line.itemID(in: order.number), sku: line.sku, quantity: line.quantity,
                status: line.progress.status.rawValue, history: histories[line.id, default: []].map(Event.init),
                parcels: line.progress.parcels.map { .init($0, in: line.progress) })
        }
    }
}

extension OrderDocument.Parcel {
    init(_ parcel: Domain.Parcel, in line: LineProgress) {
        courier = parcel.shipment.courier
        awb = parcel.shipment.awb
        trackingUrl = parcel.shipment.trackingURL
        quantity = line.units(of: parcel).reduce(0) { $0 + $1.quantity }
    }
}

extension OrderDocument.Event {
    init(_ event: ItemEvent) {
        status = event.status.rawValue
        at = event.at.rfc3339
        receivedAt = event.receivedAt.rfc3339
        source = event.source.rawValue
        late = event.isLate
    }
}
