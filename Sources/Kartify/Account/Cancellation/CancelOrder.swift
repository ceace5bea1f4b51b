import Web

/// GET /account/orders/:number/cancellation
@Sendable func showCancellation(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).showCancellation()
}

/// POST /account/orders/:number/cancellation
@Sendable func cancelOrder(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).cancel(request, in: world)
}

/// POST /account/orders/:number/cancellation/withdrawal
@Sendable func withdrawCancellation(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).withdrawCancellation(request, in: world)
}
