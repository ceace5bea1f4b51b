import Domain
import Storage
import Web

/// POST /admin/websites/:id/logo
@Sendable func saveLogo(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    do {
        let name = try keepLogo(request, in: world)
        do {
            return try replaceLogo(with: name, request, by: staff, in: world)
        } catch {
            world.images.erase([name])
            throw error
        }
    } catch let errors as FormErrors {
        return try logoPage(request, staff, errors, world)
    }
}

/// - Throws: `FormErrors` when there is no file, or none that can be used.
private func keepLogo(_ request: Request, in world: World) throws -> String {
    guard let file = request.file("logo") else { throw FormErrors("logo", "Choose an image file.") }
    let kind: ImageKind
    do {
        kind = try ImageFileRule.check(file.name, file.bytes)
    } catch {
        throw FormErrors("logo", error.message)
    }
    guard let name = try world.images.keep(file.bytes, kind, width: WebsiteLook.logoWidth) else {
        throw FormErrors("logo", ImageFileRule.damaged(file.name).message)
    }
    return name
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
    if let old { world.images.erase([old]) }
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
