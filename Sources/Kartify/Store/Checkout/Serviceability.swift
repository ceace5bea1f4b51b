import OMS
import Domain
import Storage
import Web

/// Whether the OMS delivers a draft, in words for the customer.
enum ServiceabilityVerdict {
    case yes
    /// Three different noes: not there, not so many, and could not be asked.
    case no(String)
}

extension World {
    /// Asks the OMS about all lines of a draft at its pincode. A website without an enabled module has nobody to ask.
    func serviceability(of draft: OrderDraft, at website: Website) throws -> (ServiceabilityVerdict, ExchangeRow?) {
        guard let account = try account(of: website.id) else { return (.yes, nil) }
        let question = ServiceabilityQuestion(
            pincode: draft.address.pincode, paymentMode: draft.paymentMode,
            items: draft.units.compactMap { code, quantity in SKU(code).map { (sku: $0, quantity: quantity) } })
        let exchanged = oms.serviceability(question, of: account)
        return (verdict(on: exchanged.reply, draft), exchanged.record.map(ExchangeRow.init))
    }

    private func verdict(on reply: Reply<ServiceabilityAnswer>, _ draft: OrderDraft) -> ServiceabilityVerdict {
        switch reply {
        case .accepted(let answer): answer.verdict(on: draft)
        case .refused(let refusal) where refusal.code == "UNKNOWN_SKU":
            .no("One of your items cannot be ordered at the moment. We are on it; please choose another.")
        case .refused: .no(draft.notServiceable(draft.lines.first))
        case .unknown:
            .no(
                """
                We could not check delivery to \(draft.address.pincode.text) just now. Nothing was ordered and everything you \
                typed is still here: please try again in a minute.
                """)
        }
    }
}

extension ServiceabilityAnswer {
    func verdict(on draft: OrderDraft) -> ServiceabilityVerdict {
        for line in draft.lines {
            guard let item = items.first(where: { $0.sku == line.offer.sku?.code }) else { continue }
            if let left = item.availableQuantity, left < draft.units[item.sku, default: line.quantity] {
                return .no(StockMessage.tooFew(line, left: left))
            }
            if !item.isServiceable { return .no(draft.notServiceable(line)) }
        }
        return isServiceable ? .yes : .no(draft.notServiceable(draft.lines.first))
    }
}

extension OrderDraft {
    /// Units by SKU: two lines may carry the same one, with another gift wrap.
    fileprivate var units: [String: Int] {
        lines.reduce(into: [:]) { $0[$1.offer.sku?.code ?? "", default: 0] += $1.quantity }
    }

    fileprivate func notServiceable(_ line: Line?) -> String {
        let what = line.map { "“\($0.offer.product.name)”" } ?? "this order"
        let way = paymentMode == .cod ? ", or choose Prepaid" : ""
        return
            "We cannot deliver \(what) to \(address.pincode.text) with \(paymentMode.title). Try another pincode\(way)."
    }
}

/// What a customer reads when there are not so many.
enum StockMessage {
    static func tooFew(_ line: OrderDraft.Line, left: Int) -> String {
        let what = line.offer.optionText.isEmpty ? "" : " (\(line.offer.optionText))"
        let name = "“\(line.offer.product.name)”\(what)"
        return left <= 0
            ? "\(name) has just been sold out. Remove it from your cart to order the rest."
            : "Only \(left) of \(name) left, and you asked for \(line.quantity). Choose fewer in your cart."
    }
}
