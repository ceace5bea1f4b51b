import Domain
import Storage
import Web

/// POST /admin/products/:id/image-list — the descriptions of the images, their order, and which ones go.
@Sendable func saveImages(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try product(request, of: staff, in: world).id
    let form = request.form
    do {
        let unused = try staff.change(request, in: world) { store, change in
            let product = try store.existingProduct(id, of: change.websiteID)
            let typed = try store.typed(form, over: product.imageFields, of: product.thing)
            let list = try product.imageList(typed)
            let removed = try store.saveImages(list, ofProduct: id)
            try store.audit(product.auditLines(ofImages: list), of: product, change)
            return removed
        }
        // Nothing refers to them any more.
        world.images.erase(unused)
    } catch let errors as FormErrors {
        return try imagesPage(request, staff, typed: form, errors, world)
    }
    return .redirect(to: "/admin/products/\(id)/edit?tab=data&saved")
}

extension ProductImage {
    var altField: String { "alt-\(id)" }
    var placeField: String { "place-\(id)" }
    var removalField: String { "remove-\(id)" }
}

extension Product {
    var imageFields: [ShownField] {
        images.enumerated().flatMap { index, image in
            [
                ShownField(
                    image.altField, "the description of image \(index + 1)", image.alt, words: image.alt,
                    auditName: "images "),
                ShownField(
                    image.placeField, "the place of image \(index + 1)", "\(index + 1)", words: "\(index + 1)",
                    auditName: "images "),
            ]
        }
    }

    /// The images that stay, in the order that was typed; where two have one place, in the order of before.
    ///
    /// - Throws: `FormErrors` for a place that is no number, or a description that is too long.
    fileprivate func imageList(_ form: Fields) throws(FormErrors) -> [(id: ID<ProductImage>, alt: String)] {
        var errors = FormErrors()
        var list: [(place: Int, id: ID<ProductImage>, alt: String)] = []
        for (index, image) in images.enumerated() where !form.has(image.removalField) {
            // A colleague may have added it meanwhile.
            guard form.has(image.placeField) else {
                list.append((index + 1, image.id, image.alt))
                continue
            }
            let place = errors.require(
                Int(form.trimmed(image.placeField)).flatMap { (1...99).contains($0) ? $0 : nil }, image.placeField,
                "Type a place such as 1.")
            let alt = errors.text(form, image.altField, ProductImage.altLength, "Keep this under 200 characters.")
            if let place, let alt { list.append((place, image.id, alt)) }
        }
        guard errors.isEmpty else { throw errors }
        let order = list.indices.sorted { (list[$0].place, $0) < (list[$1].place, $1) }
        return order.map { (list[$0].id, list[$0].alt) }
    }

    fileprivate func auditLines(ofImages list: [(id: ID<ProductImage>, alt: String)]) -> [String] {
        let kept = images.filter { image in list.contains { $0.id == image.id } }
        let described = list.filter { entry in images.contains { $0.id == entry.id && $0.alt != entry.alt } }
        return [
            kept.count < images.count ? "images removed: \(images.count - kept.count)" : nil,
            kept.map(\.id) == list.map(\.id) ? nil : "images put into another order",
            described.isEmpty ? nil : "images described: \(described.count)",
        ].compactMap(\.self)
    }
}
