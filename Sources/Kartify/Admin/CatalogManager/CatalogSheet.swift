import Domain
import Spreadsheet

enum CatalogSheet {
    static let name = "Catalogue"
    static let explanation = "Explanation"
    static let reasonTitle = "Problem"
    private static let widths: [CatalogColumn: Double] = [.product: 40, .sku: 24, .optionValue: 20]
    static let columns = CatalogColumn.allCases.map { SheetColumn($0.title, width: widths[$0] ?? 14) }

    static func cells(_ place: CatalogPlace) -> [SheetCell] {
        [
            .number("\(place.productID)"), .text(place.product), text(place.option), text(place.value),
            text(place.sku?.text),
            .number(place.price.plainText), .text(place.status), place.count.map { .number("\($0)") } ?? .empty,
        ]
    }

    static func explain(in writer: inout WorkbookWriter) throws {
        try writer.beginSheet(
            explanation, columns: [SheetColumn("Column", width: 16), SheetColumn("What it holds", width: 120)])
        for column in CatalogColumn.allCases {
            try writer.writeRow([.text(column.title), .text(column.explanation)])
        }
        try writer.writeRow([
            .text("Rows"),
            .text(
                "One for each value of a stock option, and one for each product without. Rows that are left out stay as they are."
            ),
        ])
    }

    private static func text(_ text: String?) -> SheetCell {
        text.map(SheetCell.text) ?? .empty
    }
}
