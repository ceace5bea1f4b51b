import Domain
import Storage
import Web

/// POST /admin/products/:id/images — one or several files; all of them, or none.
@Sendable func addImages(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try product(request, of: staff, in: world).id
    do {
        let kept = try keep(request.files("images"), in: world.images)
        do {
            try staff.change(request, in: world) { store, change in
                let product = try store.existingProduct(id, of: change.websiteID)
                guard product.images.count + kept.count <= ProductImage.most else {
                    throw FormErrors(
                        "images",
                        "A product has \(ProductImage.most) images at most, and this one has \(product.images.count) already. Send fewer."
                    )
                }
                for image in kept {
                    try store.addImage(image.file, small: image.smallFile, image.size, toProduct: id)
                }
                try store.audit(["images added: \(kept.count)"], of: product, change)
            }
        } catch {
            world.images.erase(kept.flatMap(\.all))
            throw error
        }
    } catch let errors as FormErrors {
        return try imagesPage(request, staff, errors, world)
    }
    return .redirect(to: "/admin/products/\(id)/edit?tab=data&saved")
}

/// The Data tab again, with what is wrong.
func imagesPage(
    _ request: Request, _ staff: Staff, typed: Fields? = nil, _ errors: FormErrors, _ world: World
) throws -> Response {
    let page = EditProductPage(
        try product(request, of: staff, in: world), .data, typed: typed, errors: errors)
    return try staff.page(page, status: .unprocessable, in: world)
}

/// Makes pictures of the files.
///
/// - Throws: `FormErrors`, with a sentence for each file that cannot be taken; then none is kept.
private func keep(_ files: [UploadedFile], in folder: ImageFolder) throws -> [ImageFolder.Kept] {
    guard !files.isEmpty else { throw FormErrors("images", "Choose one or several image files.") }
    guard files.count <= ProductImage.most else {
        throw FormErrors("images", "A product has \(ProductImage.most) images at most. Send fewer.")
    }
    var refusals: [String] = []
    var kinds: [ImageKind] = []
    for file in files {
        do {
            kinds.append(try ImageFileRule.check(file.name, file.bytes))
        } catch {
            refusals.append(error.message)
        }
    }
    var kept: [ImageFolder.Kept] = []
    do {
        for (file, kind) in zip(files, kinds) where refusals.isEmpty {
            if let image = try folder.keep(file.bytes, kind) {
                kept.append(image)
            } else {
                refusals.append(ImageFileRule.damaged(file.name).message)
            }
        }
    } catch {
        folder.erase(kept.flatMap(\.all))
        throw error
    }
    guard refusals.isEmpty else {
        folder.erase(kept.flatMap(\.all))
        throw FormErrors("images", refusals.joined(separator: " "))
    }
    return kept
}
