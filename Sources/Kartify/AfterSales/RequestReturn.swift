import Crypto
import Domain
import OMS
import Storage

extension World {
    /// Requests a return of delivered units. The same form sent again retries the open return.
    ///
    /// - Throws: a `Refusal` when something cannot be returned; nothing has changed then.
    func requestReturn(
        _ draft: ReturnDraft, of order: Order, by requester: Requester, now: Instant
    ) throws -> RequestOutcome {
        let step = try database.write(for: order.websiteID) { [key] store in
            try store.beginReturn(draft, ofOrder: order.id, by: requester, key, now: now)
        }
        return switch step {
        case .confirming(let reference): .confirming(reference)
        case .outdated(let reference):
            .refused("\(reference) was accepted since you opened this form. Look at how many items are left.")
        case .retry: try retry(.return, ofOrder: order.id, now: now)
        case .ask(let request): try askToReturn(request)
        }
    }

    func askToReturn(_ request: RequestRow) throws -> RequestOutcome {
        let (found, all, sealed) = try database.read { store in
            (
                try store.order(id: request.orderID), try store.returns(ofOrder: request.orderID),
                try store.sealedBankDetails(ofReturn: request.id)
            )
        }
        guard let order = found, let row = all.first(where: { $0.id == request.id }) else {
            throw Refusal.notFound("order")
        }
        let account = sealed.flatMap { key.openAccount($0, of: row.reference) }
        // Bank details that were erased, or sealed with another key, cannot be sent.
        guard order.paymentMode == .prepaid || account != nil else {
            _ = try end(request, RequestAnswer(.withdrawn))
            return .refused("The bank details of \(row.reference) cannot be read any more. Fill the form in again.")
        }
        // An earlier return of the same items that ended without a clear answer: the OMS may have accepted it.
        let earlier = all.first {
            $0.id != row.id && $0.presence == .perhaps && !Set(row.wanted.keys).isDisjoint(with: $0.wanted.keys)
        }
        return try ask(request, of: order, after: earlier?.reference) {
            oms.requestReturn(row.onTheWire(order, account), of: $0, lane: .page)
        } accept: { store, requester, now in
            try store.requestReturn(row, of: order, source: requester.source, actor: requester.actor, now: now)
        }
    }
}

private enum ReturnStep: Sendable {
    /// Another return of this order has no clear answer yet.
    case confirming(String)
    /// The form did not know of this return, which was accepted: it may be the same form, sent a second time.
    case outdated(String)
    /// The same return has no clear answer yet.
    case retry
    /// The OMS decides; the caller has the lease.
    case ask(RequestRow)
}

extension Transaction {
    fileprivate func beginReturn(
        _ draft: ReturnDraft, ofOrder orderID: ID<Order>, by requester: Requester, _ key: SecretKey, now: Instant
    ) throws -> ReturnStep {
        guard let order = try order(id: orderID) else { throw Refusal.notFound("order") }
        let returns = try returns(ofOrder: orderID)
        if let open = returns.first(where: { $0.state == .open }) {
            let account = try sealedBankDetails(ofReturn: open.id).flatMap {
                key.openAccount($0, of: open.reference)
            }
            let isSame = open.wanted == draft.wanted && (account == nil || account == draft.account)
            return isSame ? .retry : .confirming(open.reference)
        }
        if let known = draft.known, let latest = returns.accepted.first, returns.accepted.count > known {
            return .outdated(latest.reference)
        }
        let items = try ReturnRule.units(of: order, wanted: draft.wanted, under: returns.underWay).map {
            ReturnRow.Item(itemID: $0.line.id, quantity: $0.quantity, reason: draft.reason, comment: draft.comment)
        }
        let row = try addReturn(
            of: order, items, account: order.paymentMode == .cod ? draft.account : nil,
            photographs: draft.photographs, actor: requester.actor, lease: Lease.request.end(from: now), now: now,
            seal: { key.seal($0, of: $1) })
        return .ask(row.request)
    }
}

extension ReturnRow {
    fileprivate func onTheWire(_ order: Order, _ account: RefundAccount?) -> ReturnRequest {
        ReturnRequest(
            reference: self.reference, orderNumber: order.number, paymentMode: order.paymentMode,
            items: items.compactMap { item in
                order.lines.first { $0.id == item.itemID }.map { line in
                    ReturnRequest.Item(
                        units: RequestedUnits(line: line, quantity: item.quantity), reason: item.reason,
                        comment: item.comment)
                }
            }, account: account)
    }
}
