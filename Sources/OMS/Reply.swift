import Domain

package enum Reply<Value: Sendable>: Sendable {
    case accepted(Value)
    /// Final: asking again gives the same.
    case refused(OMSRefusal)
    /// No clear answer, and why. Never success and never refusal.
    case unknown(String)

    /// One word for logs: `accepted`, `refused`, `unknown`.
    package var outcome: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .unknown: "unknown"
        }
    }
}

package struct OMSRefusal: Equatable, Sendable {
    /// The OMS's code, such as `UNKNOWN_SKU`.
    package let code: String
    package let message: String

    /// A refusal.
    package init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

/// A call to the OMS for the log: masked, so it may be stored and shown.
package struct ExchangeRecord: Sendable {
    /// `serviceability`, `order`, `cancel` or `return`.
    package let kind: String
    /// The order it is about.
    package let orderNumber: String?
    package let target: String
    /// The `Idempotency-Key` it carried.
    package let idempotencyKey: String
    package let at: Instant
    package let outcome: String
    /// nil when there was no answer.
    package let httpStatus: Int?
    /// How long it took.
    package let duration: Span
    /// What was sent, without headers.
    package let request: String
    /// What came back, or why nothing did.
    package let response: String
}

/// The OMS's answer and its record.
package struct Exchanged<Value: Sendable>: Sendable {
    package let reply: Reply<Value>
    /// nil when no call was made.
    package let record: ExchangeRecord?
}
