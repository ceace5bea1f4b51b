import Domain
import Storage
import Web

/// POST /api/orders/:id/returns
@Sendable func receiveReturn(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(ReceivedReturn.self)
    try body.check()
    try request.requireKey(body.returnId)
    let number = request.path("id")
    let id = try world.database.write { try $0.acceptReturn(body, number, partner, at: request.now) }
    return Verdict.success(returnID: "AIR-\(100_000 + id.number)")
}

extension Transaction {
    func acceptReturn(
        _ body: ReceivedReturn, _ number: String, _ partner: Partner, at now: Instant
    ) throws -> ID<AcceptedRequest> {
        let order = try order(number, of: partner)
        if let known = try acceptedRequest(.return, body.returnId, of: order.id) { return known }
        if let code = partner.switches.refuseReturns { throw APIRefusal.switched(code, "the return") }
        try require(
            body.paymentMode == order.paymentMode, "/paymentMode is not the order's, \(order.paymentMode.rawValue).")
        var items = try items(of: order.id)
        for requested in body.items {
            let index = try requested.index(in: items)
            guard items[index].units.count(in: [.delivered]) >= requested.quantity else {
                throw APIRefusal(.conflict, "NON_RETURNABLE", "\(items[index].name) is not with the customer.")
            }
            _ = items[index].units.move(requested.quantity, from: [.delivered], to: .returnRequested)
            try save(items[index].units, of: items[index].id)
        }
        let words = body.items.map { $0.words(in: items) }.joined(separator: "; ")
        return try insertAcceptedRequest(
            .return, body.returnId, of: order.id, at: now, items: words, refund: body.refund?.masked)
    }
}
