import Domain

/// What a change of an order means for its customer.
struct OrderNews {
    let kind: MessageKind
    let about: String
    let facts: MessageFacts

    /// - Parameters:
    ///   - returning: units of each line in open and accepted returns.
    ///   - time: when it happened.
    static func all(from before: Order, to after: Order, returning: [ID<OrderLine>: Int], at time: Instant)
        -> [OrderNews]
    {
        parcels(.shipped, [.shipped, .outForDelivery, .undelivered], from: before, to: after, at: time)
            + parcels(.delivered, [.delivered], from: before, to: after, at: time)
            + money(from: before, to: after, returning)
    }

    /// Parcels of which more units than before are in one of these statuses. Which those are is what the parcel holds, so that a
    /// parcel whose items are reported one by one is one message.
    private static func parcels(
        _ kind: MessageKind, _ statuses: Set<ItemStatus>, from before: Order, to after: Order, at time: Instant
    ) -> [OrderNews] {
        let had = units(statuses, of: before), has = units(statuses, of: after)
        let numbers = Set(has.map(\.awb)).filter { awb in
            let (old, new) = (had.filter { $0.awb == awb }, has.filter { $0.awb == awb })
            return new.reduce(0) { $0 + $1.quantity } > old.reduce(0) { $0 + $1.quantity }
        }
        return numbers.sorted().map { awb in
            let inside = has.filter { $0.awb == awb }
            let shipment = inside.compactMap(\.shipment).first
            let facts = MessageFacts(
                items: inside.map { $0.line.words($0.quantity) }, courier: shipment?.courier, awb: shipment?.awb,
                tracking: shipment?.trackingURL)
            return OrderNews(kind: kind, about: awb.isEmpty ? "\(time.milliseconds)" : awb, facts: facts)
        }
    }

    private struct Units {
        let line: OrderLine
        /// Empty while it is unknown.
        let awb: String
        let shipment: Shipment?
        let quantity: Int
    }

    private static func units(_ statuses: Set<ItemStatus>, of order: Order) -> [Units] {
        order.lines.flatMap { line in
            let groups = line.progress.groups.filter { statuses.contains($0.status) }
            return Set(groups.map(\.parcel)).map { number in
                let shipment = line.progress.parcels.first { $0.number == number }?.shipment
                let quantity = groups.filter { $0.parcel == number }.reduce(0) { $0 + $1.quantity }
                return Units(line: line, awb: shipment?.awb ?? "", shipment: shipment, quantity: quantity)
            }
        }
    }

    /// Items that were cancelled, and money that was paid back.
    private static func money(from before: Order, to after: Order, _ returning: [ID<OrderLine>: Int]) -> [OrderNews] {
        let lines = zip(before.lines, after.lines).map { old, new in
            (line: new, more: new.progress.count(in: .cancelled) - old.progress.count(in: .cancelled))
        }.filter { $0.more > 0 }
        let (old, new) = (OrderMoney(of: before, returning: returning), OrderMoney(of: after, returning: returning))
        var news: [OrderNews] = []
        if !lines.isEmpty {
            let owed = new.refund - old.refund
            let facts = MessageFacts(
                items: lines.map { $0.line.words($0.more) }, amount: owed > .zero ? owed.text : nil)
            let units = after.lines.map { "\($0.progress.count(in: .cancelled))" }.joined(separator: ",")
            news.append(OrderNews(kind: .cancelled, about: units, facts: facts))
        }
        let paid = new.refunded - old.refunded
        if paid > .zero {
            news.append(
                OrderNews(kind: .refunded, about: "\(new.refunded.paise)", facts: MessageFacts(amount: paid.text)))
        }
        return news
    }
}
