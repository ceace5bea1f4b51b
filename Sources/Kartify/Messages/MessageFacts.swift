import JSON

/// What a letter says and the order does not: kept with the message, and never a secret.
struct MessageFacts: Codable, Sendable {
    /// `2 × Polo (Size: M)`, one each.
    var items: [String]?
    var amount: String?
    var courier: String?
    var awb: String?
    var tracking: String?
    /// `cancellation` or `return`, its reference, and why not.
    var request: String?
    var reference: String?
    var reason: String?

    var text: String {
        get throws { String(decoding: try encodedJSON(), as: UTF8.self) }
    }
}
