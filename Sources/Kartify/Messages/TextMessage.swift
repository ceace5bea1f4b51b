import Crypto
import Domain
import JSON
import Storage

extension World {
    /// Hands a text message to the website's provider: a webhook that is signed as Standard Webhooks signs, with the website's
    /// secret.
    func sendText(
        _ letter: Letter, of message: MessageRow, _ settings: MessageSettings, _ sealed: [UInt8]?, _ now: Instant
    ) -> DeliveryFault? {
        guard let url = APIURL(settings.smsURL),
            let secret = sealed.flatMap({ key.open($0, purpose: SealPurpose.smsSecret) }).flatMap(WebhookSecret.key)
        else { return DeliveryFault(reason: "The provider's address or secret is missing.") }
        let document: JSONValue = [
            "website": .text(letter.website), "to": .text(message.recipient), "kind": .text(message.kind.rawValue),
            "text": .text([letter.subject, letter.link].compactMap { $0 }.joined(separator: " ")),
        ]
        let body = document.bytes
        let id = message.publicID(key)
        let signature = WebhookSecret.signature(of: body, id: id, at: "\(now.seconds)", key: secret)
        return post(
            body,
            ["webhook-id: \(id)", "webhook-timestamp: \(now.seconds)", "webhook-signature: \(signature)"], to: url)
    }
}

extension MessageRow {
    /// What a mail server or a provider knows it by: the same at each try, and different in each installation.
    func publicID(_ key: SecretKey) -> String {
        Base64.url.encode(Array(key.hash("\(id)", purpose: "message").prefix(16)))
    }
}
