import Web

/// GET /admin/orders/:number/cancellation
@Sendable func showCancellationForCustomer(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.desk(request, in: world).showCancellation()
}

/// POST /admin/orders/:number/cancellation — with the staff member's name in the history.
@Sendable func cancelForCustomer(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    try staff.desk(request, in: world).cancel(request, in: world)
}

/// GET /admin/orders/:number/return
@Sendable func showReturnForCustomer(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    try staff.desk(request, in: world).showReturn()
}

/// POST /admin/orders/:number/return
@Sendable func returnForCustomer(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    try staff.desk(request, in: world).takeBack(request, in: world)
}

/// POST /admin/orders/:number/cancellation/withdrawal
@Sendable func withdrawCancellationForCustomer(_ request: Request, by staff: Staff, in world: World) throws -> Response
{
    try staff.desk(request, in: world).withdrawCancellation(request, in: world)
}

/// POST /admin/orders/:number/return/withdrawal
@Sendable func withdrawReturnForCustomer(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    try staff.desk(request, in: world).withdrawReturn(request, in: world)
}
