import Domain
import Storage
import Web

struct CancellationBody: Decodable, Sendable {
    let cancellationId: String
    let reason: String?
    let items: [RequestedItem]
}

/// POST /api/orders/:id/cancel
@Sendable func cancelItems(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(CancellationBody.self)
    try require((1...128).contains(body.cancellationId.count), "/cancellationId must be 1 to 128 characters.")
    try check(body.items)
    try request.requireKey(body.cancellationId)
    let number = request.path("id")
    try world.database.write { try $0.cancel(body, number, partner, at: request.now) }
    return Verdict.success()
}

extension Transaction {
    func cancel(_ body: CancellationBody, _ number: String, _ partner: Partner, at now: Instant) throws {
        let order = try order(number, of: partner)
        guard try acceptedRequest(.cancellation, body.cancellationId, of: order.id) == nil else { return }
        if let code = partner.switches.refuseCancellations { throw APIRefusal.switched(code, "the cancellation") }
        var items = try items(of: order.id)
        for requested in body.items {
            let index = try requested.index(in: items)
            try requireCancellable(items[index], requested.quantity)
            let back = items[index].units.move(requested.quantity, from: Units.cancellable, to: .cancelled)
            try save(items[index].units, of: items[index].id)
            try changeStock(of: items[index].sku, channel: order.channel, by: back)
        }
        let words = body.items.map { $0.words(in: items, reason: body.reason) }.joined(separator: "; ")
        _ = try insertAcceptedRequest(
            .cancellation, body.cancellationId, of: order.id, at: now, items: words, refund: nil)
    }

    private func requireCancellable(_ item: ClientItem, _ quantity: Int) throws(APIRefusal) {
        let cancellable = item.units.count(in: Units.cancellable)
        guard cancellable < quantity else { return }
        if cancellable + item.units.count(in: [.cancelled]) < item.quantity {
            throw APIRefusal(.conflict, "ALREADY_SHIPPED", "\(item.name) has been shipped.")
        }
        throw APIRefusal(.conflict, "ALREADY_CANCELLED", "\(item.name) has been cancelled already.")
    }
}
