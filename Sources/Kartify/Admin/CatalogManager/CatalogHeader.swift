import Domain
import Spreadsheet

struct CatalogHeader {
    /// The most rows above and including the header, such as a title and a date.
    private static let mostRows = 20

    let row: Int
    let titles: [String]
    private let places: [CatalogColumn: Int]

    /// Finds the first row with a Product ID column.
    init(findingIn rows: inout SheetRows, sheet: String?) throws {
        var first: SheetRow?
        for _ in 0..<Self.mostRows {
            guard let row = try rows.next() else { break }
            first = first ?? row
            if row.cells.contains(where: { Self.plain($0.text) == Self.plain(CatalogColumn.productID.title) }) {
                self = try CatalogHeader(row)
                return
            }
        }
        let whose = sheet.map { "of the sheet “\($0)” " } ?? ""
        let below = first == nil ? "" : ", nor has one of the \(Self.mostRows - 1) below it"
        throw Refusal(
            .invalid,
            "The first row \(whose)has no column “\(CatalogColumn.productID.title)”\(below). \(Self.needed)")
    }

    private static let needed =
        "One row must hold the column titles, in any order: Product ID, Option value (if any) and what to change: \(CatalogColumn.changing.map(\.title).joined(separator: ", "))."

    private init(_ row: SheetRow) throws(Refusal) {
        self.row = row.number
        titles = row.cells.map(\.text)
        let plain = titles.map(Self.plain)
        var places: [CatalogColumn: Int] = [:]
        for column in CatalogColumn.allCases {
            let found = plain.indices.filter { plain[$0] == Self.plain(column.title) }
            guard found.count < 2 else {
                let letters = found.map(columnLetters).joined(separator: " and ")
                throw Refusal(
                    .invalid, "Two columns are called “\(column.title)”: \(letters). Remove or rename one of them.")
            }
            places[column] = found.first
        }
        guard CatalogColumn.changing.contains(where: { places[$0] != nil }) else {
            let names = CatalogColumn.changing.map { "“\($0.title)”" }.joined(separator: ", ")
            throw Refusal(
                .invalid, "Row \(row.number) has no column \(names): nothing could be changed. \(Self.needed)")
        }
        self.places = places
    }

    var missing: [CatalogColumn] { CatalogColumn.changing.filter { places[$0] == nil } }

    var unknown: [(column: Int, title: String)] {
        titles.indices.filter { !titles[$0].trimmed.isEmpty && !isOurs($0) }.map { ($0, titles[$0].trimmed) }
    }

    /// The problem column of an earlier workbook of failed rows, or the one after the last column.
    var reasonColumn: Int { titles.firstIndex(of: CatalogSheet.reasonTitle) ?? titles.count }

    private func isOurs(_ column: Int) -> Bool { column == reasonColumn || places.values.contains(column) }

    func untitled(in row: SheetRow) -> [Int] {
        row.cells.indices.filter {
            ($0 >= titles.count || titles[$0].trimmed.isEmpty) && !row[$0].text.trimmed.isEmpty
        }
    }

    func letters(_ column: CatalogColumn) -> String {
        columnLetters(places[column] ?? 0)
    }

    /// The text of a cell as a person sees it, or the number for amounts and IDs; empty if the column is missing. Text that a
    /// spreadsheet program has damaged is refused.
    func cell(_ column: CatalogColumn, in row: SheetRow) -> Result<String, CatalogError> {
        guard let place = places[column] else { return .success("") }
        let cell = row[place]
        if case .error(let text) = cell {
            return .failure(CatalogError(column, "The cell holds no value, but an error: \(text)."))
        }
        if let damage = column.isNumber ? cell.damageOfNumber : cell.damageOfText {
            let what = column == .sku ? "SKU" : column.isNumber ? "number" : "text"
            let format = column.isNumber ? "number" : "text"
            return .failure(
                CatalogError(
                    column,
                    "The cell holds \(damage), not a \(what) as it was typed. Format the column as \(format) and type the \(what) again."
                ))
        }
        if column.isNumber, case .formatted(let digits, _) = cell { return .success(digits) }
        return .success(cell.text)
    }

    /// Letters and digits alone: `PRODUCT_ID`, `Product  id` and `Product ID*` are one title.
    private static func plain(_ title: String) -> String {
        title.plainForms.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
