import Domain
import Storage
import Web

/// POST /api/v1/webhooks/order-status — kept and applied in one transaction, answered after it is on disk.
@Sendable func receiveOrderStatus(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    try checkSignature(request, of: partner, world)
    return try answeredOnce(request, of: partner, in: world) { key in try receive(request, key, of: partner, world) }
}

private func receive(_ request: Request, _ key: IdempotencyKey?, of partner: Partner, _ world: World) throws -> Response
{
    let body = try decodedBody(WebhookBody.self, request)
    let event = WebhookEvent(
        websiteID: partner.website.id, eventID: body.eventId, eventTime: body.eventTime, orderNumber: body.orderId,
        body: String(decoding: request.body, as: UTF8.self))
    let call = receivedCall("webhook", request, order: body.orderId)
    let now = request.now
    let answer = try world.database.write { store -> String? in
        if let known = try store.answer(toEvent: body.eventId, of: event.websiteID) {
            try store.keep(Array(known.utf8), for: key)
            return known
        }
        let answer = try store.apply(body, event, at: now)
        let bytes = Array((answer ?? "unknown order").utf8)
        try store.keep(call.answered(answer == nil ? .notFound : .ok, bytes, at: now), of: event.websiteID)
        // An order that is not known yet may be known when the event comes again.
        if let answer { try store.keep(Array(answer.utf8), for: key) }
        return answer
    }
    guard let answer else {
        throw APIRefusal(
            status: .notFound, code: "not_found",
            detail: "There is no order \(body.orderId) here. The event is kept; send it again, or ask us to replay it.")
    }
    return .json(Array(answer.utf8))
}

extension Transaction {
    /// Applies an event and keeps it.
    ///
    /// - Returns: the answer; nil when the order is not known.
    fileprivate func apply(_ body: WebhookBody, _ event: WebhookEvent, at now: Instant) throws -> String? {
        guard let order = try order(number: body.orderId, of: event.websiteID) else {
            try keep(event, .unknownOrder, answer: nil, at: now)
            return nil
        }
        let results = try body.items.map { try apply($0, of: body, to: order, at: now) }
        let answer = String(
            decoding: encodedJSON(WebhookAnswer(eventId: body.eventId, results: results)), as: UTF8.self)
        try keep(event, results.contains(where: \.isUnknown) ? .partial : .applied, answer: answer, at: now)
        return answer
    }

    private func apply(
        _ item: WebhookBody.Item, of body: WebhookBody, to order: Order, at now: Instant
    ) throws -> WebhookAnswer.Item {
        guard let line = item.line(of: order) else {
            return .init(orderItemId: item.orderItemId ?? item.sku ?? "", outcome: "unknown_item", status: item.status)
        }
        let id = line.itemID(in: order.number)
        guard let status = ItemStatus(webhookWord: item.status) else {
            return .init(orderItemId: id, outcome: "unknown_status", status: item.status)
        }
        let outcome = try move(line, of: order, item.move(to: status, at: body.eventTime), now: now)
        return .init(orderItemId: id, outcome: outcome.rawValue, status: status.rawValue)
    }
}

/// The contract's answer.
private struct WebhookAnswer: Encodable {
    struct Item: Encodable {
        let orderItemId: String
        let outcome: String
        let status: String

        var isUnknown: Bool { outcome.hasPrefix("unknown") }
    }

    let eventId: String
    let results: [Item]
}
