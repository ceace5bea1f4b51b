import Domain
import Web

/// GET /account/orders/:number/return, and the same of a staff member for the customer.
@Sendable func showReturn(_ request: Request, to caller: some AfterSalesCaller, in world: World) throws -> Response {
    let form = try caller.form(request, in: world)
    return try form.page(ReturnPage(form), .ok)
}

/// POST /account/orders/:number/return — requests what the form names, or retries what is open.
@Sendable func returnOrder(_ request: Request, by caller: some AfterSalesCaller, in world: World) throws -> Response {
    let form = try caller.form(request, in: world)
    let typed = request.form
    do {
        return try form.answer(in: world) {
            ReturnPage($0, typed: typed, problem: $1, kept: KeptAccounts(typed, of: $0.order, world.key))
        } to: {
            if typed.has(KeptForm.change) { return .refused(KeptForm.notSentYet) }
            if typed.has("again") {
                try form.audit("Asked again for a return", in: world)
                return try world.retry(.return, ofOrder: form.order.id, now: request.now)
            }
            let draft = try ReturnDraft(
                request, of: form.order, whyNot: { form.state.whyNotReturned($0, by: form.requester) },
                offersUPI: form.state.offersUPI, world.images, world.key)
            try form.audit("Requested a return", in: world)
            return try world.requestReturn(draft, of: form.order, by: form.requester, now: request.now)
        }
    } catch let errors as FormErrors {
        return try form.page(
            ReturnPage(form, typed: typed, errors: errors, kept: KeptAccounts(typed, of: form.order, world.key)),
            .unprocessable)
    }
}

/// POST /account/orders/:number/return/withdrawal
@Sendable func withdrawReturn(
    _ request: Request, by caller: some AfterSalesCaller, in world: World
) throws -> Response {
    try caller.form(request, in: world).withdraw(.return, request, in: world)
}
