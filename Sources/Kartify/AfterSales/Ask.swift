import Domain
import OMS
import Storage

extension World {
    /// Asks the OMS again about an order's open request, with the same reference.
    func retry(_ kind: RequestKind, ofOrder orderID: ID<Order>, now: Instant) throws -> RequestOutcome {
        guard let open = try database.read({ try $0.openRequest(kind, ofOrder: orderID) }) else {
            return .answered(kind)
        }
        let isLeased = try database.write { store in
            try store.leaseRequest(open, until: Lease.request.end(from: now), now: now)
        }
        guard isLeased else { return .busy(kind) }
        return switch kind {
        case .cancellation: try askToCancel(open)
        case .return: try askToReturn(open)
        }
    }

    /// Asks the OMS about an open request that the caller has leased, and records the answer.
    ///
    /// If the process dies before the call, the request is retried with the same reference. If it dies after the call, the same
    /// reference makes the OMS answer the same.
    ///
    /// - Parameters:
    ///   - earlier: the reference of a return that the OMS may have accepted without a clear answer.
    ///   - accept: saves the effects of acceptance in the transaction of the answer, in the name of the first requester.
    func ask(
        _ request: RequestRow, of order: Order, after earlier: String? = nil,
        send: (OMSAccount) -> Exchanged<String?>,
        accept: @escaping @Sendable (borrowing Transaction, Requester, Instant) throws -> Void
    ) throws -> RequestOutcome {
        guard let account = try account(of: order.websiteID, order.oms) else {
            return try end(request, .unclear("The \(order.oms.title) module of this website is disabled."))
        }
        let exchanged = send(account)
        let now = clock()
        let said = RequestAnswer(
            exchanged.answer, to: request.kind, pincode: order.address.pincode, after: earlier)
        return try database.write(for: order.websiteID) { store in
            if let record = exchanged.record { try store.logCall(ExchangeRow(record), of: order.websiteID) }
            let answer = try store.isOnItsWay(order, now: now) ? .overtaken : said
            let wasOpen = try store.answerRequest(request, answer, wasCalled: exchanged.record != nil, now: now)
            if wasOpen, answer.state == .accepted { try accept(store, Requester(actor: request.actor), now) }
            if wasOpen { try store.notify(of: answer, to: request, order, at: now) }
            return RequestOutcome(answer, to: request.reference)
        }
    }

    /// Ends the request without a call.
    func end(_ request: RequestRow, _ answer: RequestAnswer) throws -> RequestOutcome {
        let now = clock()
        _ = try database.write { try $0.answerRequest(request, answer, wasCalled: false, now: now) }
        return .unclear
    }
}

extension RequestAnswer {
    /// If a push of the order was in flight, "unknown order" is outdated.
    fileprivate static let overtaken = unclear("The order was being handed over at the same moment.")
}

extension Transaction {
    /// Whether an order that the OMS may not have had has reached it by now, or is being pushed.
    fileprivate func isOnItsWay(_ order: Order, now: Instant) throws -> Bool {
        guard order.push.presence != .certainly, let push = try self.order(id: order.id)?.push else { return false }
        return push.presence == .certainly || push.isLeased(at: now)
    }
}

extension Transaction {
    /// - Parameter order: as it was before the answer.
    fileprivate func notify(of answer: RequestAnswer, to request: RequestRow, _ order: Order, at now: Instant) throws {
        var facts = MessageFacts(request: request.kind.rawValue, reference: request.reference, reason: answer.sentence)
        switch (answer.state, request.kind) {
        case (.accepted, .cancellation): try notifyChange(of: order, since: now, at: now)
        case (.accepted, .return):
            let units = try customerReturn(request.reference, of: order.websiteID)?.wanted ?? [:]
            facts.items = order.lines.compactMap { line in units[line.id].map(line.words) }
            try notify(.returnAccepted, of: order, about: request.reference, facts, at: now)
        case (.refused, _): try notify(.requestRefused, of: order, about: request.reference, facts, at: now)
        default: break
        }
    }
}
