import Domain
import Storage
import Web

/// GET /admin/products/:id — the address that a form of the product leaves behind when it fails.
@Sendable func leadToProduct(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    .redirect(to: "/admin/products/\(try product(request, of: staff, in: world).id)/edit")
}

/// GET /admin/products/:id/edit
@Sendable func editProduct(_ request: Request, to staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let tab = ProductTab(rawValue: request.query["tab"]) ?? .general
    let page = try world.database.read { store in
        EditProductPage(
            product, tab, among: tab == .general ? try store.categories(of: staff.website.id) : [],
            history: tab == .history ? try StockHistory(of: product, request.query, staff.website.oms, in: store) : nil,
            saved: request.query.has("saved"))
    }
    return try staff.page(page, in: world)
}

/// POST /admin/products/:id — the General and Data tabs.
@Sendable func saveProduct(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = try product(request, of: staff, in: world).id
    let form = request.form
    let tab = ProductTab(rawValue: form["tab"]) ?? .general
    do {
        try staff.change(request, in: world) { store, change in
            let product = try store.existingProduct(id, of: change.websiteID)
            let edit = try ProductEdit(store.typed(form, over: product.fields(tab), of: product.thing), tab)
            try store.saveEdit(edit, of: product)
            try store.audit(edit.auditLines(of: product), of: product, change)
        }
        return .redirect(to: "/admin/products/\(id)/edit?tab=\(tab.rawValue)&saved")
    } catch let errors as FormErrors {
        let page = EditProductPage(
            try product(request, of: staff, in: world), tab,
            among: try world.database.read { try $0.categories(of: staff.website.id) }, typed: form, errors: errors)
        return try staff.page(page, status: .unprocessable, in: world)
    }
}

/// A change for the audit trail; nil when there is none.
func change(_ what: String, _ before: String, _ after: String) -> String? {
    before == after ? nil : "\(what): \(before) → \(after)"
}

extension Transaction {
    func existingProduct(_ id: ID<Product>, of websiteID: ID<Website>) throws -> Product {
        guard let product = try product(id: id, of: websiteID) else { throw Refusal.notFound("product") }
        return product
    }

    func audit(_ changes: [String], of product: Product, _ change: StaffChange) throws {
        guard !changes.isEmpty else { return }
        try audit(
            "Changed a product", of: "“\(product.name)” — \(changes.joined(separator: "; "))", change,
            thing: product.thing)
    }
}

/// A product of the caller's website.
func product(_ request: Request, of staff: Staff, in world: World) throws -> Product {
    let id: ID<Product> = try request.id("id", of: "product")
    guard let product = try world.database.read({ try $0.product(id: id, of: staff.website.id) }) else {
        throw Refusal.notFound("product")
    }
    return product
}
