import Domain

/// What AI said.
public enum Reply<Value: Sendable>: Sendable {
    case accepted(Value)
    /// Final: asking again gives the same.
    case refused(ArvindRefusal)
    /// No clear answer, and why. Never success and never refusal (`outbound.md`).
    case unknown(String)

    /// One word for logs: `accepted`, `refused`, `unknown`.
    public var outcome: String {
        switch self {
        case .accepted: "accepted"
        case .refused: "refused"
        case .unknown: "unknown"
        }
    }
}

/// AI's "no".
public struct ArvindRefusal: Equatable, Sendable {
    /// AI's code, such as `UNKNOWN_SKU`.
    public let code: String
    /// AI's own words.
    public let message: String

    /// A refusal.
    public init(code: String, message: String) {
        self.code = code
        self.message = message
    }
}

/// A call to AI for the log: masked, so it may be stored and shown.
public struct ExchangeRecord: Sendable {
    /// `serviceability`, `order`, `cancel` or `return`.
    public let kind: String
    /// The order it is about.
    public let orderNumber: String?
    /// Where it went.
    public let target: String
    /// The `Idempotency-Key` it carried.
    public let idempotencyKey: String
    /// When it began.
    public let at: Instant
    /// See `Reply.outcome`.
    public let outcome: String
    /// nil when there was no answer.
    public let httpStatus: Int?
    /// How long it took.
    public let duration: Span
    /// What was sent, without headers.
    public let request: String
    /// What came back, or why nothing did.
    public let response: String
}

/// AI's answer and its record.
public struct Exchanged<Value: Sendable>: Sendable {
    /// The answer.
    public let reply: Reply<Value>
    /// nil when no call was made.
    public let record: ExchangeRecord?
}
