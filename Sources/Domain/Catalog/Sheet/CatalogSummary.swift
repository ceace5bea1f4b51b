extension Collection<CatalogChange> {
    /// `12 prices, 3 SKUs`: what a sheet changes. A product's own fields count once, even if several rows change them.
    package var summary: String {
        func products(_ isChanged: (CatalogChange) -> Bool) -> Int { Set(filter(isChanged).map(\.productID)).count }
        return [
            (products { $0.name != nil }, "name", "names"), (products { $0.price != nil }, "price", "prices"),
            (count { $0.sku != nil }, "SKU", "SKUs"), (products { $0.isDisabled != nil }, "status", "statuses"),
        ].filter { $0.0 > 0 }.map { counted($0, $1, $2) }.joined(separator: ", ")
    }
}
