import Domain
import Storage
import Web

/// POST /admin/products/:id/image
@Sendable func saveImage(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    var errors = FormErrors()
    guard let image = UploadedImage("image", of: request, &errors) else {
        return try staff.page(EditProductPage(product, .data, errors: errors), status: .unprocessable, in: world)
    }
    let name = try world.images.keep(image.bytes, image.kind)
    do {
        try replaceImage(of: product, with: name, request, by: staff, in: world)
    } catch {
        world.images.erase(name)
        guard let errors = error as? FormErrors else { throw error }
        return try dataTab(request, staff, errors, world)
    }
    return .redirect(to: "/admin/products/\(product.id)/edit?tab=data&saved")
}

/// POST /admin/products/:id/image/deletion
@Sendable func deleteImage(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    do {
        try replaceImage(of: product, with: nil, request, by: staff, in: world)
    } catch let errors as FormErrors {
        return try dataTab(request, staff, errors, world)
    }
    return .redirect(to: "/admin/products/\(product.id)/edit?tab=data&saved")
}

private func dataTab(_ request: Request, _ staff: Staff, _ errors: FormErrors, _ world: World) throws -> Response {
    let page = EditProductPage(try product(request, of: staff, in: world), .data, errors: errors)
    return try staff.page(page, status: .unprocessable, in: world)
}

/// The old file is deleted once nothing refers to it.
///
/// - Throws: `FormErrors` when the form showed another image.
private func replaceImage(
    of product: Product, with name: String?, _ request: Request, by staff: Staff, in world: World
) throws {
    let form = request.form
    let old = try staff.change(request, in: world) { store, change in
        let product = try store.existingProduct(product.id, of: change.websiteID)
        try store.requireShown(
            [product.shownImage], in: form, of: product.thing, "Nothing was changed. Look at it, and press again.")
        let old = product.image
        try store.setImage(name, ofProduct: product.id)
        let line = name == nil ? "image removed" : old == nil ? "image added" : "image replaced"
        try store.audit(old == nil && name == nil ? [] : [line], of: product, change)
        return old
    }
    if let old { world.images.erase(old) }
}
