import Domain

/// One call to an OMS, ready to send, and how to read its success.
struct Message<Value: Sendable>: Sendable {
    let kind: CallKind
    let path: String
    /// nil for a question: a server that replays by key would answer with another cart's result.
    let idempotencyKey: String?
    let orderNumber: String?
    let body: [UInt8]
    /// The value of a body that reports success; nil when the body is not as agreed.
    let success: @Sendable (_ status: Int, _ body: [UInt8]) -> Value?
    /// A refusal that is really a success.
    var accepting: @Sendable (_ status: Int, OMSRefusal) -> Value? = { _, _ in nil }
    /// What must not be stored, wherever it is in the request or the answer.
    var account: RefundAccount? = nil
}
