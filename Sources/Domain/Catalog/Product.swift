package struct Product: Sendable {
    package let id: ID<Product>
    package let websiteID: ID<Website>
    package let name: String
    package let description: String
    /// The price of one unit before the chosen options' differences.
    package let price: Money
    /// Disabled by staff, whatever the stock.
    package let isDisabledByHand: Bool
    /// Units available for sale, over all SKUs.
    package let available: Int
    /// At most one of them is the stock option.
    package let options: [ProductOption]
    /// The SKU of a product without a stock option.
    package let sku: StockedSKU?
    package let images: [ProductImage]
    package let category: ProductCategory?

    package init(
        id: ID<Product>, websiteID: ID<Website>, name: String, description: String, price: Money,
        isDisabledByHand: Bool,
        available: Int,
        options: [ProductOption], sku: StockedSKU?, images: [ProductImage] = [], category: ProductCategory? = nil
    ) {
        self.id = id
        self.websiteID = websiteID
        self.name = name
        self.description = description
        self.price = price
        self.isDisabledByHand = isDisabledByHand
        self.available = available
        self.options = options
        self.sku = sku
        self.images = images
        self.category = category
    }

    package var stockOption: ProductOption? { options.first(where: \.isStock) }

    package var visibility: ProductVisibility {
        ProductVisibility(isDisabledByHand: isDisabledByHand, available: available)
    }
}

package enum ProductVisibility: Sendable {
    case enabled, disabledByHand, disabledByStock

    /// A total of 0 disables a product, whatever staff have set. `ProductList.swift` in Storage has the same as SQL.
    package init(isDisabledByHand: Bool, available: Int) {
        self = isDisabledByHand ? .disabledByHand : available > 0 ? .enabled : .disabledByStock
    }

    package var title: String {
        switch self {
        case .enabled: "Enabled"
        case .disabledByHand: "Disabled by hand"
        case .disabledByStock: "Disabled: no stock"
        }
    }
}

/// A choice the customer makes: Size, Gift wrap.
package struct ProductOption: Sendable {
    package let id: ID<ProductOption>
    package let name: String
    /// Whether its values have the SKUs.
    package let isStock: Bool
    package let values: [OptionValue]

    package init(id: ID<ProductOption>, name: String, isStock: Bool, values: [OptionValue]) {
        self.id = id
        self.name = name
        self.isStock = isStock
        self.values = values
    }
}

/// One value of an option: M, Yes.
package struct OptionValue: Sendable {
    package let id: ID<OptionValue>
    package let name: String
    /// Added to the product's price.
    package let priceDifference: Money
    /// Its SKU, when its option is the stock option and staff have given it one.
    package let sku: StockedSKU?

    package init(id: ID<OptionValue>, name: String, priceDifference: Money, sku: StockedSKU?) {
        self.id = id
        self.name = name
        self.priceDifference = priceDifference
        self.sku = sku
    }
}

package struct StockedSKU: Sendable {
    package let id: ID<StockedSKU>
    package let code: String
    package let count: Int
    package let available: Int
    package let countedAt: Instant?

    package init(id: ID<StockedSKU>, code: String, count: Int, available: Int, countedAt: Instant?) {
        self.id = id
        self.code = code
        self.count = count
        self.available = available
        self.countedAt = countedAt
    }
}
