import Web

/// GET /account/kept-forms/:id
@Sendable func showKeptForm(_ request: Request, of customer: Customer, in world: World) throws -> Response {
    let form = try KeptForm(request.path("id"), of: .customer(customer.account.id), at: request.now, in: world)
    return try customer.page(KeptFormPage(form), in: world)
}
