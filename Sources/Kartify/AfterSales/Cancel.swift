import OMS
import Domain
import Storage

extension World {
    /// Cancels lines of an order: here at once when the OMS never got the order, else the OMS decides.
    ///
    /// If the process dies before the call, the open cancellation is asked again with the same reference. If it dies after the
    /// call, the same reference makes the OMS say the same.
    ///
    /// - Throws: a `Refusal` when a line cannot be cancelled; nothing was changed then.
    func cancel(
        _ lines: Set<Int>, ofOrder orderID: Int, reason: String, by requester: Requester, now: Instant
    ) throws -> RequestOutcome {
        let step = try database.write { store in
            try store.beginCancellation(lines, ofOrder: orderID, reason: reason, by: requester, now: now)
        }
        switch step {
        case .done(let reference): return .accepted(reference: reference)
        case .settlePush:
            try pushLeased(orderID, lane: .page, by: requester.actor)
            let again = try database.write { store in
                try store.beginCancellation(lines, ofOrder: orderID, reason: reason, by: requester, now: now)
            }
            return try finish(again)
        case .ask: return try finish(step)
        }
    }

    /// Asks the OMS again about an open cancellation.
    ///
    /// - Throws: a `Refusal` when there is none.
    func cancelAgain(ofOrder orderID: Int, now: Instant) throws -> RequestOutcome {
        let (row, order) = try database.write { store in
            guard let order = try store.order(id: orderID),
                let open = try store.cancellations(ofOrder: orderID).first(where: { $0.state == .open })
            else { throw Refusal(.conflict, "This cancellation has its answer by now. Look at the order again.") }
            guard try store.leaseCancellation(open.id, until: now + requestLease, now: now) else { throw busy }
            return (try store.cancellation(open.id, of: order) ?? open, order)
        }
        return try ask(row, order)
    }

    private func finish(_ step: CancellationStep) throws -> RequestOutcome {
        switch step {
        case .done(let reference): .accepted(reference: reference)
        // Still without a clear answer, so the OMS is not asked to cancel what it may not have.
        case .settlePush(let orderID): try letGo(orderID)
        case .ask(let row, let order): try ask(row, order)
        }
    }

    private func letGo(_ orderID: Int) throws -> RequestOutcome {
        try database.write { try $0.releaseLease(ofOrder: orderID) }
        return .unconfirmed(reference: nil)
    }

    /// Asks the OMS about an open cancellation that the caller has leased, and writes what it said.
    private func ask(_ row: CancellationRow, _ order: Order) throws -> RequestOutcome {
        guard let account = try account(of: order.websiteID) else {
            let now = clock()
            _ = try database.write { store in
                try store.answerCancellation(
                    row.id, .open, code: nil, answer: moduleIsDisabled, wasCalled: false, now: now)
            }
            return .unconfirmed(reference: row.reference)
        }
        let request = CancellationRequest(
            reference: row.reference, orderNumber: order.number, reason: row.reason,
            items: order.lines.compactMap { line in
                row.items[line.id].map { RequestedUnits(line: line, quantity: $0) }
            }, isRepeated: try wasMeantBefore(row, order), presence: order.push.presence)
        let exchanged = oms.cancel(request, of: account, lane: .page)
        let now = clock()
        let answered = CancellationAnswer(exchanged.answer, order)
        let answer = try database.write { store in
            if let record = exchanged.record { try store.logCall(ExchangeRow(record), of: order.websiteID) }
            // An order on its way to the OMS at this moment may come after what it knew nothing of.
            let isOvertaken = try order.push.presence != .certainly && store.isAtOMSOrOnItsWay(order.id, now: now)
            let answer = isOvertaken ? .overtaken : answered
            let wasOpen = try store.answerCancellation(
                row.id, answer.state, code: answer.code, answer: answer.sentence, wasCalled: exchanged.record != nil,
                now: now)
            guard wasOpen, answer.state == .accepted else { return answer }
            // Whoever presses again, or a job that asks again: it is the one who asked first that cancels.
            let requester = Requester(row.actor)
            try store.cancel(
                row.items, of: order, source: requester.source, actor: requester.actor, reason: row.reason, now: now)
            try store.withdrawIfEmpty(orderID: order.id)
            return answer
        }
        switch answer.state {
        case .accepted: return .accepted(reference: row.reference)
        case .refused: return .refused(reference: row.reference, answer.sentence ?? "")
        default: return .unconfirmed(reference: row.reference)
        }
    }
}

