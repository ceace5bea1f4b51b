import Domain
import Storage
import Web

/// POST /admin/websites/:id/logo
@Sendable func saveLogo(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    var errors = FormErrors()
    guard let image = UploadedImage("logo", of: request, &errors) else {
        return try logoPage(request, staff, errors, world)
    }
    let name = try world.images.keep(image.bytes, image.kind)
    do {
        return try replaceLogo(with: name, request, by: staff, in: world)
    } catch {
        world.images.erase(name)
        guard let errors = error as? FormErrors else { throw error }
        return try logoPage(request, staff, errors, world)
    }
}

/// POST /admin/websites/:id/logo/deletion
@Sendable func deleteLogo(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    do {
        return try replaceLogo(with: nil, request, by: staff, in: world)
    } catch let errors as FormErrors {
        return try logoPage(request, staff, errors, world)
    }
}

/// The old file is deleted once nothing refers to it.
///
/// - Throws: `FormErrors` when the form showed another logo.
private func replaceLogo(with name: String?, _ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try staff.website(request)
    let form = request.form
    let old = try staff.change(request, in: world) { store, change in
        let look = try store.look(of: id), thing = "contact of website \(id)"
        try store.requireShown(
            [look.shownLogo], in: form, of: thing, "Nothing was changed. Look at it, and press again.")
        try store.setLogo(name, of: id)
        let line = name == nil ? "logo removed" : look.logo == nil ? "logo added" : "logo replaced"
        if look.logo != nil || name != nil {
            try store.audit("Saved the website", of: line, change, thing: thing)
        }
        return look.logo
    }
    if let old { world.images.erase(old) }
    return .redirect(to: "/admin/websites/\(id)?saved")
}

private func logoPage(_ request: Request, _ staff: Staff, _ errors: FormErrors, _ world: World) throws -> Response {
    let id = try staff.website(request)
    let settings = try world.database.read { try WebsiteSettings(of: id, in: $0) }
    return try staff.page(WebsitePage(id, settings, nil, errors), status: .unprocessable, in: world)
}

extension WebsiteLook {
    var shownLogo: ShownField { ShownField("logo", "the logo", logo ?? "", auditName: "logo ") }
}
