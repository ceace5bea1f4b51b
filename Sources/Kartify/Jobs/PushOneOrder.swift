import OMS
import Domain
import Storage

extension World {
    /// Pushes an order that the caller has leased, and saves the outcome, which ends the lease.
    ///
    /// If the process dies before the call, the lease runs out and the order is pushed again. If it dies after the call, the
    /// next push has the same `Idempotency-Key`, and the OMS's "already there" is success.
    func pushLeased(_ orderID: ID<Order>, inRun runID: ID<JobRun>? = nil, lane: OMSClient.Lane, by actor: String? = nil)
        throws
    {
        guard let order = try database.read({ try $0.order(id: orderID) }) else { throw Refusal.notFound("order") }
        let (answer, exchange) = try ask(order, lane)
        let now = clock()
        let jitter = jitter()
        try database.write { store in
            switch answer {
            case .accepted(let id): try store.markPushed(order, omsOrderID: id, actor: actor, now: now)
            case .refused(let refusal): try store.markPushRefused(order.id, reason: refusal.ownWords)
            case .unclear(let reason):
                try store.markPushUnknown(order, reason: reason, wasCalled: exchange != nil, jitter: jitter, now: now)
            }
            if let exchange { try store.logCall(exchange, of: order.websiteID) }
            if let runID {
                try store.recordPush(answer.outcome, reason: answer.reason, ofOrder: order.id, inRun: runID, at: now)
            }
        }
    }

    private func ask(_ order: Order, _ lane: OMSClient.Lane) throws -> (Answer<String?>, ExchangeRow?) {
        if let line = order.lines.first(where: { $0.sku == nil }) {
            let reason =
                "“\(line.name)” \(line.optionText) has no SKU. Give it one under Catalog › Products, then press Push now."
            return (.refused(OMSRefusal(code: .unknownSKU, ownCode: "", message: reason)), nil)
        }
        guard let account = try account(of: order.websiteID, order.oms) else {
            return (
                .unclear(
                    "The \(order.oms.title) module of this website is disabled. Enable it under Extensions › Modules."),
                nil
            )
        }
        let exchanged = oms.push(order, of: account, lane: lane)
        return (exchanged.answer, exchanged.record.map(ExchangeRow.init))
    }
}
