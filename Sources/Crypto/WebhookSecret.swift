/// The secret that a partner and we sign webhooks with, as Standard Webhooks has it: `whsec_` and base64.
package enum WebhookSecret {
    package static func key(_ secret: String) -> [UInt8]? {
        guard secret.hasPrefix("whsec_"), let key = Base64.standard.decode(String(secret.dropFirst(6))), key.count >= 16
        else {
            return nil
        }
        return key
    }

    /// HMAC-SHA-256 over `id.timestamp.body`.
    ///
    /// - Parameter timestamp: Unix seconds.
    package static func signature(of body: [UInt8], id: String, at timestamp: String, key: [UInt8]) -> String {
        "v1," + Base64.standard.encode(hmacSHA256(Array("\(id).\(timestamp).".utf8) + body, key: key))
    }
}
