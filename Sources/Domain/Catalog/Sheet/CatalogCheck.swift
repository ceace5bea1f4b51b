/// Compares a sheet with the catalogue: what each row would change, and what is wrong. It changes nothing.
///
/// A row with an error changes nothing, nor does a row that the sheet leaves out.
package struct CatalogCheck: Sendable {
    package private(set) var changes: [CatalogChange] = []
    package private(set) var unchanged = 0
    /// What is wrong, by the rows' numbers.
    package private(set) var errors: [Int: [CatalogError]] = [:]

    private struct PlaceKey: Hashable {
        let productID: ID<Product>
        let valueID: ID<OptionValue>?
    }

    private let carriers: [SKU: CatalogPlace]
    /// Rows without an error so far, with their places.
    private var matched: [(row: CatalogRow, place: CatalogPlace)] = []

    /// Compares rows with the catalogue.
    ///
    /// - Parameters:
    ///   - places: all places of the products that the rows name.
    ///   - carriers: who carries the SKUs that the rows name, as far as anything does.
    package init(_ rows: [CatalogRow], places: [CatalogPlace], carriers: [SKU: CatalogPlace]) {
        self.carriers = carriers
        match(rows, with: Dictionary(grouping: places, by: \.productID))
        refuseContradictions()
        refusePricesBelowZero()
        refuseTakenSKUs()
        for (row, place) in matched where errors[row.number] == nil {
            if let change = CatalogChange(row, at: place) { changes.append(change) } else { unchanged += 1 }
        }
    }

    /// Finds each row's place. Two rows about the same place would contradict each other, today or after the next edit.
    private mutating func match(_ rows: [CatalogRow], with products: [ID<Product>: [CatalogPlace]]) {
        var seen: [PlaceKey: Int] = [:]
        for row in rows {
            guard row.errors.isEmpty else {
                errors[row.number] = row.errors
                continue
            }
            switch place(of: row, among: products[row.productID] ?? []) {
            case .failure(let error): errors[row.number] = [error]
            case .success(let place):
                let key = PlaceKey(productID: place.productID, valueID: place.valueID)
                if let other = seen[key] {
                    fail(row, .optionValue, "Row \(other) is also about \(place.title). Keep one of them.")
                } else {
                    seen[key] = row.number
                    matched.append((row, place))
                    if let sku = row.wantedSKU, sku != place.sku, let message = SKU.hiddenMark(in: sku.text) {
                        fail(row, .sku, message)
                    }
                }
            }
        }
    }

    private func place(of row: CatalogRow, among places: [CatalogPlace]) -> Result<CatalogPlace, CatalogError> {
        guard let first = places.first else {
            return .failure(CatalogError(.productID, "This website has no product with the ID \(row.productID)."))
        }
        guard let option = first.option else {
            guard row.option.isEmpty && row.value.isEmpty else {
                return .failure(
                    CatalogError(.option, "\(first.title) has no stock option. Leave Option and Option value empty."))
            }
            return .success(first)
        }
        guard row.option.isEmpty || row.option.looks(like: option) else {
            return .failure(
                CatalogError(
                    .option,
                    "The stock option of \(first.productTitle) is “\(option)”, not “\(row.option.shortened())”.")
            )
        }
        if row.value.isEmpty {
            guard row.sku == .keep else {
                return .failure(
                    CatalogError(
                        .optionValue,
                        "\(first.productTitle) has a SKU for each value of \(option). Type the option value."))
            }
            return .success(first.asWhole)
        }
        // A name in the same spelling first: S and s may be two sizes.
        let named =
            places.first { $0.value == row.value } ?? places.first { $0.value.map(row.value.looks) == true }
        return named.map(Result.success)
            ?? .failure(
                CatalogError(
                    .optionValue, "\(option) of \(first.productTitle) has no value “\(row.value.shortened())”."))
    }

    /// Name, price and status belong to the product: its rows must agree.
    private mutating func refuseContradictions() {
        for rows in Dictionary(grouping: matched.map(\.row), by: \.productID).values where rows.count > 1 {
            compare(rows, .product) { $0.product }
            compare(rows, .price) { $0.price?.plainText }
            compare(rows, .status) { row in
                row.isDisabled.map { $0 ? CatalogPlace.disabledWord : CatalogPlace.enabledWord }
            }
        }
    }

    private mutating func compare(_ rows: [CatalogRow], _ column: CatalogColumn, _ value: (CatalogRow) -> String?) {
        let said = rows.compactMap { row in value(row).map { (row: row, value: $0) } }
        guard let first = said.first, let other = said.first(where: { $0.value != first.value }) else { return }
        for (row, value) in said {
            let opposite = value == first.value ? other : first
            fail(
                row, column,
                "Row \(opposite.row.number) says “\(opposite.value.shortened())” for the same product. Write the same on all its rows, or leave them empty."
            )
        }
    }

    private mutating func refusePricesBelowZero() {
        for (row, place) in matched {
            if let price = row.price, price != place.price, price < place.largestReduction {
                fail(row, .price, Product.belowZero(place.largestReduction))
            }
        }
    }

    /// A SKU has one place. It may move if the row of its old place frees it and has no error itself.
    private mutating func refuseTakenSKUs() {
        var claims: [SKU: CatalogRow] = [:]
        var freed: [PlaceKey: (row: CatalogRow, old: SKU)] = [:]
        for (row, place) in matched {
            if let old = place.sku, row.sku == .takeOff || row.wantedSKU.map({ $0 != old }) == true {
                freed[PlaceKey(productID: place.productID, valueID: place.valueID)] = (row, old)
            }
            guard let sku = row.wantedSKU else { continue }
            if let other = claims[sku] {
                fail(row, .sku, "\(sku.text) is also in row \(other.number). A SKU can be used only once.")
            } else {
                claims[sku] = row
            }
        }
        for (row, place) in matched {
            guard let sku = row.wantedSKU, sku != place.sku, let carrier = carriers[sku] else { continue }
            if freed[PlaceKey(productID: carrier.productID, valueID: carrier.valueID)] == nil {
                fail(
                    row, .sku,
                    "\(sku.text) is on \(carrier.title). To move it, write \(SKUChange.noneWord) or another SKU there, in the same file."
                )
            }
        }
        var failed = matched.map(\.row).filter { errors[$0.number] != nil }
        // A row that fails frees nothing: the row that wants its SKU fails too, and so on.
        let releases = Dictionary(freed.values.map { ($0.row.number, $0.old) }) { first, _ in first }
        while let row = failed.popLast() {
            guard let old = releases[row.number], let heir = claims[old], errors[heir.number] == nil
            else {
                continue
            }
            fail(heir, .sku, "\(old.text) is still in use: row \(row.number), which would free it, has an error.")
            failed.append(heir)
        }
    }

    private mutating func fail(_ row: CatalogRow, _ column: CatalogColumn, _ message: String) {
        errors[row.number, default: []].append(CatalogError(column, message))
    }
}

extension String {
    /// Whether a person could not tell the two apart, ignoring case.
    fileprivate func looks(like other: String) -> Bool {
        plainForms.trimmed.lowercased() == other.plainForms.trimmed.lowercased()
    }
}

extension CatalogPlace {
    fileprivate var productTitle: String { "“\(product)”" }

    fileprivate var asWhole: CatalogPlace {
        CatalogPlace(
            productID: productID, product: product, price: price, isDisabledByHand: isDisabledByHand, option: option,
            valueID: nil, value: nil, sku: nil, count: nil, largestReduction: largestReduction)
    }
}
