import Domain
import JSON
import Storage

extension Transaction {
    /// Applies an event's items, each with the event's own time.
    ///
    /// - Parameter earlier: their earlier outcomes. Only unknown items are tried again: nothing is applied twice.
    func applyItems(
        _ body: WebhookBody, of websiteID: Int, after earlier: [WebhookItem] = [], at now: Instant
    ) throws -> [WebhookItem] {
        // The OMS cannot know an unpaid order: the event means another one, or is a guess.
        let order = try order(number: body.orderId, of: websiteID).flatMap { $0.push.state == .unpaid ? nil : $0 }
        if let order { try markPushed(byEventOf: order, now: now) }
        let settled = earlier.filter { !$0.outcome.isUnknown }
        return try zip(1..., body.items).map { place, item in
            if let known = settled.first(where: { $0.place == place }) { return known }
            guard let order else { return item.told(place, .unknownOrder) }
            return try applyItem(item, place, of: body, to: order, at: now)
        }
    }

    /// Tries the unknown items of a stored event again, at its own time, and saves their outcomes.
    ///
    /// - Parameter event: as read in this transaction.
    func reapplyEvent(_ event: InboxEvent, at now: Instant) throws -> [WebhookItem] {
        let body = try decodedJSON(WebhookBody.self, Array(event.event.body.utf8))
        let items = try applyItems(body, of: event.event.websiteID, after: event.items, at: now)
        if let answer = WebhookAnswer.text(body.eventId, items) { try updateWebhookEvent(event, items, answer: answer) }
        return items
    }

    private func applyItem(
        _ item: WebhookBody.Item, _ place: Int, of body: WebhookBody, to order: Order, at now: Instant
    ) throws -> WebhookItem {
        guard let line = item.line(of: order) else { return item.told(place, .unknownItem) }
        let id = line.itemID(in: order.number)
        guard let status = ItemStatus(webhookWord: item.status) else {
            return item.told(place, .unknownStatus, as: id)
        }
        let meant =
            item.quantity == nil
            ? ReturnRule.unitsMeant(by: status, of: line, returns: try returnedUnits(ofItem: line.id).map(\.quantity))
            : nil
        let outcome = try moveItem(line, of: order, item.move(to: status, at: body.eventTime, meant: meant), now: now)
        return item.told(place, WebhookItemOutcome(outcome), as: id, status.rawValue)
    }
}

extension WebhookBody.Item {
    /// The item with its outcome, and its own words unless better ones are known.
    fileprivate func told(
        _ place: Int, _ outcome: WebhookItemOutcome, as id: String? = nil, _ word: String? = nil
    ) -> WebhookItem {
        WebhookItem(
            place: place, item: id ?? orderItemId ?? sku ?? "", status: word ?? status, quantity: quantity,
            outcome: outcome)
    }
}

extension WebhookItemOutcome {
    fileprivate init(_ outcome: LineProgress.Outcome) {
        switch outcome {
        case .applied: self = .applied
        case .duplicate: self = .duplicate
        case .late: self = .late
        }
    }
}

enum WebhookAnswer {
    /// The answer to the OMS; nil for 404.
    static func text(_ eventID: String, _ items: [WebhookItem]) -> String? {
        guard WebhookOutcome(items) != .unknownOrder else { return nil }
        let results: [JSONValue] = items.map {
            ["orderItemId": .text($0.item), "outcome": .text($0.outcome.rawValue), "status": .text($0.status)]
        }
        return (["eventId": .text(eventID), "results": .list(results)] as JSONValue).document
    }
}
