import Domain
import Storage
import Web

/// GET /admin/products/:id/options/:option/deletion
@Sendable func confirmDeletingOption(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let option = try product.option(request.id("option", of: "option"))
    try product.checkDeletion(of: option)
    return try staff.page(DeletionPage(option, of: product), in: world)
}

/// POST /admin/products/:id/options/:option/deletion
@Sendable func deleteOption(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<ProductOption> = try request.id("option", of: "option")
    return try delete(request, by: staff, in: world) { store, product, _ in
        let option = try product.option(id)
        try product.checkDeletion(of: option)
        try store.deleteOption(option.id)
        return "option \(option.name)"
    }
}

/// GET /admin/products/:id/values/:value/deletion
@Sendable func confirmDeletingOptionValue(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let product = try product(request, of: staff, in: world)
    let (option, value) = try product.value(request.id("value", of: "option value"))
    return try staff.page(DeletionPage(value, of: option, of: product), in: world)
}

/// POST /admin/products/:id/values/:value/deletion
@Sendable func deleteOptionValue(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<OptionValue> = try request.id("value", of: "option value")
    return try delete(request, by: staff, in: world) { store, product, change in
        let (option, value) = try product.value(id)
        try store.deleteOptionValue(value.id, ofProduct: product.id, by: change.staff, at: change.now)
        return "\(option.name): \(value.name)" + (value.sku.map { " (SKU \($0.code))" } ?? "")
    }
}

/// Deletes a part of a product and records who did it.
private func delete(
    _ request: Request, by staff: Staff, in world: World,
    _ body: @escaping @Sendable (borrowing Transaction, Product, StaffChange) throws -> String
) throws -> Response {
    let id: ID<Product> = try request.id("id", of: "product")
    try staff.change(request, in: world) { store, change in
        let product = try store.existingProduct(id, of: change.websiteID)
        let part = try body(store, product, change)
        try store.audit("Deleted \(part)", of: "product \(product.name)", change)
    }
    return .redirect(to: "/admin/products/\(id)/edit?tab=option&saved")
}

/// Asks for confirmation, and says what is deleted and what stays.
struct DeletionPage: TitledPage {
    static let template = "admin/products/deletion.html"
    let title: String
    let id: ID<Product>
    let product: String
    let what: String
    let consequence: String
    let address: String

    init(_ option: ProductOption, of product: Product) {
        what = option.name
        title = "Delete \(what)"
        id = product.id
        self.product = product.name
        address = "/admin/products/\(product.id)/options/\(option.id)/deletion"
        let values = option.values.map(\.name).joined(separator: ", ")
        consequence =
            values.isEmpty
            ? "It has no values. Existing orders are not affected."
            : "Its values are deleted too: \(values). Existing orders are not affected; customers with one of them in the cart must choose again."
    }

    init(_ value: OptionValue, of option: ProductOption, of product: Product) {
        what = "\(option.name): \(value.name)"
        title = "Delete \(what)"
        id = product.id
        self.product = product.name
        address = "/admin/products/\(product.id)/values/\(value.id)/deletion"
        let sku = value.sku.map {
            " Its SKU \($0.code) becomes free: it keeps its stock and history, and can be used elsewhere."
        }
        consequence = "Existing orders are not affected; customers with it in the cart must choose again.\(sku ?? "")"
    }
}
