import Domain
import Storage
import Web

/// A call that the OMS made on us, for the exchange log. Headers, and so the credential, are not kept.
///
/// - Parameter body: its text where something in it must not be kept.
func receivedCall(_ kind: CallKind, _ request: Request, order: String? = nil, body: String? = nil) -> ReceivedCall {
    let bytes = body.map { Array($0.utf8) } ?? request.body
    return ReceivedCall(kind: kind, target: request.path, order: order, at: request.now, body: keptText(bytes))
}

/// The part of a body that the log stores.
func keptText(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(64 * 1024), as: UTF8.self)
}

/// A call that is being answered.
struct ReceivedCall: Sendable {
    let kind: CallKind
    let target: String
    let order: String?
    let at: Instant
    let body: String

    /// - Parameter key: the `Idempotency-Key` it carried.
    func answered(_ status: Status, _ answer: [UInt8], at end: Instant, key: String?) -> ExchangeRow {
        ExchangeRow(
            at: at, kind: kind, target: target, orderNumber: order, outcome: status == .ok ? .accepted : .refused,
            httpStatus: status.rawValue, milliseconds: Int((end - at).milliseconds), request: body,
            response: keptText(answer), idempotencyKey: key)
    }
}
