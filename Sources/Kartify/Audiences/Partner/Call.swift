import Domain
import Storage
import Synchronization
import Web

/// A call that the OMS makes on us, from its proof until it is in the log. Headers, and so the credential, are not kept.
final class Call: Sendable {
    let kind: CallKind
    let websiteID: Int
    private let request: Request
    private let clock: @Sendable () -> Instant
    private let wasLogged = Atomic(false)

    init(_ kind: CallKind, _ request: Request, of websiteID: Int, in world: World) {
        self.kind = kind
        self.websiteID = websiteID
        self.request = request
        clock = world.clock
    }

    /// Whether the transaction of its change has it.
    var isLogged: Bool { wasLogged.load(ordering: .acquiring) }

    fileprivate func markAsLogged() { wasLogged.store(true, ordering: .releasing) }

    /// Its row in the log.
    ///
    /// - Parameter body: what is kept of its body, where something in it must not be.
    fileprivate func answered(_ response: Response, order: String?, body: String?) -> ExchangeRow {
        ExchangeRow(
            at: request.now, kind: kind, target: request.path, orderNumber: order,
            outcome: response.status == .ok ? .accepted : .refused, httpStatus: response.status.rawValue,
            milliseconds: Int((clock() - request.now).milliseconds), request: body ?? unreadBody(response),
            response: keptText(response.body), idempotencyKey: idempotencyKey)
    }

    /// The body of a call that nobody has looked into. Beyond the limit of calls bodies are not worth the space.
    private func unreadBody(_ response: Response) -> String {
        guard !kind.isRead, response.status != .tooManyRequests else { return "" }
        let text = keptText(request.body)
        return kind == .webhook ? withoutLongNumbers(text) : text
    }

    /// One that cannot be read is kept as far as it tells what is wrong with it.
    private var idempotencyKey: String? {
        request.idempotencyKey ?? request.header("idempotency-key").map { String($0.prefix(257)) }
    }
}

extension Transaction {
    /// Logs a call with its answer. In the transaction of its change, neither is there without the other.
    ///
    /// - Parameter body: what is kept of its body, where something in it must not be.
    func log(_ call: Call, _ response: Response, order: String? = nil, body: String? = nil) throws {
        try logCall(call.answered(response, order: order, body: body), of: call.websiteID)
        call.markAsLogged()
    }
}

/// What the log keeps of a body.
func keptText(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix(64 * 1024), as: UTF8.self)
}

/// The text with the last four digits of each long number. Nobody has looked into this event: the words about a refund may hold
/// an account number.
private func withoutLongNumbers(_ text: String) -> String {
    text.replacing(/[0-9](?:[ ._\/-]?[0-9]){8,}/) { "••••" + $0.output.filter(\.isNumber).suffix(4) }
}

extension Request {
    /// The `Idempotency-Key`, without the quotes it may come in; nil when there is none that can be read.
    var idempotencyKey: String? {
        guard var text = header("idempotency-key")?.trimmed[...] else { return nil }
        if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") { text = text.dropFirst().dropLast() }
        return (1...255).contains(text.utf8.count) && text.utf8.allSatisfy { (33...126).contains($0) }
            ? String(text) : nil
    }
}
