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
        let push = try ask(order, lane)
        let answer = push.answer
        let now = clock()
        let jitter = jitter()
        try database.write(for: order.websiteID) { store in
            switch answer {
            case .accepted(let id): try store.markPushed(order, omsOrderID: id, actor: actor, now: now)
            case .refused(let refusal):
                let isNew = try store.markPushRefused(order.id, reason: refusal.ownWords)
                // The customer does not know yet: at the checkout the OMS could not be asked.
                if isNew, order.unchecked != nil { try store.notify(.cannotDeliver, of: order, at: now) }
            case .unclear(let reason):
                try store.markPushUnknown(
                    order, reason: reason, wasCalled: !push.exchanges.isEmpty, wasSent: push.call != nil,
                    jitter: jitter, now: now)
            }
            for exchange in push.exchanges { try store.logCall(exchange, of: order.websiteID) }
            if let (place, isServiceable) = push.check?.place {
                try store.remember(place, isServiceable: isServiceable, of: order.websiteID, at: now)
            }
            if let runID {
                try store.recordPush(answer.outcome, reason: answer.reason, ofOrder: order.id, inRun: runID, at: now)
            }
        }
    }

    private func ask(_ order: Order, _ lane: OMSClient.Lane) throws -> AskedPush {
        if let line = order.lines.first(where: { $0.sku == nil }) {
            let reason =
                "“\(line.name)” \(line.optionText) has no SKU. Give it one under Catalog › Products, then press Push now."
            return AskedPush(answer: .refused(OMSRefusal(code: .unknownSKU, ownCode: "", message: reason)))
        }
        guard let account = try account(of: order.websiteID, order.oms) else {
            return AskedPush(
                answer: .unclear(
                    "The \(order.oms.title) module of this website is disabled. Enable it under Extensions › Modules."))
        }
        let check = order.isToBeChecked ? check(order, account, lane) : nil
        if let objection = check?.objection { return AskedPush(answer: objection, check: check) }
        let exchanged = oms.push(order, of: account, lane: lane)
        return AskedPush(answer: exchanged.answer, check: check, call: exchanged.record.map(ExchangeRow.init))
    }
}

private struct AskedPush {
    let answer: Answer<String?>
    /// For an order that was taken unasked.
    var check: PushCheck?
    /// The push itself; nil where it was not made.
    var call: ExchangeRow?

    var exchanges: [ExchangeRow] { [check?.exchange, call].compactMap(\.self) }
}
