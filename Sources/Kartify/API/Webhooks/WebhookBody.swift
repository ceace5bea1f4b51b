import Domain
import Storage
import Web

/// `POST /webhooks/order-status`, as it came.
struct WebhookBody: Decodable {
    /// How far the OMS's clock may run ahead of ours. A later time would make every honest event after it look old.
    static let clockSkew = Span.minutes(5)

    let eventId: String
    let eventTime: Instant
    let orderId: String
    private(set) var items: [Item]

    /// One line that moved.
    struct Item: Decodable {
        let orderItemId: String?
        let sku: String?
        let status: String
        let quantity: Int?
        let courier: String?
        let awb: String?
        let trackingUrl: String?
        var reason: String?
    }

    enum CodingKeys: CodingKey { case eventId, eventTime, orderId, items }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        eventId = try members.decode(String.self, forKey: .eventId)
        orderId = try members.decode(String.self, forKey: .orderId)
        items = try members.decode([Item].self, forKey: .items)
        guard (1...128).contains(eventId.count) else {
            throw APIRefusal.invalidBody("Send an eventId of 1 to 128 characters.", at: "/eventId")
        }
        guard (1...64).contains(orderId.count) else {
            throw APIRefusal.invalidBody("Send an orderId of 1 to 64 characters.", at: "/orderId")
        }
        guard let time = Instant(rfc3339: try members.decode(String.self, forKey: .eventTime)) else {
            throw APIRefusal.invalidBody("Send eventTime as an RFC 3339 time with an offset.", at: "/eventTime")
        }
        eventTime = time
        guard (1...500).contains(items.count) else {
            throw APIRefusal.invalidBody("Send 1 to 500 items in one event.", at: "/items")
        }
        if let index = items.firstIndex(where: { ($0.quantity ?? 1) < 1 }) {
            throw APIRefusal.invalidBody(
                "Send a quantity of 1 or more, or leave it out.", at: "/items/\(index)/quantity")
        }
    }
}

extension WebhookBody {
    /// The same without a number that nobody may read here.
    func hiding(_ masks: [AccountNumberMask]) -> WebhookBody {
        var body = self
        for index in items.indices {
            body.items[index].reason = items[index].reason.map { reason in masks.reduce(reason) { $1.hide(in: $0) } }
        }
        return body
    }
}

extension WebhookBody.Item {
    /// The line this item names: by its id, or by a SKU that the order has one line of.
    func line(of order: Order) -> OrderLine? {
        if let orderItemId { return order.lines.first { $0.itemID(in: order.number) == orderItemId } }
        let lines = order.lines.filter { $0.sku == sku && sku != nil }
        return lines.count == 1 ? lines.first : nil
    }

    /// The move it tells of.
    ///
    /// - Parameter meant: units of a return, when the item names no number: the courier fetches those, not their neighbours.
    func move(to status: ItemStatus, at time: Instant, meant: Int?) -> ItemMove {
        ItemMove(
            to: status, quantity: quantity ?? meant, at: time, source: .webhook,
            shipment: Shipment(
                courier: kept(courier, 100), awb: kept(awb, 100),
                trackingURL: kept(trackingUrl, 1000).flatMap {
                    $0.hasPrefix("https://") || $0.hasPrefix("http://") ? $0 : nil
                }),
            reason: kept(reason, 500))
    }

    /// A text without its white ends and beyond a length; an empty one says nothing.
    private func kept(_ text: String?, _ length: Int) -> String? {
        guard let text = text?.trimmed, !text.isEmpty else { return nil }
        return String(text.prefix(length))
    }
}
