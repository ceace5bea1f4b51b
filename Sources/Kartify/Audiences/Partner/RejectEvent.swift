import Domain
import OMS
import Storage
import Web

/// Authentic, but not to be taken: staff find it in the inbox.
func reject(
    _ refusal: APIRefusal, as reason: RejectedEvent.Reason, _ request: Request, of partner: Partner, _ world: World
) throws -> Response {
    let names = partner.oms.names(inEvent: request.body)
    let event = RejectedEvent(
        eventID: names.event.map { String($0.prefix(128)) }, orderNumber: names.order.map { String($0.prefix(64)) },
        reason: reason, detail: refusal.detail, body: partner.call.unreadEvent)
    let answer = Problem(refusal, request, in: world).response
    let (websiteID, hash) = (partner.website.id, bodyHash(request, world))
    return try world.database.write(for: websiteID) { store in
        try store.insertRejectedEvent(event, hash: hash, of: websiteID, at: request.now)
        try store.noteTrouble(
            reason == .clockAhead ? .clockAhead : .eventRejected, with: partner.oms, of: websiteID, at: request.now)
        try store.log(partner.call, answer, order: event.orderNumber)
        return answer
    }
}

func bodyHash(_ request: Request, _ world: World) -> [UInt8] {
    world.key.hash(request.body, purpose: "rejected event")
}

extension APIRefusal {
    /// Whether the same call would be refused again and again: what can be had by waiting is not lost.
    var isFinal: Bool { [.forbidden, .payloadTooLarge, .unsupportedMediaType, .unprocessable].contains(status) }
}
