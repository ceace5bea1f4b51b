import Domain

/// A call to the OMS for the log: masked, so it may be stored and shown.
package struct ExchangeRecord: Sendable {
    package let kind: CallKind
    package let oms: OMSKind
    package let orderNumber: String?
    package let target: String
    /// The call's `Idempotency-Key`; nil for a question.
    package let idempotencyKey: String?
    package let at: Instant
    package let outcome: CallOutcome
    /// nil when there was no answer.
    package let httpStatus: Int?
    package let duration: Span
    /// What was sent, without headers.
    package let request: KeptText
    /// The response, or why there was none.
    package let response: KeptText
    /// Whether the OMS did not accept our Auth Token.
    package let isTokenRefused: Bool
    /// The id of the request or the run that it was made for, which the OMS got as `X-Request-Id`.
    package let requestID: String?
}

package struct Exchanged<Value: Sendable>: Sendable {
    package let answer: Answer<Value>
    /// nil when no call was made.
    package let record: ExchangeRecord?
}
