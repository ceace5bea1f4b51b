import Domain
import Storage
import Web

/// The tabs of a product, in OpenCart's order.
enum ProductTab: String, CaseIterable {
    case general, data, option, history

    var title: String {
        switch self {
        case .general: "General"
        case .data: "Data"
        case .option: "Option"
        case .history: "History"
        }
    }
}

struct EditProductPage: TitledPage {
    static let template = "admin/products/edit.html"
    /// A form has no more than a thousand fields, and each SKU takes four of them.
    private static let mostCounts = 200

    struct Tab: Encodable, Sendable {
        let value: String
        let title: String
        let current: Bool
    }

    struct Slot: Encodable, Sendable {
        let title: String
        let field: String
        let value: String
        let shown: String
        let count: CountField?
        /// Where there is no field for it.
        let plainCount: String?
        let available: String
        let counted: String
        let difference: String
        let error: String?
    }

    struct CountField: Encodable, Sendable {
        let countName: String
        let countValue: String
        let countShown: String
        let countError: String?
    }

    struct Category: Encodable, Sendable {
        let categoryName: String
    }

    struct OtherOption: Encodable, Sendable {
        let name: String
        let values: String
    }

    let title: String
    let id: ID<Product>
    let name: String
    let status: String
    let tabs: [Tab]
    let onGeneral: Bool
    let onData: Bool
    let onOption: Bool
    let onHistory: Bool
    let fields: [FormField]
    let description: String
    let descriptionError: String?
    let category: String
    let categoryError: String?
    let categories: [Category]
    let shownCategory: String
    let isDisabledByHand: Bool
    let shownDescription: String
    let shownStatus: String
    let statusError: String?
    let slots: [Slot]
    let reason: String
    let reasonError: String?
    let otherOptions: [OtherOption]
    let options: [OptionPanel]
    let stockOption: Select?
    let newOption: String
    let newOptionError: String?
    let images: [ImageLine]
    let imagesError: String?
    let movements: [StockHistory.Line]
    let older: Pager?
    let saved: Bool
    let problem: String?

    init(
        _ product: Product, _ tab: ProductTab, among categories: [ProductCategory] = [], history: StockHistory? = nil,
        typed: Fields? = nil, errors: FormErrors = FormErrors(), saved: Bool = false
    ) {
        let typed = typed?.typed(over: product.fields(tab) + product.imageFields + [product.shownStockOption])
        title = "Edit \(product.name)"
        id = product.id
        name = product.name
        status = product.visibility.title
        tabs = ProductTab.allCases.map { .init(value: $0.rawValue, title: $0.title, current: $0 == tab) }
        (onGeneral, onData, onOption, onHistory) = (tab == .general, tab == .data, tab == .option, tab == .history)
        fields = Self.fields(product, tab, typed, errors)
        description = typed?.value("description") ?? product.description
        descriptionError = errors["description"]
        shownDescription = product.description
        shownCategory = product.category?.name ?? ""
        category = typed?.value("category") ?? shownCategory
        categoryError = errors["category"]
        self.categories = categories.map { Category(categoryName: $0.name) }
        shownStatus = product.isDisabledByHand ? "disabled" : "enabled"
        statusError = errors["status"]
        isDisabledByHand = typed?.value("status").map { $0 == "disabled" } ?? product.isDisabledByHand
        reason = typed?["reason"] ?? ""
        reasonError = errors["reason"]
        let places = tab == .option ? product.skuSlots : []
        slots = places.map { Slot($0, product, takesCounts: places.count <= Self.mostCounts, typed, errors) }
        otherOptions = product.options.filter { !$0.isStock }.map {
            OtherOption(name: $0.name, values: $0.values.map(\.name).joined(separator: ", "))
        }
        options = product.options.map { OptionPanel($0, typed, errors) }
        stockOption = product.stockOptionSelect(typed, error: errors["stock-option"])
        newOption = typed?["option-name"] ?? ""
        newOptionError = errors["option-name"]
        images = product.images.enumerated().map { ImageLine($1, number: $0 + 1, typed, errors) }
        imagesError = errors["images"]
        movements = history?.lines ?? []
        older = history?.older
        self.saved = saved
        problem = errors.isEmpty ? nil : errors.headline
    }

    private static func fields(_ product: Product, _ tab: ProductTab, _ typed: Fields?, _ errors: FormErrors)
        -> [FormField]
    {
        let shown = product.fields(tab).first
        return switch tab {
        case .general:
            [FormField("name", "Product name", typed?["name"] ?? product.name, error: errors["name"], over: shown)]
        case .data:
            [
                FormField(
                    "price", "Price in ₹", typed?["price"] ?? product.price.plainText,
                    hint: "Before the options' differences.",
                    error: errors["price"], over: shown)
            ]
        case .option, .history: []
        }
    }
}

extension EditProductPage.Slot {
    init(_ slot: SKUSlot, _ product: Product, takesCounts: Bool, _ typed: Fields?, _ errors: FormErrors) {
        title = slot.title
        field = slot.field
        shown = slot.shown.now
        value = typed?.value(slot.field) ?? shown
        plainCount = takesCounts && slot.sku != nil ? nil : slot.sku.map { "\($0.count)" } ?? "–"
        count =
            plainCount != nil
            ? nil
            : slot.shownCount.map { field in
                .init(
                    countName: field.name, countValue: typed?.value(field.name) ?? field.now,
                    countShown: field.now, countError: errors[field.name])
            }
        available = slot.sku.map { "\($0.available)" } ?? "–"
        counted = slot.sku?.countedAt?.ist ?? "never"
        difference =
            product.stockOption?.values.first { $0.id == slot.carrier.optionValueID }?.priceDifference.text ?? "–"
        error = errors[slot.field]
    }
}
