import OMS
import Domain
import Storage

/// What came of pushing one order. The raw value is the word in a run's table.
enum PushOutcome: String, Sendable {
    case accepted, refused, unknown
}

extension World {
    /// Pushes an order that the caller has leased, and writes what came of it; the lease ends with that.
    ///
    /// If the process dies before the call, the lease runs out and the order is pushed again. If it dies after the call, the
    /// next push carries the same `Idempotency-Key`, and the OMS's "it is already there" is success.
    @discardableResult
    func pushLeased(_ orderID: Int, inRun runID: Int? = nil, lane: OMSClient.Lane, by actor: String? = nil) throws
        -> PushOutcome
    {
        guard let order = try database.read({ try $0.order(id: orderID) }) else { throw Refusal.notFound("order") }
        let (result, exchange) = try ask(order, lane)
        let now = clock()
        let outcome = result.outcome
        let jitter = jitter()
        try database.write { store in
            switch result {
            case .accepted(let accepted):
                try store.markPushed(order, omsOrderID: accepted.omsOrderID, actor: actor, now: now)
            case .refused(let reason): try store.markPushRefused(order.id, reason: reason)
            case .unknown(let reason):
                try store.markPushUnknown(order, reason: reason, wasCalled: exchange != nil, jitter: jitter, now: now)
            }
            if let exchange { try store.logCall(exchange, of: order.websiteID) }
            if let runID {
                try store.recordPush(outcome.rawValue, reason: result.reason, ofOrder: order.id, inRun: runID, at: now)
            }
        }
        return outcome
    }

    private func ask(_ order: Order, _ lane: OMSClient.Lane) throws -> (PushResult, ExchangeRow?) {
        if let line = order.lines.first(where: { $0.sku == nil }) {
            let reason =
                "“\(line.name)” \(line.optionText) has no SKU. Give it one under Catalog › Products, then press Push now."
            return (.refused(reason), nil)
        }
        guard let account = try account(of: order.websiteID) else {
            return (
                .unknown("The Arvind module of this website is disabled. Enable it under Extensions › Modules."), nil
            )
        }
        let exchanged = oms.push(order, of: account, lane: lane)
        return (PushResult(exchanged.reply), exchanged.record.map(ExchangeRow.init))
    }
}

/// The OMS's answer to an order, or why it was not asked.
private enum PushResult {
    case accepted(AcceptedOrder)
    case refused(String)
    case unknown(String)

    init(_ reply: Reply<AcceptedOrder>) {
        switch reply {
        case .accepted(let order): self = .accepted(order)
        case .refused(let refusal):
            let words = String(refusal.message.prefix(300))
            self = .refused(refusal.code.isEmpty ? words : "\(refusal.code): \(words)")
        case .unknown(let reason): self = .unknown(reason)
        }
    }

    var outcome: PushOutcome {
        switch self {
        case .accepted: .accepted
        case .refused: .refused
        case .unknown: .unknown
        }
    }

    var reason: String? {
        switch self {
        case .accepted: nil
        case .refused(let reason), .unknown(let reason): reason
        }
    }
}
