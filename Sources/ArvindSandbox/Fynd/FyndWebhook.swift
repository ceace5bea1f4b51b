import Crypto
import Domain
import JSON

/// An event as FYND sends it; a website of Arvind's would get a `Webhook` for the same press.
struct FyndWebhook {
    private let webhook: Webhook

    init(_ webhook: Webhook) {
        self.webhook = webhook
    }

    var body: [UInt8] {
        let bags: [JSONValue] = webhook.items.map { item in
            [
                "itemId": .text(item.orderItemId), "status": .text(Self.states[item.status] ?? item.status),
                "quantity": .integer(item.quantity), "courier": item.courier.map { .text($0) },
                "awb": item.awb.map { .text($0) }, "trackingUrl": item.trackingUrl.map { .text($0) },
                "reason": item.reason.map { .text($0) },
            ]
        }
        let document: JSONValue = [
            "event": [
                "id": .text(webhook.eventId), "name": "bag.status", "createdAt": .text(webhook.eventTime),
            ],
            "affiliateOrderId": .text(webhook.orderId), "bags": .list(bags),
        ]
        return document.bytes
    }

    private static let states = [
        "invoiced": "bag_invoiced", "packed": "bag_packed", "shipped": "bag_picked",
        "out_for_delivery": "out_for_delivery", "delivered": "delivery_done", "undelivered": "delivery_failed",
        "cancelled": "cancelled_store", "rto": "rto_bag_delivered", "return_picked_up": "return_bag_picked",
        "returned": "return_bag_delivered", "refunded": "refund_done",
    ]
}

extension Shop {
    /// The head of a signed event: the body's HMAC-SHA-256 in hexadecimal digits.
    func fyndSignature(of body: [UInt8]) -> String {
        let digits = Array("0123456789abcdef")
        let code = hmacSHA256(body, key: Array((webhookSecret ?? "").utf8))
        return "X-Fynd-Signature: " + String(code.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
