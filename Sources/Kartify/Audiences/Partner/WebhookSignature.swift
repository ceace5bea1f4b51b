import Crypto
import Domain
import Storage
import Web

/// Checks an event's Standard Webhooks signature when the module has a webhook secret: HMAC-SHA-256 over `id.timestamp.body`,
/// five minutes of tolerance, any one of several signatures, with the secret or the one before it while that is kept.
func checkSignature(_ request: Request, of partner: Partner, _ world: World) throws(APIRefusal) {
    guard let sealed = partner.module.sealedWebhookSecret else { return }
    guard let id = request.header("webhook-id"), let timestamp = request.header("webhook-timestamp"),
        let signatures = request.header("webhook-signature"), let seconds = Int64(timestamp), times.contains(seconds)
    else { throw .unauthorized("Send webhook-id, webhook-timestamp and webhook-signature: this website checks them.") }
    let age = request.now - Instant(milliseconds: seconds * 1000)
    guard age <= .minutes(5), age >= .minutes(-5) else {
        throw .unauthorized("webhook-timestamp is more than 5 minutes away from our clock.")
    }
    let previous = partner.module.previousWebhookSecret.flatMap { request.now < $0.until ? $0.sealed : nil }
    let keys = [sealed, previous].compactMap { $0 }.compactMap { sealed in
        world.key.open(sealed, purpose: SealPurpose.webhookSecret).flatMap(WebhookSecret.key)
    }
    guard !keys.isEmpty else {
        throw .unauthorized("The webhook secret of this website cannot be read. Ask its staff to save it again.")
    }
    let expected = keys.map { Array(WebhookSecret.signature(of: request.body, id: id, at: timestamp, key: $0).utf8) }
    let isRight = signatures.split(separator: " ").contains { signature in
        expected.contains { constantTimeEqual(Array(signature.utf8), $0) }
    }
    guard isRight else { throw .unauthorized("No signature of this event is right.") }
}

/// Unix seconds up to the year 9999: beyond them the arithmetic would overflow.
private let times: ClosedRange<Int64> = 0...253_402_300_799
