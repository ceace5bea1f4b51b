import Domain
import Storage
import Web

/// POST /api/v1/webhooks/order-status — kept and applied in one transaction, answered after it is on disk.
@Sendable func receiveOrderStatus(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    do {
        try checkSignature(request, of: partner, world)
    } catch {
        world.refusedWebhooks.add(of: partner.website.id, at: request.now, world)
        throw error
    }
    return try answeredOnce(request, of: partner, in: world) { key in try receive(request, key, of: partner, world) }
}

private func receive(_ request: Request, _ key: IdempotencyKey?, of partner: Partner, _ world: World) throws -> Response
{
    let told = try decodedBody(WebhookBody.self, request)
    guard told.eventTime <= request.now + WebhookBody.clockSkew else {
        throw APIRefusal.invalidBody("Send an eventTime that is not in the future.", at: "/eventTime")
    }
    let masks = try accountNumbers(in: told, of: partner, world)
    let body = told.hiding(masks)
    let text = masks.reduce(String(decoding: request.body, as: UTF8.self)) { $1.hide(in: $0) }
    let event = WebhookEvent(
        websiteID: partner.website.id, eventID: body.eventId, eventTime: body.eventTime, orderNumber: body.orderId,
        body: text)
    let call = receivedCall("webhook", request, order: body.orderId, body: text)
    let unknown = Problem(APIRefusal.unknownOrder(body.orderId), request, in: world).response
    let now = request.now
    let answer = try world.database.write { store -> String? in
        if let known = try store.answer(toEvent: body.eventId, of: event.websiteID) {
            try store.keep(call.answered(.ok, Array(known.utf8), at: now, key: key?.text), of: event.websiteID)
            try store.keep(Array(known.utf8), for: key)
            return known
        }
        let items = try store.apply(body, of: event.websiteID, at: now)
        let answer = WebhookOutcome(items) == .unknownOrder ? nil : WebhookAnswer(body.eventId, items).text
        try store.keep(event, items, answer: answer, at: now)
        let given = answer.map { Response.json(Array($0.utf8)) } ?? unknown
        try store.keep(call.answered(given.status, given.body, at: now, key: key?.text), of: event.websiteID)
        // An order that is not known yet may be known when the event comes again.
        if let answer { try store.keep(Array(answer.utf8), for: key) }
        return answer
    }
    // Returned, not thrown: the call stands in the log with its event.
    return answer.map { .json(Array($0.utf8)) } ?? unknown
}

extension APIRefusal {
    fileprivate static func unknownOrder(_ number: String) -> APIRefusal {
        APIRefusal(
            status: .notFound, code: "not_found",
            detail: "There is no order \(number) here. The event is kept; send it again, or ask us to replay it.")
    }
}

/// Account numbers of the order's returns: AI may put one into the words of a refund, and those are kept and shown.
private func accountNumbers(in body: WebhookBody, of partner: Partner, _ world: World) throws -> [AccountNumberMask] {
    guard body.items.contains(where: { $0.reason != nil }) else { return [] }
    return try world.database.read { try $0.sealedBankDetails(ofOrder: body.orderId, of: partner.website.id) }
        .compactMap { world.key.openBankDetails($0.sealed, of: $0.reference) }
        .map { AccountNumberMask($0.accountNumber) }
}
