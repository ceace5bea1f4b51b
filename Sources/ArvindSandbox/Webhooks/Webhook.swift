import Crypto
import Domain

/// An order-status event as it goes to Kartify.
struct Webhook: Encodable, Sendable {
    struct Item: Encodable, Sendable {
        let orderItemId: String
        var status: String
        let quantity: Int
        var courier: String?
        var awb: String?
        var trackingUrl: String?
        var reason: String?
    }

    let eventId: String
    let eventTime: String
    let orderId: String
    let items: [Item]

    init(_ order: ClientOrder, at time: Instant, items: [Item]) {
        eventId = "evt_" + Base64.url.encode(randomBytes(12))
        eventTime = time.rfc3339
        orderId = order.number
        self.items = items
    }
}

extension Shop {
    /// The Standard Webhooks headers; none when the website has no secret.
    func signature(of body: [UInt8], id: String, at now: Instant) -> [String] {
        guard let secret = webhookSecret, secret.hasPrefix("whsec_"),
            let key = Base64.standard.decode(String(secret.dropFirst(6)))
        else { return [] }
        let timestamp = now.milliseconds / 1000
        let code = hmacSHA256(Array("\(id).\(timestamp).".utf8) + body, key: key)
        return [
            "webhook-id: \(id)", "webhook-timestamp: \(timestamp)",
            "webhook-signature: v1,\(Base64.standard.encode(code))",
        ]
    }

    /// HTTP Basic with the module page's Username and Password.
    var authorization: String {
        "Authorization: Basic \(Base64.standard.encode(Array("\(username):\(password)".utf8)))"
    }
}
