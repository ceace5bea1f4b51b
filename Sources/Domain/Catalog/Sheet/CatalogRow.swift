package enum SKUChange: Hashable, Sendable {
    case keep, takeOff
    case put(SKU)

    /// The cell text that removes a SKU. An empty cell does not: it is too easily left by mistake.
    package static let noneWord = "(none)"
}

/// One row of a catalogue's sheet, read but not yet compared with the catalogue.
package struct CatalogRow: Sendable {
    /// The row number that a spreadsheet program shows.
    package let number: Int
    /// The row's product; 0 when the cell is invalid.
    package let productID: ID<Product>
    let product: String?
    let option: String
    let value: String
    let sku: SKUChange
    let price: Money?
    let isDisabled: Bool?
    package let errors: [CatalogError]

    package var wantedSKU: SKU? {
        if case .put(let sku) = sku { sku } else { nil }
    }

    /// Reads a row.
    ///
    /// - Parameter cell: a column's text, or the error of its cell.
    /// - Returns: nil when the row is empty in our columns.
    package init?(number: Int, _ cell: (CatalogColumn) -> Result<String, CatalogError>) {
        var errors: [CatalogError] = []
        var texts: [String] = []
        for column in CatalogColumn.allCases where column != .count {
            switch cell(column) {
            case .success(let text): texts.append(text.trimmed)
            case .failure(let error):
                errors.append(error)
                texts.append("")
            }
        }
        guard !errors.isEmpty || texts.contains(where: { !$0.isEmpty }) else { return nil }
        func text(_ column: CatalogColumn) -> String { texts[column.rawValue] }
        func fail(_ column: CatalogColumn, _ message: String) {
            if !errors.contains(where: { $0.column == column }) { errors.append(CatalogError(column, message)) }
        }

        self.number = number
        productID = ID(text(.productID).plainDigits.trimmed).flatMap { $0 > 0 ? $0 : nil } ?? 0
        if text(.productID).isEmpty {
            fail(.productID, "Type the ID of a product. Create new products under Catalog › Products.")
        } else if productID == 0 {
            fail(.productID, "“\(text(.productID).shortened())” is not the ID of a product.")
        }
        let name = text(.product).words(0...200)
        product = name.flatMap { $0.isEmpty ? nil : $0 }
        if name == nil { fail(.product, "A name has up to 200 characters.") }
        option = text(.option)
        value = text(.optionValue)

        switch text(.sku).plainForms.trimmed.lowercased() {
        case "": sku = .keep
        case SKUChange.noneWord: sku = .takeOff
        default:
            let wanted = SKU(text(.sku))
            if wanted == nil {
                fail(.sku, "A SKU has 1 to 64 characters, none of them a line break or another control character.")
            }
            sku = wanted.map(SKUChange.put) ?? .keep
        }

        price = Money(typed: text(.price)).flatMap { $0 < .zero ? nil : $0 }
        if price == nil && !text(.price).isEmpty {
            fail(.price, "“\(text(.price).shortened())” is not an amount such as 1299.00.")
        }
        switch text(.status).plainForms.trimmed.lowercased() {
        case "": isDisabled = nil
        case CatalogPlace.enabledWord.lowercased(): isDisabled = false
        case CatalogPlace.disabledWord.lowercased(): isDisabled = true
        default:
            isDisabled = nil
            fail(.status, "Write \(CatalogPlace.enabledWord) or \(CatalogPlace.disabledWord).")
        }
        self.errors = errors
    }
}
