import Crypto
import Domain

/// The Standard Webhooks signature of Arvind's events: HMAC-SHA-256 over `id.timestamp.body`, five minutes of tolerance, any one of
/// several signatures.
extension ArvindWire {
    /// Unix seconds up to the year 9999: beyond them the arithmetic would overflow.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799

    static func objection(toSignature header: (String) -> String?, of body: [UInt8], by keys: [[UInt8]], now: Instant)
        -> String?
    {
        guard let id = header("webhook-id"), let timestamp = header("webhook-timestamp"),
            let signatures = header("webhook-signature"), let seconds = Int64(timestamp), times.contains(seconds)
        else { return "Send webhook-id, webhook-timestamp and webhook-signature: this website checks them." }
        let age = now - Instant(milliseconds: seconds * 1000)
        guard age <= .minutes(5), age >= .minutes(-5) else {
            return "webhook-timestamp is more than 5 minutes away from our clock."
        }
        let expected = keys.map {
            Array(WebhookSecret.signature(of: body, id: id, at: timestamp, key: $0).utf8)
        }
        let isRight = signatures.split(separator: " ").contains { signature in
            expected.contains { constantTimeEqual(Array(signature.utf8), $0) }
        }
        return isRight ? nil : "No signature of this event is right."
    }
}
