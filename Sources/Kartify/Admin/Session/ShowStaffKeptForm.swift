import Web

/// GET /admin/kept-forms/:id
@Sendable func showStaffKeptForm(_ request: Request, of staff: Staff, in world: World) throws -> Response {
    let form = try KeptForm(request.path("id"), of: .staff(staff.member.id), at: request.now, in: world)
    return try staff.page(KeptFormPage(form), in: world)
}
