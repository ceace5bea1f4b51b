import Domain
import Web

/// GET /account/orders/:number/cancellation, and the same of a staff member for the customer.
@Sendable func showCancellation(
    _ request: Request, to caller: some AfterSalesCaller, in world: World
) throws -> Response {
    let form = try caller.form(request, in: world)
    return try form.page(CancellationPage(form), .ok)
}

/// POST /account/orders/:number/cancellation — cancels what the form names, or retries what is open.
@Sendable func cancelOrder(_ request: Request, by caller: some AfterSalesCaller, in world: World) throws -> Response {
    let form = try caller.form(request, in: world)
    let typed = request.form
    return try form.answer(in: world) {
        CancellationPage($0, typed: typed, problem: $1)
    } to: {
        if typed.has(KeptForm.change) { return .refused(KeptForm.notSentYet) }
        if typed.has("again") {
            try form.audit("Asked again for a cancellation", in: world)
            return try world.retry(.cancellation, ofOrder: form.order.id, now: request.now)
        }
        guard let reason = typed["reason"].words(CancellationRule.reasonLength) else {
            return .refused("Keep the reason under \(CancellationRule.reasonLength.upperBound) characters.")
        }
        let lines = Set(typed.all("line").compactMap { ID<OrderLine>($0) })
        try form.audit("Requested a cancellation", counted(lines.count, "line"), in: world)
        return try world.cancel(lines, of: form.order, reason: reason, by: form.requester, now: request.now)
    }
}

/// POST /account/orders/:number/cancellation/withdrawal
@Sendable func withdrawCancellation(
    _ request: Request, by caller: some AfterSalesCaller, in world: World
) throws -> Response {
    try caller.form(request, in: world).withdraw(.cancellation, request, in: world)
}
