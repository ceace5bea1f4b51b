import Domain
import Outbound

/// Everything in one OMS's own words: what we call, and what it sends to us.
protocol OMSAdapter {
    static var kind: OMSKind { get }

    // What we call.
    static func headers(_ account: OMSAccount, idempotencyKey: String?) -> [String]
    static func serviceability(
        _ question: ServiceabilityQuestion, _ account: OMSAccount, as kind: CallKind
    ) -> Message<ServiceabilityAnswer>
    static func order(_ order: Order, _ account: OMSAccount) -> Message<String?>
    static func cancellation(_ request: CancellationRequest, _ account: OMSAccount) -> Message<String?>
    static func customerReturn(_ request: ReturnRequest, _ account: OMSAccount) -> Message<String?>
    /// nil where the OMS sends its stock by itself.
    static func stockChanges(since cursor: String?, _ account: OMSAccount) -> Message<StockChanges>?
    /// The stock of these SKUs now; nil where the OMS cannot be asked for it.
    static func stock(of skus: [SKU], _ account: OMSAccount, as kind: CallKind) -> Message<[InventoryItem]>?
    /// What a body refuses; nil when it refuses nothing.
    static func refusal(in body: [UInt8]) -> OMSRefusal?
    /// What a code of its own means.
    static func meaning(of code: String) -> RefusalCode

    // What it sends to us.
    static func event(in body: [UInt8]) throws(BodyFault) -> OrderEvent
    static func names(in body: [UInt8]) -> (event: String?, order: String?)
    static func answer(_ id: String, _ items: [EventItem]) -> String
    /// The key in a secret that events are signed with; nil when it is none.
    static func signingKey(_ secret: String) -> [UInt8]?
    /// What staff read about a secret that cannot be one.
    static var secretObjection: String { get }
    /// Why an event's signature proves nothing; nil when one of the keys has signed it.
    static func objection(toSignature header: (String) -> String?, of body: [UInt8], by keys: [[UInt8]], now: Instant)
        -> String?

    /// The members that hold private data, in these bodies and in what the OMS answers.
    static func privateMembers(_ kind: PrivateData) -> Set<String>
    /// Members in them that say nothing about a person.
    static var plainMembers: Set<String> { get }
}

extension OMSKind {
    /// What a code means that it gave as its reason.
    package func meaning(of code: String) -> RefusalCode { adapter.meaning(of: code) }

    /// The only place that knows which adapter is whose.
    var adapter: any OMSAdapter.Type {
        switch self {
        case .arvind: ArvindWire.self
        case .fynd: FyndWire.self
        }
    }
}

extension OMSAdapter {
    static func stockChanges(since cursor: String?, _ account: OMSAccount) -> Message<StockChanges>? { nil }

    static func stock(of skus: [SKU], _ account: OMSAccount, as kind: CallKind) -> Message<[InventoryItem]>? { nil }

    /// Sorts an answer: accepted, refused, or unclear.
    static func answer<Value>(to message: Message<Value>, _ answer: HTTPClient.Answer) -> Answer<Value> {
        switch answer.status {
        case 429: return .unclear("\(kind.title) asked us to slow down (HTTP 429).")
        case 200..<300, 400..<500:
            if refusesToken(answer) {
                return .unclear("\(kind.title) does not accept the \(kind.tokenTitle) (HTTP \(answer.status)).")
            }
            if let refusal = refusal(in: answer.body) {
                return message.accepting(answer.status, refusal).map { .accepted($0) } ?? .refused(refusal)
            }
            if answer.status < 300, let value = message.success(answer.status, answer.body) { return .accepted(value) }
            return .unclear("\(kind.title) answered something we do not understand (HTTP \(answer.status)).")
        default: return .unclear("\(kind.title) had an internal error (HTTP \(answer.status)).")
        }
    }

    /// A 401 or 403 that gives no code is about us, not about what we asked.
    static func refusesToken(_ answer: HTTPClient.Answer) -> Bool {
        guard answer.status == 401 || answer.status == 403 else { return false }
        return refusal(in: answer.body)?.ownCode.isEmpty != false
    }
}
