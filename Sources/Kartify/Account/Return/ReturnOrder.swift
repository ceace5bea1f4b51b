import Web

/// GET /account/orders/:number/return
@Sendable func showReturn(_ request: Request, to customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).showReturn()
}

/// POST /account/orders/:number/return
@Sendable func returnOrder(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).takeBack(request, in: world)
}

/// POST /account/orders/:number/return/withdrawal
@Sendable func withdrawReturn(_ request: Request, by customer: Customer, in world: World) throws -> Response {
    try customer.desk(request, in: world).withdrawReturn(request, in: world)
}
