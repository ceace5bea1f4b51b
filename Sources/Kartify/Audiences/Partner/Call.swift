import Domain
import Storage
import Synchronization
import Web

/// A call that the OMS makes on us, from its proof until it is in the log. Headers, and so the credential, are not kept.
final class Call: Sendable {
    let kind: CallKind
    /// nil for the payment gateway.
    let oms: OMSKind?
    let websiteID: ID<Website>
    private let request: Request
    private let clock: @Sendable () -> Instant
    private let wasLogged = Atomic(false)

    /// What the log keeps, where it is not what came and went.
    struct Kept: Sendable {
        var body: KeptText?
        var answer: KeptText?
    }

    init(_ kind: CallKind, _ request: Request, of websiteID: ID<Website>, by oms: OMSKind?, in world: World) {
        self.kind = kind
        self.oms = oms
        self.websiteID = websiteID
        self.request = request
        clock = world.clock
    }

    /// Whether the transaction of its change has it.
    var isLogged: Bool { wasLogged.load(ordering: .acquiring) }

    fileprivate func markAsLogged() { wasLogged.store(true, ordering: .releasing) }

    /// Its row in the log.
    fileprivate func answered(_ response: Response, order: String?, kept: Kept) -> ExchangeRow {
        ExchangeRow(
            at: request.now, kind: kind, oms: oms, target: request.path, orderNumber: order,
            outcome: CallOutcome(response), httpStatus: response.status.rawValue,
            milliseconds: Int((clock() - request.now).milliseconds), request: kept.body ?? unreadBody(response),
            response: kept.answer ?? KeptText(response.body), idempotencyKey: idempotencyKey,
            requestID: request.id)
    }

    /// The body of a call that nobody has looked into. Beyond the limit of calls bodies are not worth the space.
    private func unreadBody(_ response: Response) -> KeptText {
        guard !kind.isRead, response.status != .tooManyRequests else { return KeptText("") }
        return kind == .webhook ? unreadEvent : KeptText(request.body)
    }

    /// An event that nobody has looked into, without its long numbers: the words about a refund may hold an account number.
    var unreadEvent: KeptText {
        KeptText(
            String(decoding: request.body, as: UTF8.self)
                .replacing(/[0-9](?:[ ._\/-]?[0-9]){8,}/) { "••••" + $0.output.filter(\.isNumber).suffix(4) })
    }

    /// A key that cannot be read is kept as far as it shows what is wrong with it.
    private var idempotencyKey: String? {
        request.idempotencyKey ?? request.header("idempotency-key").map { String($0.prefix(257)) }
    }
}

extension Transaction {
    /// Logs a call with its answer. In the transaction of its change, neither is there without the other.
    func log(_ call: Call, _ response: Response, order: String? = nil, keeping kept: Call.Kept = .init()) throws {
        try logCall(call.answered(response, order: order, kept: kept), of: call.websiteID)
        call.markAsLogged()
    }
}

extension CallOutcome {
    init(_ response: Response) {
        self = response.status == .ok ? .accepted : .refused
    }
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
