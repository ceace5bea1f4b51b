package struct Change<Value: Equatable & Codable & Sendable>: Equatable, Codable, Sendable {
    /// The catalogue's value when the sheet was compared with it.
    package let old: Value
    package let new: Value

    package init(from old: Value, to new: Value) {
        self.old = old
        self.new = new
    }
}

package struct CatalogChange: Equatable, Codable, Sendable {
    package let row: Int
    package let productID: ID<Product>
    /// The option value's row; nil for the product itself.
    package let valueID: ID<OptionValue>?
    /// `“Polo”, Size: M`, with the names before the change.
    package let title: String
    package let name: Change<String>?
    /// The product's price in paise.
    package let price: Change<Int>?
    package let isDisabled: Change<Bool>?
    package let sku: Change<String?>?

    /// What a row changes at its place; nil when it equals the catalogue.
    init?(_ row: CatalogRow, at place: CatalogPlace) {
        self.row = row.number
        productID = place.productID
        valueID = place.valueID
        title = place.title
        name = row.product.flatMap { $0 == place.product ? nil : Change(from: place.product, to: $0) }
        price = row.price.flatMap { $0 == place.price ? nil : Change(from: place.price.paise, to: $0.paise) }
        isDisabled = row.isDisabled.flatMap {
            $0 == place.isDisabledByHand ? nil : Change(from: place.isDisabledByHand, to: $0)
        }
        sku =
            switch row.sku {
            case .keep: nil
            case .takeOff: place.sku.map { Change(from: $0.text, to: nil) }
            case .put(let sku): sku == place.sku ? nil : Change(from: place.sku?.text, to: sku.text)
            }
        if name == nil && price == nil && isDisabled == nil && sku == nil { return nil }
    }
}
