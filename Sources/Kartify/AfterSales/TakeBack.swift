import OMS
import Domain
import Storage

/// What a return form asks for, checked.
struct ReturnWish: Sendable {
    /// Units by line.
    let wanted: [Int: Int]
    let reason: ReturnReason
    let comment: String
    /// For a COD order.
    let bank: BankDetails?
}

extension World {
    /// Asks the OMS to take delivered units back. The same form sent again asks about the open return again.
    ///
    /// - Throws: a `Refusal` when something cannot be returned, or another return is being confirmed; nothing was changed then.
    func takeBack(
        _ wish: ReturnWish, ofOrder orderID: Int, by requester: Requester, now: Instant
    ) throws -> RequestOutcome {
        let (row, order) = try database.write { [key] store in
            guard let order = try store.order(id: orderID) else { throw Refusal.notFound("order") }
            let returns = try store.returns(ofOrder: orderID)
            if let open = returns.first(where: { $0.state == .open }) {
                let bank = try store.sealedBankDetails(ofReturn: open.id)
                    .flatMap { key.openBankDetails($0, of: open.reference) }
                guard open.wanted == wish.wanted, bank == nil || bank == wish.bank else {
                    throw confirming(open.reference)
                }
                return (try store.lease(open, now), order)
            }
            let units = try ReturnRule.units(of: order, wanted: wish.wanted, under: returns.underWay)
            let items = units.map {
                ReturnRow.Item(
                    itemID: $0.line.id, quantity: $0.quantity, reason: wish.reason, comment: wish.comment)
            }
            let row = try store.addReturn(
                of: order, items, bank: order.paymentMode == .cod ? wish.bank : nil, actor: requester.actor,
                lease: now + requestLease, now: now, seal: { key.seal($0, of: $1) })
            return (row, order)
        }
        return try ask(row, order)
    }

    /// Asks the OMS again about an open return.
    ///
    /// - Throws: a `Refusal` when there is none.
    func takeBackAgain(ofOrder orderID: Int, now: Instant) throws -> RequestOutcome {
        let (row, order) = try database.write { store in
            guard let order = try store.order(id: orderID),
                let open = try store.returns(ofOrder: orderID).first(where: { $0.state == .open })
            else { throw Refusal(.conflict, "This return has its answer by now. Look at the order again.") }
            return (try store.lease(open, now), order)
        }
        return try ask(row, order)
    }

    private func ask(_ row: ReturnRow, _ order: Order) throws -> RequestOutcome {
        let sealed = try database.read { try $0.sealedBankDetails(ofReturn: row.id) }
        let bank = sealed.flatMap { key.openBankDetails($0, of: row.reference) }
        guard order.paymentMode == .prepaid || bank != nil else { throw try withdraw(row) }
        guard let account = try account(of: order.websiteID) else {
            try end(row, .open, moduleIsDisabled)
            return .unconfirmed(reference: row.reference)
        }
        let exchanged = oms.requestReturn(row.request(order, bank), of: account, lane: .page)
        let now = clock()
        let answer = ReturnAnswer(exchanged.answer, order, mayBeAtOMS: try unclearReturn(before: row))
        try database.write { store in
            if let record = exchanged.record { try store.logCall(ExchangeRow(record), of: order.websiteID) }
            let wasOpen = try store.answerReturn(
                row.id, answer.state, code: answer.code, answer: answer.sentence, omsReturnID: answer.omsReturnID,
                wasCalled: exchanged.record != nil, now: now)
            guard wasOpen, answer.state == .accepted else { return }
            let requester = Requester(row.actor)
            try store.requestReturn(row, of: order, source: requester.source, actor: requester.actor, now: now)
        }
        switch answer.state {
        case .accepted: return .accepted(reference: row.reference)
        case .refused: return .refused(reference: row.reference, answer.sentence ?? "")
        default: return .unconfirmed(reference: row.reference)
        }
    }

    /// An earlier return of the same items that was ended without a clear answer: the OMS may be at it.
    private func unclearReturn(before row: ReturnRow) throws -> String? {
        let items = Set(row.wanted.keys)
        return try database.read { try $0.returns(ofOrder: row.orderID) }.first { earlier in
            (earlier.state == .withdrawn || earlier.state == .givenUp) && earlier.attempts > 0
                && !items.isDisjoint(with: earlier.wanted.keys)
        }?.reference
    }

    /// Bank details that were erased, or sealed with another key, cannot be sent: a COD return without them is not asked for.
    private func withdraw(_ row: ReturnRow) throws -> Refusal {
        try end(row, .withdrawn, nil)
        return Refusal(
            .conflict, "The bank details of \(row.reference) cannot be read any more. Fill the form in again.")
    }

    /// Nobody was asked.
    private func end(_ row: ReturnRow, _ state: RequestState, _ reason: String?) throws {
        let now = clock()
        _ = try database.write { store in
            try store.answerReturn(
                row.id, state, code: nil, answer: reason, omsReturnID: nil, wasCalled: false, now: now)
        }
    }
}

extension Transaction {
    fileprivate func lease(_ row: ReturnRow, _ now: Instant) throws -> ReturnRow {
        guard try leaseReturn(row.id, until: now + requestLease, now: now) else {
            throw Refusal(.conflict, "This return is being sent at this very moment. Try again in half a minute.")
        }
        return row
    }
}

extension ReturnRow {
    fileprivate func request(_ order: Order, _ bank: BankDetails?) -> ReturnRequest {
        ReturnRequest(
            reference: reference, orderNumber: order.number, paymentMode: order.paymentMode,
            items: items.compactMap { item in
                order.lines.first { $0.id == item.itemID }.map { line in
                    ReturnRequest.Item(
                        units: RequestedUnits(line: line, quantity: item.quantity), reason: item.reason,
                        comment: item.comment)
                }
            }, bank: bank)
    }
}

/// The OMS's answer as the store and the customer get it.
private struct ReturnAnswer {
    let state: RequestState
    let code: String?
    let sentence: String?
    let omsReturnID: String?

    /// - Parameter earlier: a return that the OMS may have accepted without our hearing of it.
    init(_ answer: Answer<String?>, _ order: Order, mayBeAtOMS earlier: String?) {
        switch answer {
        case .accepted(let id):
            (state, code, sentence) = (.accepted, nil, nil)
            omsReturnID = id.map { String($0.unicodeScalars.prefix(100)) }
        case .refused(let refusal):
            (state, code, omsReturnID) = (.refused, refusal.ownCode, nil)
            let words = RefusalWords.sentence(refusal, pincode: order.address.pincode)
            sentence = words + (earlier.map { " \(RefusalWords.mayComeAnyway($0))" } ?? "")
        case .unclear(let reason): (state, code, sentence, omsReturnID) = (.open, nil, reason, nil)
        }
    }
}
