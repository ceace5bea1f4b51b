import OMS
import Domain
import Storage

/// What came of asking the OMS whether it delivers a draft.
struct DeliveryCheck {
    /// Why the order cannot be placed, in words for the customer; nil when it can.
    let refusal: String?
    /// The call, for the log; nil without an enabled module.
    var exchange: ExchangeRow?
    /// The rule by which it can be placed although the OMS gave no clear answer.
    var unchecked: OutageRule?
    /// What the answer says of the place; nil where it says nothing.
    var place: (DeliveryPlace, isServiceable: Bool)?
}

extension World {
    /// Asks the OMS whether it delivers a draft to its pincode; without an enabled module the order is placed unasked.
    func deliveryCheck(of draft: OrderDraft, at website: Website, offering modes: [PaymentMode]) throws -> DeliveryCheck
    {
        guard let account = try account(of: website.id, website.oms) else { return DeliveryCheck(refusal: nil) }
        let question = ServiceabilityQuestion(
            pincode: draft.address.pincode, paymentMode: draft.paymentMode,
            items: draft.lines.units)
        let now = clock()
        let exchanged = oms.serviceability(question, of: account)
        // A checkout that was turned away unasked stands in the log too, or nobody could count them.
        let row =
            exchanged.record.map(ExchangeRow.init) ?? ExchangeRow(uncalled: exchanged.answer, of: website.oms, at: now)
        let rule = account.settings.outageRule
        if case .unclear = exchanged.answer, try takes(draft, at: website, by: rule, now: now) {
            return DeliveryCheck(refusal: nil, exchange: row, unchecked: rule)
        }
        let place = DeliveryPlace(
            oms: website.oms, pincode: question.pincode, paymentMode: question.paymentMode)
        return DeliveryCheck(
            refusal: refusal(exchanged.answer, question, draft, modes), exchange: row,
            place: exchanged.answer.isPlaceServiceable(for: question).map { (place, $0) })
    }

    /// Whether an order is taken although the OMS cannot be asked.
    private func takes(_ draft: OrderDraft, at website: Website, by rule: OutageRule, now: Instant) throws -> Bool {
        let place = DeliveryPlace(
            oms: website.oms, pincode: draft.address.pincode, paymentMode: draft.paymentMode)
        return switch rule {
        case .refuse: false
        case .takeAll: true
        case .takeKnown:
            try database.read { try $0.wasServiceable(place, of: website.id, since: now - OutageRule.memory) }
        }
    }

    private func refusal(
        _ answer: Answer<ServiceabilityAnswer>, _ question: ServiceabilityQuestion, _ draft: OrderDraft,
        _ modes: [PaymentMode]
    ) -> String? {
        switch answer {
        case .accepted(let answer): answer.verdict(on: question.items).refusal(of: draft, offering: modes)
        case .refused(let refusal) where refusal.code == .unknownSKU:
            StockMessage.unknownSKU
        case .refused: Serviceability.notThere(sku: nil).refusal(of: draft, offering: modes)
        case .unclear:
            """
            We could not check delivery to \(draft.address.pincode.text) just now. Nothing was ordered and everything you \
            typed is still here: please try again in a minute.
            """
        }
    }
}

extension Answer<ServiceabilityAnswer> {
    /// What it says of the place; nil where it is unclear, or is about the goods.
    func isPlaceServiceable(for question: ServiceabilityQuestion) -> Bool? {
        switch self {
        case .accepted(let answer):
            switch answer.verdict(on: question.items) {
            case .yes: true
            case .notThere: false
            case .notEnough: nil
            }
        case .refused(let refusal): refusal.code == .unknownSKU ? nil : false
        case .unclear: nil
        }
    }
}

extension Transaction {
    /// Logs a check, and remembers what it says of the place.
    func record(_ check: DeliveryCheck, ofOrder number: String? = nil, at website: Website, now: Instant) throws {
        if let exchange = check.exchange {
            try logCall(number.map { exchange.about($0) } ?? exchange, of: website.id)
        }
        if let (place, isServiceable) = check.place {
            try remember(place, isServiceable: isServiceable, of: website.id, at: now)
        }
    }
}

extension Serviceability {
    fileprivate func refusal(of draft: OrderDraft, offering modes: [PaymentMode]) -> String? {
        switch self {
        case .yes: nil
        case .notEnough(let sku, let left):
            draft.lines.shortage(of: sku, left: left)
        case .notThere(let sku): draft.notServiceable(draft.lines.line(of: sku) ?? draft.lines.first, modes)
        }
    }
}

extension [OrderDraft.Line] {
    /// Units by SKU, in the order of the lines: two lines may have the same SKU and differ in gift wrap.
    var units: [(sku: SKU, quantity: Int)] {
        var units: [(code: String, quantity: Int)] = []
        for line in self {
            let code = line.offer.sku?.code ?? ""
            if let index = units.firstIndex(where: { $0.code == code }) {
                units[index].quantity += line.quantity
            } else {
                units.append((code, line.quantity))
            }
        }
        return units.compactMap { code, quantity in SKU(code).map { (sku: $0, quantity: quantity) } }
    }

    /// The line with a SKU; the only line if the OMS did not name one.
    fileprivate func line(of sku: String?) -> OrderDraft.Line? {
        first { sku == nil ? count == 1 : $0.offer.sku?.code == sku }
    }

    /// What a customer reads when the OMS has too few units of a SKU.
    func shortage(of sku: String?, left: Int) -> String {
        line(of: sku).map { StockMessage.tooFew($0, left: left) }
            ?? "Not all of your items are in stock any more. Choose fewer in your cart."
    }
}

extension OrderDraft {
    fileprivate func notServiceable(_ line: Line?, _ modes: [PaymentMode]) -> String {
        let what = line.map { "“\($0.offer.product.name)”" } ?? "this order"
        let way = paymentMode == .cod && modes.contains(.prepaid) ? ", or choose Prepaid" : ""
        return
            "We cannot deliver \(what) to \(address.pincode.text) with \(paymentMode.title). Try another pincode\(way)."
    }
}

/// What a customer reads when too few units are left.
enum StockMessage {
    static let unknownSKU = "One of your items cannot be ordered at the moment. We are on it; please choose another."

    static func tooFew(_ line: OrderDraft.Line, left: Int) -> String {
        let what = line.offer.optionText.isEmpty ? "" : " (\(line.offer.optionText))"
        let name = "“\(line.offer.product.name)”\(what)"
        return left <= 0
            ? "\(name) has just sold out. Remove it from your cart to order the rest."
            : "Only \(left) of \(name) left, and you asked for \(line.quantity). Choose fewer in your cart."
    }
}

extension ExchangeRow {
    /// A check of serviceability that was not made, and why.
    fileprivate init(uncalled answer: Answer<ServiceabilityAnswer>, of oms: OMSKind, at now: Instant) {
        self.init(
            at: now, kind: .serviceability, oms: oms, target: "", orderNumber: nil, outcome: answer.outcome,
            httpStatus: nil,
            milliseconds: 0, request: KeptText(""), response: KeptText(answer.reason ?? ""),
            requestID: Trace.current?.id)
    }
}
