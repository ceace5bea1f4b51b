import Domain

/// 23 Nov 2026, 10:00 in India: when everything happens unless a test says otherwise.
let noon = Instant(milliseconds: 1_795_408_200_000)

func aProduct(
    price: Int = 10_000, isDisabledByHand: Bool = false, available: Int = 5, options: [ProductOption] = [],
    sku: StockedSKU? = nil
) -> Product {
    Product(
        id: 1, websiteID: 1, name: "Polo", description: "", price: Money(paise: price),
        isDisabledByHand: isDisabledByHand, available: available, options: options, sku: sku)
}

func aSKU(_ code: String = "POLO-M", available: Int = 5) -> StockedSKU {
    StockedSKU(id: 1, code: code, count: available, available: available, countedAt: noon)
}

func anOption(_ name: String = "Size", id: ID<ProductOption> = 1, isStock: Bool = true, values: [OptionValue])
    -> ProductOption
{
    ProductOption(id: id, name: name, isStock: isStock, values: values)
}

func aValue(_ name: String, id: ID<OptionValue>, difference: Int = 0, sku: StockedSKU? = nil) -> OptionValue {
    OptionValue(id: id, name: name, priceDifference: Money(paise: difference), sku: sku)
}

/// A line whose units are all in one status.
func aLine(_ status: ItemStatus = .processing, quantity: Int = 1, since: Instant = noon) -> LineProgress {
    LineProgress([.init(status, quantity: quantity, since: since)])
}

extension LineProgress {
    /// Moves units of a line that any number may be returned of.
    mutating func move(
        _ quantity: Int?, to next: ItemStatus, at: Instant, shipment: Shipment = .none
    ) -> Outcome {
        var returnable = Int.max
        return move(quantity, to: next, at: at, shipment: shipment, returnable: &returnable)
    }
}
