/// Something a website sells (DESIGN, rule 2).
public struct Product: Sendable {
    /// Its row.
    public let id: Int
    /// The website that sells it.
    public let websiteID: Int
    /// Its name.
    public let name: String
    /// What the product page says of it.
    public let description: String
    /// The price of one unit before the chosen options' differences.
    public let price: Money
    /// Switched off by staff: stays off whatever the stock.
    public let isDisabledByHand: Bool
    /// What may be sold, over all its SKUs.
    public let available: Int
    /// Its options; at most one of them is the stock option.
    public let options: [ProductOption]
    /// The SKU of a product without a stock option.
    public let sku: StockedSKU?
    /// The file of its image.
    public let image: String?

    /// A product from its parts.
    public init(
        id: Int, websiteID: Int, name: String, description: String, price: Money, isDisabledByHand: Bool,
        available: Int,
        options: [ProductOption], sku: StockedSKU?, image: String? = nil
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
        self.image = image
    }

    /// The option whose values carry SKUs.
    public var stockOption: ProductOption? { options.first(where: \.isStock) }

    /// Whether customers see it.
    public var visibility: ProductVisibility {
        isDisabledByHand ? .disabledByHand : available > 0 ? .enabled : .disabledByStock
    }
}

/// Whether and why customers see a product.
public enum ProductVisibility: Sendable {
    case enabled, disabledByHand, disabledByStock

    /// The words staff read.
    public var title: String {
        switch self {
        case .enabled: "Enabled"
        case .disabledByHand: "Disabled by hand"
        case .disabledByStock: "Disabled: no stock"
        }
    }
}

/// A choice the customer makes: Size, Gift wrap.
public struct ProductOption: Sendable {
    /// Its row.
    public let id: Int
    /// Its name.
    public let name: String
    /// Whether its values carry the SKUs.
    public let isStock: Bool
    /// What can be chosen.
    public let values: [OptionValue]

    /// An option and its values.
    public init(id: Int, name: String, isStock: Bool, values: [OptionValue]) {
        self.id = id
        self.name = name
        self.isStock = isStock
        self.values = values
    }
}

/// One value of an option: M, Yes.
public struct OptionValue: Sendable {
    /// Its row.
    public let id: Int
    /// Its name.
    public let name: String
    /// Added to the product's price.
    public let priceDifference: Money
    /// The SKU it carries, when its option is the stock option and staff have given it one.
    public let sku: StockedSKU?

    /// A value of an option.
    public init(id: Int, name: String, priceDifference: Money, sku: StockedSKU?) {
        self.id = id
        self.name = name
        self.priceDifference = priceDifference
        self.sku = sku
    }
}

/// A SKU and its stock.
public struct StockedSKU: Sendable {
    /// Its row.
    public let id: Int
    /// Its code.
    public let code: String
    /// AI's last number.
    public let count: Int
    /// What may be sold.
    public let available: Int
    /// When AI took the number.
    public let countedAt: Instant?

    /// A SKU as it was read from the store.
    public init(id: Int, code: String, count: Int, available: Int, countedAt: Instant?) {
        self.id = id
        self.code = code
        self.count = count
        self.available = available
        self.countedAt = countedAt
    }
}
