import Domain
import OMS
import Storage

/// What the OMS says of a pincode before anything is ordered.
enum PincodeAnswer: Equatable {
    /// It delivers there, to those who pay in these ways.
    case delivers([PaymentMode])
    case notThere
    /// The goods themselves are what is wrong, in words for the customer.
    case goods(String)
    case unclear
}

extension World {
    /// Asks the OMS whether it delivers these lines to a pincode, and how they may be paid there. Couriers take cash at fewer
    /// addresses, so that is asked first, and where they take it nothing more is asked.
    func pincodeAnswer(
        _ pincode: Pincode, for lines: [OrderDraft.Line], offering modes: [PaymentMode], at website: Website
    ) throws -> PincodeAnswer {
        guard let account = try account(of: website.id, website.oms) else { return .delivers(modes) }
        var open = modes
        for mode in [PaymentMode.cod, .prepaid] where modes.contains(mode) {
            let question = ServiceabilityQuestion(pincode: pincode, paymentMode: mode, items: lines.units)
            let answer = oms.serviceability(question, of: account, as: .pincode)
            try keep(answer, to: question, at: website)
            switch answer.answer.verdict(on: question) {
            case .yes: return .delivers(open)
            case .notThere: open.removeAll { $0 == mode }
            case .notEnough(let sku, let left): return .goods(lines.shortage(of: sku, left: left))
            case nil: return answer.answer.isUnclear ? .unclear : .goods(StockMessage.unknownSKU)
            }
        }
        return .notThere
    }

    private func keep(
        _ exchanged: Exchanged<ServiceabilityAnswer>, to question: ServiceabilityQuestion, at website: Website
    ) throws {
        guard let row = exchanged.record.map(ExchangeRow.init) else { return }
        let check = DeliveryCheck(
            refusal: nil, exchange: row,
            place: exchanged.answer.isPlaceServiceable(for: question).map {
                (DeliveryPlace(oms: website.oms, pincode: question.pincode, paymentMode: question.paymentMode), $0)
            })
        let now = clock()
        try database.write(for: website.id) { try $0.record(check, at: website, now: now) }
    }
}

extension Answer<ServiceabilityAnswer> {
    fileprivate var isUnclear: Bool {
        if case .unclear = self { true } else { false }
    }

    /// nil where it says nothing of the place: it is unclear, or about a SKU that it does not know.
    fileprivate func verdict(on question: ServiceabilityQuestion) -> Serviceability? {
        switch self {
        case .accepted(let answer): answer.verdict(on: question.items)
        case .refused(let refusal): refusal.code == .unknownSKU ? nil : .notThere(sku: nil)
        case .unclear: nil
        }
    }
}
