/// The columns of the catalogue's sheet, in the order they are written. An import accepts them in any order.
package enum CatalogColumn: Int, CaseIterable, Sendable {
    case productID, product, option, optionValue, sku, price, status, count

    package var title: String {
        switch self {
        case .productID: "Product ID"
        case .product: "Product"
        case .option: "Option"
        case .optionValue: "Option value"
        case .sku: "SKU"
        case .price: "Price"
        case .status: "Status"
        case .count: "Count"
        }
    }

    package var explanation: String {
        switch self {
        case .productID: "Which product the row is about. Needed in every sheet and row; never changed by an import."
        case .product: "The product's name. The same on all rows of a product; an empty cell leaves it as it is."
        case .option:
            "The product's stock option, such as Size. Empty for a product without one. Never changed by an import."
        case .optionValue:
            "Which value of the option the row is about, such as M. Empty for a product without a stock option, and for a row that is about the product as a whole. Never changed by an import."
        case .sku:
            "The SKU by which \(OMSKind.titles) counts the stock: 1 to 64 characters, used only once per website. An empty cell leaves it as it is; \(SKUChange.noneWord) removes it and keeps its stock and history. Format the column as text, so that leading zeros stay."
        case .price:
            "The product's price in rupees, such as 1299.00, before the options' differences. The same on all rows of a product; an empty cell leaves it as it is."
        case .status:
            "\(CatalogPlace.enabledWord): sold while there is stock. \(CatalogPlace.disabledWord): switched off by hand. The same on all rows of a product; an empty cell leaves it as it is."
        case .count: "The last count that \(OMSKind.titles) gave for the SKU. Read-only: an import ignores it."
        }
    }

    /// The columns that an import changes. A sheet needs at least one of them.
    package static let changing: [CatalogColumn] = [.sku, .product, .price, .status]

    /// Whether its cells hold numbers, which are read by value, not by how they are formatted.
    package var isNumber: Bool { self == .productID || self == .price || self == .count }
}

package struct CatalogError: Error, Equatable {
    package let column: CatalogColumn
    package let message: String

    package init(_ column: CatalogColumn, _ message: String) {
        self.column = column
        self.message = message
    }
}
