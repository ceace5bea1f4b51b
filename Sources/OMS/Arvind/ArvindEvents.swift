import Domain
import JSON

/// Arvind's events about an order: what stands in them, and how they are answered.
extension ArvindWire {
    static func event(in body: [UInt8]) throws(BodyFault) -> OrderEvent {
        let document = try JSONValue.object(in: body)
        let id = try document.text("eventId")
        guard (1...128).contains(id.count) else {
            throw .invalid("Send an eventId of 1 to 128 characters.", at: "/eventId")
        }
        guard let time = Instant(rfc3339: try document.text("eventTime")) else {
            throw .invalid("Send eventTime as an RFC 3339 time with an offset.", at: "/eventTime")
        }
        let order = try document.text("orderId")
        guard (1...64).contains(order.count) else {
            throw .invalid("Send an orderId of 1 to 64 characters.", at: "/orderId")
        }
        let items = try document.list("items")
        guard (1...500).contains(items.count) else { throw .invalid("Send 1 to 500 items in one event.", at: "/items") }
        return OrderEvent(id: id, time: time, orderNumber: order, items: items.map(item))
    }

    static func names(in body: [UInt8]) -> (event: String?, order: String?) {
        let document = try? JSONValue(body)
        return (document?["eventId"]?.text, document?["orderId"]?.text)
    }

    static func answer(_ id: String, _ items: [EventItem]) -> String {
        let results: [JSONValue] = items.map {
            [
                "orderItemId": .text($0.item), "outcome": .text($0.outcome.arvindWord),
                "status": .text(ItemStatus(rawValue: $0.status)?.arvindWord ?? $0.status),
                "detail": $0.detail.map { .text($0) },
            ]
        }
        return (["eventId": .text(id), "results": .list(results)] as JSONValue).document
    }

    private static func item(_ json: JSONValue) -> OrderEvent.Item {
        var reader = ItemReader(item: json)
        let word = reader.text("status")
        if word == nil { reader.note("Send a status.") }
        return OrderEvent.Item(
            lineID: reader.text("orderItemId"), sku: reader.text("sku"), word: word ?? "",
            status: word.flatMap(ItemStatus.init(arvindWord:)), quantity: reader.quantity("quantity"),
            shipment: Shipment(
                courier: reader.digitsOrText("courier").flatMap { ItemReader.kept($0, 100) },
                awb: reader.digitsOrText("awb").flatMap { ItemReader.kept($0, 100) },
                trackingURL: ItemReader.link(reader.text("trackingUrl"))),
            reason: reader.digitsOrText("reason").flatMap { ItemReader.kept($0, 500) }, fault: reader.fault)
    }
}
