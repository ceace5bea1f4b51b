import Domain
import JSON

/// An order as Arvind may read it back: no payment instrument, no bank detail, no address.
extension PartnerAPI {
    package static func document(of order: Order, _ histories: [ID<OrderLine>: [ItemEvent]]) -> [UInt8] {
        let document: JSONValue = [
            "orderId": .text(order.number),
            "status": .text(order.status.arvindWord),
            "createdAt": .text(order.placedAt.rfc3339),
            "paymentMode": .text(order.paymentMode.arvindWord),
            "pushedAt": order.push.acknowledgedAt.map { .text($0.rfc3339) },
            "items": .list(
                order.lines.map { line in
                    [
                        "orderItemId": .text(line.itemID(in: order.number)),
                        "sku": line.sku.map { .text($0) },
                        "quantity": .integer(line.quantity),
                        "status": .text(line.progress.status.arvindWord),
                        "history": .list(histories[line.id, default: []].map(entry)),
                        "parcels": .list(line.progress.parcels.map { parcel($0, in: line.progress) }),
                    ]
                }),
        ]
        return document.bytes
    }

    private static func entry(_ event: ItemEvent) -> JSONValue {
        [
            "status": .text(event.status.arvindWord),
            "at": .text(event.at.rfc3339),
            "receivedAt": .text(event.receivedAt.rfc3339),
            "source": .text(event.source.rawValue),
            "late": .bool(event.isLate),
        ]
    }

    private static func parcel(_ parcel: Parcel, in line: LineProgress) -> JSONValue {
        [
            "courier": parcel.shipment.courier.map { .text($0) },
            "awb": parcel.shipment.awb.map { .text($0) },
            "trackingUrl": parcel.shipment.trackingURL.map { .text($0) },
            "quantity": .integer(line.units(of: parcel).reduce(0) { $0 + $1.quantity }),
        ]
    }
}
