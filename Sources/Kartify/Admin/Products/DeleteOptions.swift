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
    return try delete(request, by: staff, in: world) { product in
        DeletionPage(try product.option(id), of: product)
    } deletion: { store, product, _ in
        let option = try product.option(id)
        try product.checkDeletion(of: option)
        try store.deleteOption(option.id, ofProduct: product.id)
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
    return try delete(request, by: staff, in: world) { product in
        let (option, value) = try product.value(id)
        return DeletionPage(value, of: option, of: product)
    } deletion: { store, product, change in
        let (option, value) = try product.value(id)
        try store.deleteOptionValue(value.id, ofProduct: product.id, by: change.staff, at: change.now)
        return "\(option.name): \(value.name)" + (value.sku.map { " (SKU \($0.code))" } ?? "")
    }
}

/// Deletes a part of a product and records who did it; asks again when something else goes with it than the page said.
private func delete(
    _ request: Request, by staff: Staff, in world: World,
    asking page: @escaping @Sendable (Product) throws -> DeletionPage,
    deletion: @escaping @Sendable (borrowing Transaction, Product, StaffChange) throws -> String
) throws -> Response {
    let id: ID<Product> = try request.id("id", of: "product")
    let form = request.form
    do {
        try staff.change(request, in: world) { store, change in
            let product = try store.existingProduct(id, of: change.websiteID)
            try store.requireShown(
                [try page(product).shown], in: form, of: product.thing,
                "Nothing was deleted. Read what goes with it now, and press again.")
            let part = try deletion(store, product, change)
            try store.audit(
                "Deleted a part of a product", of: "“\(product.name)” — \(part)", change, thing: product.thing)
        }
    } catch let errors as FormErrors {
        var page = try page(product(request, of: staff, in: world))
        page.problem = errors.headline
        return try staff.page(page, status: .unprocessable, in: world)
    }
    return .redirect(to: "/admin/products/\(id)/edit?tab=option&saved")
}

struct DeletionPage: TitledPage {
    static let template = "admin/products/deletion.html"
    let title: String
    let id: ID<Product>
    let product: String
    let what: String
    let consequence: String
    let address: String
    var problem: String?

    var shown: ShownField { ShownField("consequence", what, consequence, auditName: option) }

    /// The option that it is, or is of.
    private let option: String

    init(_ option: ProductOption, of product: Product) {
        let values = option.values.map(\.name).joined(separator: ", ")
        self.init(
            option.name, of: option, of: product, "options/\(option.id)",
            values.isEmpty
                ? "It has no values. Existing orders are not affected."
                : "Its values are deleted too: \(values). Existing orders are not affected; customers with one of them in the cart must choose again."
        )
    }

    init(_ value: OptionValue, of option: ProductOption, of product: Product) {
        let sku = value.sku.map {
            " Its SKU \($0.code) becomes free: it keeps its stock and history, and can be used elsewhere."
        }
        self.init(
            "\(option.name): \(value.name)", of: option, of: product, "values/\(value.id)",
            "Existing orders are not affected; customers with it in the cart must choose again.\(sku ?? "")")
    }

    private init(
        _ what: String, of option: ProductOption, of product: Product, _ path: String, _ consequence: String
    ) {
        (self.what, self.option, self.consequence) = (what, option.name, consequence)
        title = "Delete \(what)"
        id = product.id
        self.product = product.name
        address = "/admin/products/\(product.id)/\(path)/deletion"
    }
}
