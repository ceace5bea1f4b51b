import Domain
import Storage
import Web

/// A request that may be sent again: its `Idempotency-Key` and what it asks for.
struct IdempotencyKey: Sendable {
    let websiteID: ID<Website>
    let text: String
    let requestHash: [UInt8]
    let receivedAt: Instant

    /// nil when the request carries none.
    init?(_ request: Request, of partner: Partner, in world: World) throws(APIRefusal) {
        guard request.header("idempotency-key") != nil else { return nil }
        guard let text = request.idempotencyKey else {
            throw .invalidBody("Send an Idempotency-Key of 1 to 255 visible ASCII characters, or none.")
        }
        self.text = text
        websiteID = partner.website.id
        requestHash = world.key.hash(Array("\(request.path)\u{0}".utf8) + request.body, purpose: "idempotency")
        receivedAt = request.now
    }
}

/// Answers a request once: sent again under the same `Idempotency-Key`, it gets the first answer and does nothing.
///
/// Only what was done is remembered. A refusal changed nothing, so the request may be corrected and sent again under its key.
func withIdempotency(
    _ request: Request, of partner: Partner, in world: World, _ answer: (IdempotencyKey?) throws -> Response
) throws -> Response {
    guard let key = try IdempotencyKey(request, of: partner, in: world) else { return try answer(nil) }
    guard world.keysInProgress.begin(key.text, of: key.websiteID) else { throw APIRefusal.inProgress }
    defer { world.keysInProgress.end(key.text, of: key.websiteID) }
    let first = try world.database.read { try $0.firstAnswer(to: key.text, of: key.websiteID, at: request.now) }
    guard let first else { return try answer(key) }
    guard first.requestHash == key.requestHash else {
        throw APIRefusal(
            status: .unprocessable, code: "idempotency_key_reused",
            detail: "This Idempotency-Key was used in the last 24 hours for another request. Send a new one.")
    }
    return .json(first.answer).with("Idempotency-Replayed", "true")
}

extension Transaction {
    /// Keeps an answer under the request's key, if it has one, in the transaction that it reports.
    func rememberAnswer(_ answer: [UInt8], for key: IdempotencyKey?) throws {
        guard let key else { return }
        let first = FirstAnswer(requestHash: key.requestHash, answer: answer)
        // Another process, which is about to stop or has just begun, was faster: what was done here is undone.
        guard try rememberAnswer(first, to: key.text, of: key.websiteID, at: key.receivedAt) else {
            throw APIRefusal.inProgress
        }
    }
}

extension APIRefusal {
    fileprivate static let inProgress = APIRefusal(
        status: .conflict, code: "idempotency_in_progress",
        detail: "A request with this Idempotency-Key is being answered at this moment. Send it again in a second.",
        headers: [("Retry-After", "1")])
}
