/// A product with its options chosen: what goes into a cart.
package struct Offer: Sendable {
    package let product: Product
    /// The chosen option values' ids, ascending.
    package let choices: [ID<OptionValue>]
    /// `Size: M, Gift wrap: Yes`.
    package let optionText: String
    /// The product's price and the chosen values' differences.
    package let unitPrice: Money
    /// What the OMS will ship; nil when staff have not given it a SKU.
    package let sku: StockedSKU?

    package var available: Int { product.isDisabledByHand ? 0 : sku?.available ?? 0 }
}

extension Product {
    /// The offer for the chosen option values.
    ///
    /// - Throws: a `Refusal` when the stock option is not chosen, or a value is not this product's.
    package func offer(choosing ids: Set<ID<OptionValue>>) throws(Refusal) -> Offer {
        var texts: [String] = []
        var price = price
        var found = 0
        var sku = sku
        for option in options {
            let chosen = option.values.filter { ids.contains($0.id) }
            guard chosen.count <= 1 else { throw Refusal(.invalid, "Choose one \(option.name) of “\(name)”.") }
            guard let value = chosen.first else {
                if option.isStock { throw Refusal(.invalid, "Choose a \(option.name) of “\(name)”.") }
                continue
            }
            found += 1
            texts.append("\(option.name): \(value.name)")
            price = price + value.priceDifference
            if option.isStock { sku = value.sku }
        }
        guard found == ids.count else {
            throw Refusal(.invalid, "“\(name)” is no longer sold with these options. Choose again.")
        }
        return Offer(
            product: self, choices: ids.sorted(), optionText: texts.joined(separator: ", "),
            unitPrice: max(price, .zero),
            sku: sku)
    }
}
