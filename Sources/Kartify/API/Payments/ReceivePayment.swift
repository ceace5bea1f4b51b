import Domain
import JSON
import Storage
import Web

/// POST /api/v1/payments — the gateway's word: taken once, in one transaction with the call's log, and answered when that is on disk.
@Sendable func receivePayment(_ request: Request, of website: Website, in world: World) throws -> Response {
    let body = Result { try decodedJSON(PaymentBody.self, request.body) }
    let call = Call(.payment, request, of: website.id, by: nil, in: world)
    let order = (try? body.get())?.orderId
    return try world.database.write(for: website.id) { store in
        var answer: Response
        do {
            answer = .json(try store.receive(try body.get(), of: website.id, at: request.now).bytes)
        } catch let refusal as APIRefusal {
            // Authentic, and not to be lost: it stands in the log, and at the order that it names, and staff are warned.
            let subject = order.map { "the payment of order \($0)" } ?? "a payment"
            try store.alertStaff(
                .paymentRefused,
                "The gateway's news of \(subject) could not be taken: \(refusal.detail) Settle it with the gateway.",
                of: website.id, at: request.now)
            answer = Problem(refusal, request, in: world).response
        }
        try store.log(call, answer, order: order)
        return answer
    }
}

extension Transaction {
    fileprivate func receive(_ body: PaymentBody, of websiteID: ID<Website>, at now: Instant) throws -> JSONValue {
        guard let order = try order(number: body.orderId, of: websiteID) else { throw APIRefusal.unknownOrder }
        guard order.paymentMode == .prepaid else { throw APIRefusal.notPrepaid }
        guard body.news.amount == order.totals.total else { throw APIRefusal.wrongAmount(order.totals.total) }
        let effect: PaymentEffect
        if let known = try payment(event: body.news.eventID, of: websiteID) {
            guard known.orderID == order.id, known.news == body.news else { throw APIRefusal.eventReused }
            effect = known.effect
        } else {
            effect = try takePayment(body.news, of: order, now: now)
            try notify(of: effect, order, at: now)
        }
        return ["eventId": .text(body.news.eventID), "effect": .text(effect.rawValue)]
    }

    /// - Parameter order: as it was before the payment.
    private func notify(of effect: PaymentEffect, _ order: Order, at now: Instant) throws {
        switch effect {
        case .placed: try notifyPlaced(order, order.push.state == .unpaid ? .orderPlaced : .placedAfterAll, at: now)
        case .cancelled:
            try notify(.paymentFailed, of: order, MessageFacts(reason: "the payment failed"), at: now)
        case .toRefund:
            let surplus = try self.order(id: order.id)?.surplus.paid ?? .zero
            let facts = MessageFacts(amount: order.totals.total.text)
            try notify(.refundDue, of: order, about: "\(surplus.paise)", facts, at: now)
        case .nothing: break
        }
    }
}

extension APIRefusal {
    fileprivate static let unknownOrder = APIRefusal(
        status: .notFound, code: "not_found", detail: "There is no such order here.")
    fileprivate static let notPrepaid = APIRefusal(
        status: .unprocessable, code: "not_prepaid", detail: "This order is paid on delivery.")
    fileprivate static let eventReused = APIRefusal(
        status: .conflict, code: "event_reused", detail: "This eventId came before with other content.")

    fileprivate static func wrongAmount(_ total: Money) -> APIRefusal {
        APIRefusal(
            status: .unprocessable, code: "wrong_amount", detail: "This order costs \(total.paise) paise.")
    }
}
