import Domain
import Storage
import Web

/// POST /admin/products/:id/options
@Sendable func addOption(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let name = request.form.trimmed("option-name")
    let isStock = request.form.has("is-stock")
    return try change(request, by: staff, "option-name", in: world) { store, product in
        try product.checkNewOption(named: name, isStock: isStock)
        _ = try store.addOption(productID: product.id, name: name, isStock: isStock)
        return ["\(isStock ? "stock option" : "option") \(name) added"]
    }
}

/// POST /admin/products/:id/options/:option/values
@Sendable func addOptionValue(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id: ID<ProductOption> = try request.id("option", of: "option")
    let name = request.form.trimmed("value-name")
    let difference = request.form.trimmed("difference")
    return try change(request, by: staff, "value-name-\(id)", in: world) { store, product in
        let option = try product.option(id)
        try product.checkNewValue(named: name, of: option)
        guard let amount = Money(typed: difference.isEmpty ? "0" : difference) else {
            throw Refusal(
                .invalid, "Type the price difference as an amount such as 50.00 or -50.00, or leave it empty.")
        }
        try product.checkDifference(amount, of: option)
        _ = try store.addOptionValue(optionID: option.id, ofProduct: product.id, name: name, priceDifference: amount)
        return ["\(option.name): \(name) added, price difference \(amount.text)"]
    }
}

/// POST /admin/products/:id/stock-option
@Sendable func chooseStockOption(_ request: Request, by staff: Staff, in world: World) throws -> Response {
    let id = ID<ProductOption>(request.form["stock-option"])
    let form = request.form
    return try change(request, by: staff, "stock-option", in: world) { store, product in
        _ = try store.typed(form, over: [product.shownStockOption], of: product.thing)
        let option = try id.map(product.option)
        try product.checkStockOption(option)
        try store.setStockOption(option?.id, ofProduct: product.id)
        return [change("stock option", product.stockOption?.name ?? "none", option?.name ?? "none")].compactMap(\.self)
    }
}

/// Changes a product and records the change; a refusal is shown beside its field.
private func change(
    _ request: Request, by staff: Staff, _ field: String, in world: World,
    _ body: @escaping @Sendable (borrowing Transaction, Product) throws -> [String]
) throws -> Response {
    let product = try product(request, of: staff, in: world)
    do {
        try staff.change(request, in: world) { store, change in
            let product = try store.existingProduct(product.id, of: change.websiteID)
            try store.audit(try body(store, product), of: product, change)
        }
    } catch let refusal as Refusal where refusal.kind == .invalid {
        return try optionTab(request, staff, FormErrors(field, refusal.message), world)
    } catch let errors as FormErrors {
        return try optionTab(request, staff, errors, world)
    }
    return .redirect(to: "/admin/products/\(product.id)/edit?tab=option&saved")
}

private func optionTab(_ request: Request, _ staff: Staff, _ errors: FormErrors, _ world: World) throws -> Response {
    let page = EditProductPage(
        try product(request, of: staff, in: world), .option, typed: request.form, errors: errors)
    return try staff.page(page, status: .unprocessable, in: world)
}

extension Product {
    func option(_ id: ID<ProductOption>) throws(Refusal) -> ProductOption {
        guard let option = options.first(where: { $0.id == id }) else { throw .notFound("option") }
        return option
    }

    /// The choice of a stock option; nil when there is none.
    func stockOptionSelect(_ typed: Fields?, error: String?) -> Select? {
        guard !options.isEmpty else { return nil }
        let shown = shownStockOption
        let chosen = typed?.value(shown.name) ?? shown.now
        let none = Choice(value: "", title: "None: the product itself", selected: chosen.isEmpty)
        let choices = options.map { Choice(value: "\($0.id)", title: $0.name, selected: "\($0.id)" == chosen) }
        return Select(shown.name, "Stock option", [none] + choices, error: error, over: shown)
    }

    func value(_ id: ID<OptionValue>) throws(Refusal) -> (option: ProductOption, value: OptionValue) {
        for option in options {
            if let value = option.values.first(where: { $0.id == id }) { return (option, value) }
        }
        throw .notFound("option value")
    }
}

struct OptionPanel: Encodable, Sendable {
    struct Value: Encodable, Sendable {
        let valueID: ID<OptionValue>
        let valueName: String
        let valueDifference: String
    }

    let optionID: ID<ProductOption>
    let optionName: String
    let isStock: Bool
    let values: [Value]
    let newValue: String
    let newDifference: String
    let newValueError: String?

    init(_ option: ProductOption, _ typed: Fields?, _ errors: FormErrors) {
        optionID = option.id
        optionName = option.name
        isStock = option.isStock
        values = option.values.map {
            Value(valueID: $0.id, valueName: $0.name, valueDifference: $0.priceDifference.text)
        }
        newValueError = errors["value-name-\(option.id)"]
        newValue = newValueError == nil ? "" : typed?["value-name"] ?? ""
        newDifference = newValueError == nil ? "" : typed?["difference"] ?? ""
    }
}
