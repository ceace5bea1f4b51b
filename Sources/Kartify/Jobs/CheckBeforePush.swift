import OMS
import Domain
import Storage

/// The question that could not be asked at checkout, asked before the push.
struct PushCheck {
    /// Why the order is not pushed; nil when it is.
    let objection: Answer<String?>?
    let exchange: ExchangeRow?
    /// What the answer says of the place; nil where it says nothing.
    let place: (DeliveryPlace, isServiceable: Bool)?
}

extension World {
    func check(_ order: Order, _ account: OMSAccount, _ lane: OMSClient.Lane) -> PushCheck {
        let question = order.question
        let exchanged = oms.serviceability(question, of: account, lane: lane)
        let place = DeliveryPlace(oms: order.oms, pincode: question.pincode, paymentMode: question.paymentMode)
        return PushCheck(
            objection: objection(to: order, exchanged.answer, question),
            exchange: exchanged.record.map { ExchangeRow($0).about(order.number) },
            place: exchanged.answer.isPlaceServiceable(for: question).map { (place, $0) })
    }

    private func objection(
        to order: Order, _ answer: Answer<ServiceabilityAnswer>, _ question: ServiceabilityQuestion
    ) -> Answer<String?>? {
        func refusal(_ code: RefusalCode, _ words: String) -> Answer<String?> {
            .refused(OMSRefusal(code: code, ownCode: "", message: words))
        }
        switch answer {
        case .unclear(let reason): return .unclear(reason)
        case .refused(let refusal): return .refused(refusal)
        case .accepted(let answer):
            switch answer.verdict(on: question.items) {
            case .yes: return nil
            case .notEnough(let sku, let left):
                return refusal(
                    .outOfStock, "It has \(left) of \(sku ?? "an item"), fewer than were ordered while it was down.")
            case .notThere(let sku):
                let what = sku ?? "this order"
                return refusal(
                    .other(""),
                    "It does not deliver \(what) to \(question.pincode.text) with \(question.paymentMode.title).")
            }
        }
    }
}

extension Order {
    /// What is still wanted of it, each SKU once.
    fileprivate var question: ServiceabilityQuestion {
        var items: [(sku: SKU, quantity: Int)] = []
        for line in lines where line.progress.wanted > 0 {
            guard let sku = line.sku.flatMap({ SKU($0) }) else { continue }
            if let index = items.firstIndex(where: { $0.sku == sku }) {
                items[index].quantity += line.progress.wanted
            } else {
                items.append((sku, line.progress.wanted))
            }
        }
        return ServiceabilityQuestion(pincode: address.pincode, paymentMode: paymentMode, items: items)
    }
}
