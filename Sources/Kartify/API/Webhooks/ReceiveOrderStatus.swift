import Domain
import OMS
import Storage
import Web

/// POST /api/v1/webhooks/order-status — kept and applied in one transaction, answered after it is on disk.
@Sendable func receiveOrderStatus(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    try withIdempotency(request, of: partner, in: world) { key in
        let event: OrderEvent
        do throws(BodyFault) {
            event = try partner.oms.event(in: request.body)
        } catch {
            return try reject(
                APIRefusal(error), as: error.isMalformed ? .malformed : .invalid, request, of: partner, world)
        }
        guard event.time <= request.now + OrderEvent.clockSkew else {
            return try reject(.clockAhead, as: .clockAhead, request, of: partner, world)
        }
        return try receive(event, request, key, of: partner, world)
    }
}

private func receive(
    _ received: OrderEvent, _ request: Request, _ key: IdempotencyKey?, of partner: Partner, _ world: World
) throws -> Response {
    let masks = try accounts(ofOrder: received.orderNumber, of: partner, world) + received.suspectNumbers
    let (event, text) = (received.hiding(masks), document(request.body, hiding: masks))
    let website = partner.website
    let hash = bodyHash(request, world)
    return try world.database.write(for: website.id) { store in
        let known = try store.inboxEvent(event.id, of: website.id)
        if let known, (try? known.event.oms.event(in: Array(known.event.body.utf8))) != event {
            let other = RejectedEvent(
                eventID: event.id, orderNumber: event.orderNumber, reason: .otherBody,
                detail: "Another body came before under this id; that one counts.", body: KeptText(text))
            try store.insertRejectedEvent(other, hash: hash, of: website.id, at: request.now)
        }
        let (answer, order) = try store.receiveEvent(event, text, known, of: partner, at: request.now)
        // Returned, not thrown: the call stands in the log with its event.
        let given =
            answer.map { Response.json(Array($0.utf8)) }
            ?? Problem(APIRefusal.unknownOrder(order), request, in: world).response
        try store.log(partner.call, given, order: event.orderNumber, keeping: .init(body: KeptText(text)))
        // An order that is not known yet may be known when the event comes again.
        if answer != nil { try store.rememberAnswer(given.body, for: key) }
        return given
    }
}

extension Transaction {
    /// Keeps and applies an event. One that was kept for an order that nobody knew is applied as it came the first time: it was
    /// authentic, and its id is its own.
    ///
    /// - Parameters:
    ///   - text: the body as it is kept.
    ///   - known: the event that came first under its id.
    /// - Returns: the answer, nil when its order is not known; and that order.
    fileprivate func receiveEvent(
        _ event: OrderEvent, _ text: String, _ known: InboxEvent?, of partner: Partner, at now: Instant
    ) throws -> (answer: String?, order: String) {
        let (website, oms) = (partner.website, partner.oms)
        if let known {
            if let answer = known.answer { return (answer, known.event.orderNumber) }
            let items = try reapplyEvent(known, at: now)
            return (oms.answer(to: event.id, items), known.event.orderNumber)
        }
        let items = try applyItems(event, from: oms, of: website.id, at: now)
        let answer = oms.answer(to: event.id, items)
        try insertWebhookEvent(
            WebhookEvent(
                websiteID: website.id, oms: oms, eventID: event.id, eventTime: event.time,
                orderNumber: event.orderNumber, body: text), items, answer: answer, at: now)
        return (answer, event.orderNumber)
    }
}

extension APIRefusal {
    fileprivate static let clockAhead = APIRefusal(
        status: .unprocessable, code: "clock_ahead",
        detail: "This eventTime is more than 5 minutes ahead of our clock. Set yours, then send the event again.",
        errors: [.init(pointer: "/eventTime", detail: "It is more than 5 minutes ahead of our clock.")])

    fileprivate static func unknownOrder(_ number: String) -> APIRefusal {
        APIRefusal(
            status: .notFound, code: "not_found",
            detail: "There is no order \(number) here. The event is kept; send it again, or ask us to replay it.")
    }
}

/// Refund accounts of the order's returns: the OMS may put one anywhere into an event, and events are kept and shown.
private func accounts(ofOrder number: String, of partner: Partner, _ world: World) throws -> [AccountMask] {
    try world.database.read { try $0.sealedBankDetails(ofOrder: number, of: partner.website.id) }
        .compactMap { world.key.openAccount($0.sealed, of: $0.reference)?.mask }
}
