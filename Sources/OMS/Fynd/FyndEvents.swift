import Domain
import JSON

extension FyndWire {
    /// The ids of events are unique among one OMS's. In front of FYND's ids, so that one of another OMS is never taken for the same.
    private static let mark = "fynd-"

    static func event(in body: [UInt8]) throws(BodyFault) -> OrderEvent {
        let document = try JSONValue.object(in: body)
        guard let event = document["event"] else { throw .missing(at: "/event") }
        guard case .object = event else { throw .wrongType(at: "/event") }
        guard let id = id(event), (1...120).contains(id.count) else {
            throw .invalid("Send an event.id of 1 to 120 characters.", at: "/event/id")
        }
        guard let time = event["createdAt"]?.text.flatMap(Instant.init(rfc3339:)) else {
            throw .invalid("Send event.createdAt as an RFC 3339 time with an offset.", at: "/event/createdAt")
        }
        let order = try document.text("affiliateOrderId")
        guard (1...64).contains(order.count) else {
            throw .invalid("Send an affiliateOrderId of 1 to 64 characters.", at: "/affiliateOrderId")
        }
        let bags = try document.list("bags")
        guard (1...500).contains(bags.count) else { throw .invalid("Send 1 to 500 bags in one event.", at: "/bags") }
        return OrderEvent(id: mark + id, time: time, orderNumber: order, items: bags.map(item))
    }

    /// A number is as good as a text.
    private static func id(_ event: JSONValue?) -> String? {
        event?["id"].flatMap { $0.text ?? $0.wholeNumber.map(String.init) }
    }

    static func names(in body: [UInt8]) -> (event: String?, order: String?) {
        let document = try? JSONValue(body)
        return (id(document?["event"]).map { mark + $0 }, document?["affiliateOrderId"]?.text)
    }

    static func answer(_ id: String, _ items: [EventItem]) -> String {
        let bags: [JSONValue] = items.map {
            [
                "itemId": .text($0.item), "outcome": .text($0.outcome.fyndWord), "status": .text($0.status),
                "detail": $0.detail.map { .text($0) },
            ]
        }
        let own = id.hasPrefix(mark) ? String(id.dropFirst(mark.count)) : id
        return (["success": .bool(true), "eventId": .text(own), "bags": .list(bags)] as JSONValue).document
    }

    private static func item(_ json: JSONValue) -> OrderEvent.Item {
        var reader = ItemReader(item: json)
        let word = reader.text("status")
        if word == nil { reader.note("Send a status.") }
        return OrderEvent.Item(
            lineID: reader.text("itemId"), sku: reader.text("sku"), word: word ?? "",
            status: word.flatMap(ItemStatus.init(fyndState:)), quantity: reader.quantity("quantity"),
            shipment: Shipment(
                courier: reader.digitsOrText("courier").flatMap { ItemReader.kept($0, 100) },
                awb: reader.digitsOrText("awb").flatMap { ItemReader.kept($0, 100) },
                trackingURL: ItemReader.link(reader.text("trackingUrl"))),
            reason: reader.digitsOrText("reason").flatMap { ItemReader.kept($0, 500) }, fault: reader.fault)
    }
}