extension World {
    /// Whether the OMS may have cancelled just this already, in answer to a try that we heard nothing of: then "already cancelled"
    /// is success. A try for some of these lines proves nothing of the others, nor does a webhook that has cancelled some.
    private func wasMeantBefore(_ row: CancellationRow, _ order: Order) throws -> Bool {
        let gone = order.lines.filter { row.items[$0.id] != nil && CancellationRule.units(of: $0) == 0 }.count
        guard gone == 0 || gone == row.items.count else { return false }
        if row.attempts > 0 { return true }
        return try database.read { try $0.cancellations(ofOrder: order.id) }.contains { earlier in
            (earlier.state == .withdrawn || earlier.state == .givenUp) && earlier.attempts > 0
                && row.items.allSatisfy { earlier.items[$0.key, default: 0] >= $0.value }
        }
    }
}

/// What has to be done about a cancellation.
private enum CancellationStep: Sendable {
    /// The OMS never had the order: it is cancelled.
    case done(String)
    /// Nobody knows whether the OMS has the order; the caller holds its push lease.
    case settlePush(Int)
    /// The OMS has to be asked; the caller holds the lease.
    case ask(CancellationRow, Order)
}

/// The OMS's answer as the store and the customer get it.
private struct CancellationAnswer {
    let state: RequestState
    let code: String?
    let sentence: String?

    static let overtaken = CancellationAnswer(
        state: .open, code: nil, sentence: "The order was being handed over at the same moment.")

    private init(state: RequestState, code: String?, sentence: String?) {
        (self.state, self.code, self.sentence) = (state, code, sentence)
    }

    init(_ answer: Answer<String?>, _ order: Order) {
        switch answer {
        case .accepted: (state, code, sentence) = (.accepted, nil, nil)
        case .refused(let refusal):
            (state, code) = (.refused, refusal.ownCode)
            sentence = RefusalWords.sentence(refusal, pincode: order.address.pincode)
        case .unclear(let reason): (state, code, sentence) = (.open, nil, reason)
        }
    }
}

extension Transaction {
    /// The one place where it is decided who has to be asked. The order is read here again: the page may be older.
    fileprivate func beginCancellation(
        _ lines: Set<Int>, ofOrder orderID: Int, reason: String, by requester: Requester, now: Instant
    ) throws -> CancellationStep {
        guard let order = try order(id: orderID) else { throw Refusal.notFound("order") }
        if let open = try cancellations(ofOrder: orderID).first(where: { $0.state == .open }) {
            guard Set(open.items.keys) == lines else { throw confirming(open.reference) }
            guard try leaseCancellation(open.id, until: now + requestLease, now: now) else { throw busy }
            return .ask(try cancellation(open.id, of: order) ?? open, order)
        }
        let units = try CancellationRule.units(of: order, lines: lines)
        if order.push.presence == .never { return .done(try cancelHere(units, of: order, reason, requester, now)) }
        if order.push.state == .waiting {
            guard try leaseOrderToPush(orderID, until: now + requestLease, now: now) else { throw busy }
            return .settlePush(orderID)
        }
        let row = try addCancellation(
            of: order, units, reason: reason, actor: requester.actor, lease: now + requestLease, now: now)
        return .ask(row, order)
    }

    fileprivate func isAtOMSOrOnItsWay(_ orderID: Int, now: Instant) throws -> Bool {
        guard let push = try order(id: orderID)?.push else { return false }
        return push.presence == .certainly || push.isLeased(at: now)
    }

    /// A cancellation as it stands now.
    fileprivate func cancellation(_ id: Int, of order: Order) throws -> CancellationRow? {
        try cancellations(ofOrder: order.id).first { $0.id == id }
    }

    private func cancelHere(
        _ units: [RequestedUnits], of order: Order, _ reason: String, _ requester: Requester, _ now: Instant
    ) throws -> String {
        let row = try addCancellation(of: order, units, reason: reason, actor: requester.actor, lease: nil, now: now)
        try cancel(
            row.items, of: order, source: requester.source, actor: requester.actor, reason: reason, now: now)
        try withdrawIfEmpty(orderID: order.id)
        return row.reference
    }
}

/// Why nobody was asked.
let moduleIsDisabled = "The Arvind module of this website is disabled."

/// An open request is settled before another thing is asked for.
func confirming(_ reference: String) -> Refusal {
    Refusal(.conflict, "\(reference) is being confirmed. Try it again or withdraw it first; nothing else was sent.")
}

/// Somebody else is at it.
private let busy = Refusal(
    .conflict, "This order is being handed over at this very moment. Try again in half a minute.")
