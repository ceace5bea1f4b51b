import Domain
import Storage
import Web

/// GET /admin/products/:id/edit
@Sendable func editProduct(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let tab = ProductTab(rawValue: request.query["tab"]) ?? .general
    let movements =
        tab == .history ? try world.database.read { try $0.movements(ofProduct: product.id, limit: 200) } : []
    return try staff.page(
        EditProductPage(product, tab, movements: movements, saved: request.query.has("saved")), in: world)
}

/// POST /admin/products/:id — the General and Data tabs.
@Sendable func saveProduct(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let form = request.form
    let tab = ProductTab(rawValue: form["tab"]) ?? .general
    var errors = FormErrors()
    let name =
        tab == .general ? errors.text(form, "name", 1...200, "Type a name of up to 200 characters.") : product.name
    let description =
        tab == .general
        ? errors.text(form, "description", 0...5000, "Keep this under 5000 characters.") : product.description
    let typedPrice = Money(text: form["price"]).flatMap { $0 < .zero ? nil : $0 }
    let price = tab == .data ? errors.require(typedPrice, "price", "Type an amount such as 1299.00.") : product.price
    let isDisabledByHand = tab == .data ? form["status"] == "disabled" : product.isDisabledByHand
    guard let name, let description, let price else {
        return try staff.page(
            EditProductPage(product, tab, typed: form, errors: errors), status: .unprocessable, in: world)
    }
    let changes = [
        change("name", product.name, name),
        product.description == description ? nil : "description",
        change("price", product.price.text, price.text),
        change("disabled by hand", product.isDisabledByHand ? "yes" : "no", isDisabledByHand ? "yes" : "no"),
    ].compactMap(\.self)
    let (member, now) = (staff.member.username, request.now)
    try world.database.write { store in
        try store.saveProduct(
            id: product.id, of: product.websiteID, name: name, description: description, price: price,
            isDisabledByHand: isDisabledByHand)
        try store.audit(changes, of: product, by: member, at: now)
    }
    return .redirect(to: "/admin/products/\(product.id)/edit?tab=\(tab.rawValue)&saved")
}

/// A change as the audit trail tells it; nil when there is none.
func change(_ what: String, _ before: String, _ after: String) -> String? {
    before == after ? nil : "\(what): \(before) → \(after)"
}

extension Transaction {
    /// Writes down what staff changed of a product; nothing when nothing was.
    func audit(_ changes: [String], of product: Product, by member: String, at now: Instant) throws {
        guard !changes.isEmpty else { return }
        try audit(
            "Changed a product", of: "“\(product.name)” — \(changes.joined(separator: "; "))", by: member,
            websiteID: product.websiteID, at: now)
    }
}

/// A product of the website that staff look at.
func product(_ request: Request, of staff: Staff, in world: World) throws -> Product {
    let id = try request.id("id", of: "product")
    guard let product = try world.database.read({ try $0.product(id: id, of: staff.website.id) }) else {
        throw Refusal.notFound("product")
    }
    return product
}
