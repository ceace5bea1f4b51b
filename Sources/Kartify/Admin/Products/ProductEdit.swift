import Domain
import Storage
import Web

/// The changes of one tab of a product: its own fields only, so that two people on two tabs do not undo each other's work.
enum ProductEdit {
    case general(name: String, description: String, category: String)
    case data(price: Money, isDisabledByHand: Bool)

    /// - Throws: `FormErrors` for what cannot be saved.
    init(_ form: Fields, _ tab: ProductTab) throws {
        var errors = FormErrors()
        if tab == .data {
            guard let price = errors.price(form, "price") else { throw errors }
            self = .data(price: price, isDisabledByHand: form["status"] == "disabled")
        } else {
            let name = errors.text(form, "name", 1...200, "Type a name of up to 200 characters.")
            let description = errors.text(form, "description", 0...5000, "Keep this under 5000 characters.")
            let category = errors.text(
                form, "category", ProductCategory.nameLength, "Type a category of up to 60 characters.")
            guard let name, let description, let category else { throw errors }
            self = .general(name: name, description: description, category: category)
        }
    }

    func auditLines(of product: Product) -> [String] {
        switch self {
        case .general(let name, let description, let category):
            [
                change("name", product.name, name), product.description == description ? nil : "description",
                change("category", product.category?.name ?? "none", category.isEmpty ? "none" : category),
            ].compactMap(\.self)
        case .data(let price, let isDisabled):
            [
                change("price", product.price.text, price.text),
                change("disabled by hand", product.isDisabledByHand ? "yes" : "no", isDisabled ? "yes" : "no"),
            ].compactMap(\.self)
        }
    }
}

extension Product {
    /// What the audit trail calls it.
    var thing: String { "product \(id)" }

    func fields(_ tab: ProductTab) -> [ShownField] {
        switch tab {
        case .general:
            [
                ShownField("name", "the name", name, words: name, auditName: "name: "),
                ShownField("description", "the description", description, auditName: "description"),
                ShownField(
                    "category", "the category", category?.name ?? "", words: category?.name ?? "none",
                    auditName: "category: "),
            ]
        case .data:
            [
                ShownField("price", "the price", price.plainText, words: price.text, auditName: "price: "),
                ShownField(
                    "status", "the status", isDisabledByHand ? "disabled" : "enabled", words: visibility.title,
                    auditName: "disabled by hand: "),
            ]
        case .option: skuSlots.flatMap { [$0.shown] + ($0.shownCount.map { [$0] } ?? []) }
        case .history: []
        }
    }

    var shownStockOption: ShownField {
        ShownField(
            "stock-option", "the stock option", stockOption.map { "\($0.id)" } ?? "",
            words: stockOption?.name ?? "none", auditName: "stock option: ")
    }
}

extension Transaction {
    /// - Throws: `FormErrors` for a price that the options would bring below zero.
    func saveEdit(_ edit: ProductEdit, of product: Product) throws {
        switch edit {
        case .general(let name, let description, let category):
            try saveProduct(
                id: product.id, of: product.websiteID, name: name, description: description, category: category)
        case .data(let price, let isDisabledByHand):
            do {
                if price != product.price { try product.checkPrice(price) }
            } catch {
                throw FormErrors("price", error.message)
            }
            try saveProduct(
                id: product.id, of: product.websiteID, price: price, isDisabledByHand: isDisabledByHand)
        }
    }
}
