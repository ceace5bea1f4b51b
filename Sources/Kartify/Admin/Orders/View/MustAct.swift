import Domain
import Storage

/// Why somebody must act on an order, and what to do.
struct MustAct: Encodable, Sendable {
    let words: String
    let advice: String
    let canPush: Bool

    static func all(_ state: AfterSalesState, _ oms: OMSKind, mayPush: Bool, now: Instant) -> [MustAct] {
        push(state.order, oms, mayPush, now) + requests(state, oms) + deliveries(state.order, oms)
    }

    private static func push(_ order: Order, _ oms: OMSKind, _ mayPush: Bool, _ now: Instant) -> [MustAct] {
        guard order.isStuck(now: now) else { return [] }
        if order.lines.contains(where: { $0.sku == nil }) {
            return [
                MustAct(
                    words: order.push.reason ?? "An item has no SKU.",
                    advice: "Give the product its SKU under Catalog › Products. The order is pushed with the next run.",
                    canPush: mayPush)
            ]
        }
        let reason = order.push.reason ?? "no reason"
        if order.push.state == .refused {
            return [
                MustAct(
                    words: "\(oms.title) refused this order: \(reason)",
                    advice:
                        "Put right what \(oms.title) names, here or with \(oms.title), and press Push now. An order that cannot be sent is cancelled for the customer.",
                    canPush: mayPush)
            ]
        }
        let age = (now - order.placedAt).words
        return [
            MustAct(
                words: "Not pushed for \(age): \(order.push.reason ?? "it was never tried").",
                advice:
                    "The schedule no longer tries it. Look at Cron and the module if others wait too, and press Push now.",
                canPush: mayPush)
        ]
    }

    private static func requests(_ state: AfterSalesState, _ oms: OMSKind) -> [MustAct] {
        state.requests.prefix(1).compactMap { request, _ in
            guard request.state == .refused || request.state == .givenUp else { return nil }
            let why = request.omsWords ?? request.answer ?? "no reason"
            return MustAct(
                words: request.state == .refused
                    ? "\(oms.title) refused \(request.kind.title.lowercased()) \(request.reference): \(why)"
                    : "\(oms.title) never answered \(request.kind.title.lowercased()) \(request.reference).",
                advice: "Ask again below, or tell the customer why it cannot be done.", canPush: false)
        }
    }

    private static func deliveries(_ order: Order, _ oms: OMSKind) -> [MustAct] {
        let count = order.lines.reduce(0) { $0 + $1.progress.count(in: .undelivered) }
        guard count > 0 else { return [] }
        return [
            MustAct(
                words: "\(counted(count, "unit")) could not be delivered.",
                advice: "Call the customer about the address and the time, and tell the courier.", canPush: false)
        ]
    }
}
