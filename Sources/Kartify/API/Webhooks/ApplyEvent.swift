import Domain
import OMS
import Storage

extension Transaction {
    /// Applies an event's items, each with the event's own time.
    ///
    /// - Parameter earlier: their earlier outcomes. Only unknown items are tried again: nothing is applied twice.
    func applyItems(
        _ event: OrderEvent, from oms: OMSKind, of websiteID: ID<Website>, after earlier: [EventItem] = [],
        at now: Instant
    ) throws -> [EventItem] {
        // An OMS cannot know an unpaid order, nor one that another has: the event means another order, or is a guess.
        let order = try order(number: event.orderNumber, of: websiteID)
            .flatMap { $0.oms == oms && $0.push.state != .unpaid ? $0 : nil }
        if let order { try markPushed(byEventOf: order, now: now) }
        let settled = earlier.filter { !$0.outcome.isUnknown }
        let items = try zip(1..., event.items).map { place, item in
            if let known = settled.first(where: { $0.place == place }) { return known }
            guard let order else { return item.result(place, .unknownOrder) }
            return try applyItem(item, place, of: event, to: order, at: now)
        }
        if let order, items.contains(where: { $0.outcome == .applied }) {
            try notifyChange(of: order, since: event.time, at: now)
        }
        return items
    }

    /// Tries the unknown items of a stored event again, at its own time, and saves their outcomes.
    ///
    /// - Parameter event: as read in this transaction.
    func reapplyEvent(_ event: InboxEvent, at now: Instant) throws -> [EventItem] {
        let oms = event.event.oms
        let content = try oms.event(in: Array(event.event.body.utf8))
        let items = try applyItems(content, from: oms, of: event.event.websiteID, after: event.items, at: now)
        if let answer = oms.answer(to: content.id, items) { try updateWebhookEvent(event, items, answer: answer) }
        return items
    }

    private func applyItem(
        _ item: OrderEvent.Item, _ place: Int, of event: OrderEvent, to order: Order, at now: Instant
    ) throws -> EventItem {
        if let fault = item.fault { return item.result(place, .invalidItem, detail: fault) }
        guard let line = item.line(of: order) else { return item.result(place, .unknownItem) }
        let id = line.itemID(in: order.number)
        guard let status = item.status else { return item.result(place, .unknownStatus, as: id) }
        let returns = try returnedUnits(ofItem: line.id).map(\.quantity)
        let quantity = item.quantity ?? ReturnRule.defaultQuantity(by: status, of: line, returns: returns)
        guard item.quantity ?? 0 <= line.quantity else {
            return item.result(
                place, .invalidItem, as: id, status.rawValue,
                detail: "Send a quantity of at most \(line.quantity), the whole line.")
        }
        guard item.quantity != 0 else { return item.result(place, .unchanged, as: id, status.rawValue) }
        let move = ItemMove(
            to: status, quantity: quantity, at: event.time, source: .webhook, shipment: item.shipment,
            reason: item.reason)
        return item.result(
            place, EventItemOutcome(try moveItem(line, of: order, move, now: now)), as: id, status.rawValue)
    }
}

extension OrderEvent.Item {
    /// The item with its outcome, and its own words unless better ones are known.
    fileprivate func result(
        _ place: Int, _ outcome: EventItemOutcome, as id: String? = nil, _ status: String? = nil, detail: String? = nil
    ) -> EventItem {
        EventItem(
            place: place, item: id ?? lineID ?? sku ?? "", status: status ?? word, quantity: quantity, outcome: outcome,
            detail: detail)
    }
}

extension EventItemOutcome {
    fileprivate init(_ outcome: LineProgress.Outcome) {
        switch outcome {
        case .applied: self = .applied
        case .duplicate: self = .duplicate
        case .late: self = .late
        }
    }
}

extension OMSKind {
    /// What the OMS is answered to an event; nil when there is no such order.
    func answer(to event: String, _ items: [EventItem]) -> String? {
        WebhookOutcome(items) == .unknownOrder ? nil : answer(toEvent: event, items)
    }
}
