import Domain
import Web

private struct RequestedBag: Decodable, Sendable {
    let itemId: String, quantity: Int
    let reason: String?, comment: String?

    var item: RequestedItem { RequestedItem(orderItemId: itemId, quantity: quantity, reason: reason, comment: comment) }
}

private struct Cancellation: Decodable, Sendable {
    let affiliateId: String, affiliateOrderId: String, cancellationId: String
    let reason: String?
    let bags: [RequestedBag]
}

private struct CustomerReturn: Decodable, Sendable {
    let affiliateId: String, affiliateOrderId: String, returnId: String
    let paymentMode: PaymentMode
    let bags: [RequestedBag]
    let refund: ReceivedReturn.Refund?
}

/// POST /fynd/orders/:id/cancel
@Sendable func cancelBags(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(Cancellation.self)
    try partner.require(affiliate: body.affiliateId)
    try require(body.affiliateOrderId == request.path("id"), "/affiliateOrderId is not the order of the address.")
    try request.requireKey(body.cancellationId)
    let received = CancellationBody(
        cancellationId: body.cancellationId, reason: body.reason, items: body.bags.map(\.item))
    try check(received.items)
    try world.database.write { try $0.cancel(received, body.affiliateOrderId, partner, at: request.now) }
    return .fynd()
}

/// POST /fynd/orders/:id/returns
@Sendable func receiveFyndReturn(_ request: Request, by partner: Partner, in world: World) throws -> Response {
    let body = try request.body(CustomerReturn.self)
    try partner.require(affiliate: body.affiliateId)
    try require(body.affiliateOrderId == request.path("id"), "/affiliateOrderId is not the order of the address.")
    try request.requireKey(body.returnId)
    let received = ReceivedReturn(
        returnId: body.returnId, paymentMode: body.paymentMode, items: body.bags.map(\.item), refund: body.refund)
    try received.check()
    let id = try world.database.write {
        try $0.acceptReturn(received, body.affiliateOrderId, partner, at: request.now)
    }
    return .fynd(["fyndReturnId": .text("FYR\(100_000 + id.number)")])
}
