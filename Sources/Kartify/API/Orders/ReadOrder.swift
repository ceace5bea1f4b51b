import Domain
import JSON
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
        return orderDocument(order, try store.histories(ofOrder: order.id))
    }
    return .json(document.bytes)
}

/// The contract's order: no payment instrument, no bank detail, no address.
private func orderDocument(_ order: Order, _ histories: [Int: [ItemEvent]]) -> JSONValue {
    [
        "orderId": .text(order.number),
        "status": .text(order.status.rawValue),
        "createdAt": .text(order.placedAt.rfc3339),
        "paymentMode": .text(order.paymentMode.rawValue),
        "pushedAt": order.push.acknowledgedAt.map { .text($0.rfc3339) },
        "items": .list(
            order.lines.map { line in
                [
                    "orderItemId": .text(line.itemID(in: order.number)),
                    "sku": line.sku.map { .text($0) },
                    "quantity": .integer(line.quantity),
                    "status": .text(line.progress.status.rawValue),
                    "history": .list(histories[line.id, default: []].map(eventDocument)),
                    "parcels": .list(line.progress.parcels.map { parcelDocument($0, in: line.progress) }),
                ]
            }),
    ]
}

private func eventDocument(_ event: ItemEvent) -> JSONValue {
    [
        "status": .text(event.status.rawValue),
        "at": .text(event.at.rfc3339),
        "receivedAt": .text(event.receivedAt.rfc3339),
        "source": .text(event.source.rawValue),
        "late": .bool(event.isLate),
    ]
}

private func parcelDocument(_ parcel: Parcel, in line: LineProgress) -> JSONValue {
    [
        "courier": parcel.shipment.courier.map { .text($0) },
        "awb": parcel.shipment.awb.map { .text($0) },
        "trackingUrl": parcel.shipment.trackingURL.map { .text($0) },
        "quantity": .integer(line.units(of: parcel).reduce(0) { $0 + $1.quantity }),
    ]
}
