import Domain
import Storage
import Web

/// POST /api/v1/webhooks/order-status — kept and applied in one transaction, answered after it is on disk.
@Sendable func receiveOrderStatus(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    try withIdempotency(request, of: partner, in: world) { key in try receive(request, key, of: partner, world) }
}

private func receive(_ request: Request, _ key: IdempotencyKey?, of partner: Partner, _ world: World) throws -> Response
{
    let told = try decodedJSON(WebhookBody.self, request.body)
    guard told.eventTime <= request.now + WebhookBody.clockSkew else {
        throw APIRefusal.invalidBody("Send an eventTime that is not in the future.", at: "/eventTime")
    }
    let masks = try accountNumbers(in: told, of: partner, world)
    let body = told.hiding(masks)
    let text = masks.reduce(String(decoding: request.body, as: UTF8.self)) { $1.hide(in: $0) }
    let websiteID = partner.website.id
    let now = request.now
    return try world.database.write { store in
        if let known = try store.answer(toEvent: body.eventId, of: websiteID) {
            let given = Response.json(Array(known.utf8))
            try store.log(partner.call, given, order: body.orderId, body: text)
            try store.rememberAnswer(given.body, for: key)
            return given
        }
        let (answer, order) = try store.receiveEvent(body, text, of: websiteID, at: now)
        // Returned, not thrown: the call stands in the log with its event.
        let given =
            answer.map { Response.json(Array($0.utf8)) }
            ?? Problem(APIRefusal.unknownOrder(order), request, in: world).response
        try store.log(partner.call, given, order: body.orderId, body: text)
        // An order that is not known yet may be known when the event comes again.
        if answer != nil { try store.rememberAnswer(given.body, for: key) }
        return given
    }
}

extension Transaction {
    /// Keeps and applies an event. One that was kept for an order that nobody knew is applied as it came the first time: it was
    /// authentic, and its id is its own.
    ///
    /// - Parameter text: the body as it is kept.
    /// - Returns: the answer, nil when its order is not known; and that order.
    fileprivate func receiveEvent(
        _ body: WebhookBody, _ text: String, of websiteID: Int, at now: Instant
    ) throws -> (answer: String?, order: String) {
        if let kept = try inboxEvent(body.eventId, of: websiteID) {
            let items = try reapplyEvent(kept, at: now)
            return (WebhookAnswer.text(body.eventId, items), kept.event.orderNumber)
        }
        let event = WebhookEvent(
            websiteID: websiteID, eventID: body.eventId, eventTime: body.eventTime, orderNumber: body.orderId,
            body: text)
        let items = try applyItems(body, of: websiteID, at: now)
        let answer = WebhookAnswer.text(body.eventId, items)
        try insertWebhookEvent(event, items, answer: answer, at: now)
        return (answer, body.orderId)
    }
}

extension APIRefusal {
    fileprivate static func unknownOrder(_ number: String) -> APIRefusal {
        APIRefusal(
            status: .notFound, code: "not_found",
            detail: "There is no order \(number) here. The event is kept; send it again, or ask us to replay it.")
    }
}

/// Account numbers of the order's returns: the OMS may put one into the words of a refund, and those are kept and shown.
private func accountNumbers(in body: WebhookBody, of partner: Partner, _ world: World) throws -> [AccountNumberMask] {
    guard body.items.contains(where: { $0.reason != nil }) else { return [] }
    return try world.database.read { try $0.sealedBankDetails(ofOrder: body.orderId, of: partner.website.id) }
        .compactMap { world.key.openBankDetails($0.sealed, of: $0.reference) }
        .map { AccountNumberMask($0.accountNumber) }
}
