import Domain
import Spreadsheet

/// A file with catalogue rows, as people made it: columns in any order, others between them.
struct CatalogFile {
    private let reader: SheetReader
    private let sheet: String?
    private let path: String

    /// - Throws: `SpreadsheetError` for a file that cannot be read at all.
    init(path: String) throws {
        self.path = path
        reader = try SheetReader(path: path)
        sheet = reader.sheetNames.contains(CatalogSheet.name) ? CatalogSheet.name : reader.sheetNames.first
    }

    /// Reads every row.
    ///
    /// - Throws: `SpreadsheetError`, or a `Refusal` for a header that is not ours.
    func rows() throws -> (header: CatalogHeader, rows: [CatalogRow]) {
        var source = try reader.rows(ofSheet: sheet)
        let header = try CatalogHeader(source.next(), sheet: sheet)
        var rows: [CatalogRow] = []
        while let row = try source.next() {
            if let row = CatalogRow(number: row.number, { header.cell($0, in: row) }) { rows.append(row) }
        }
        return (header, rows)
    }

    /// Writes the rows that failed as they came, with what is wrong behind them: to be put right and imported again.
    func writeFailedRows(_ errors: [Int: [CatalogError]], to path: String) throws {
        var source = try reader.rows(ofSheet: sheet)
        var titles = try source.next()?.cells.map(\.text) ?? []
        let place = titles.firstIndex(of: Self.reasonTitle) ?? titles.count
        if place == titles.count { titles.append(Self.reasonTitle) }
        let known = Dictionary(CatalogSheet.columns.map { ($0.title, $0.width) }) { first, _ in first }
        let columns = titles.map { SheetColumn($0, width: $0 == Self.reasonTitle ? 80 : known[$0] ?? 14) }
        try WorkbookWriter.write(to: path) { writer in
            try writer.beginSheet(CatalogSheet.name, columns: columns)
            while let row = try source.next() {
                guard let errors = errors[row.number] else { continue }
                var cells = (0..<titles.count).map { row[$0] }
                cells[place] = .text(errors.map { "\($0.column.title): \($0.message)" }.joined(separator: " "))
                try writer.writeRow(cells)
            }
        }
    }

    private static let reasonTitle = "What is wrong"
}

/// Which column of a file holds what.
struct CatalogHeader {
    private let places: [CatalogColumn: Int]

    /// Reads the first row that has something in it.
    init(_ row: SheetRow?, sheet: String?) throws(Refusal) {
        let titles = (row?.cells ?? []).map { Self.plain($0.text) }
        var places: [CatalogColumn: Int] = [:]
        for column in CatalogColumn.allCases {
            let found = titles.indices.filter { titles[$0] == Self.plain(column.title) }
            guard found.count < 2 else {
                let letters = found.map(columnLetters).joined(separator: " and ")
                throw Refusal(
                    .invalid, "Two columns are called “\(column.title)”: \(letters). Remove or rename one of them.")
            }
            places[column] = found.first
        }
        let needed = CatalogColumn.allCases.filter(\.isNeeded)
        let missing = needed.filter { places[$0] == nil }.map { "“\($0.title)”" }
        guard missing.isEmpty else {
            let whose = sheet.map { "of the sheet “\($0)” " } ?? ""
            throw Refusal(
                .invalid,
                "The first row \(whose)has no column \(missing.joined(separator: ", ")). It must name these columns, in any order: \(needed.map(\.title).joined(separator: ", "))."
            )
        }
        self.places = places
    }

    /// The letters over a column.
    func letters(_ column: CatalogColumn) -> String {
        columnLetters(places[column] ?? 0)
    }

    /// The text of a cell; an error of the spreadsheet program is not taken for one.
    func cell(_ column: CatalogColumn, in row: SheetRow) -> Result<String, CatalogError> {
        let cell = row[places[column] ?? 0]
        if case .error(let text) = cell {
            return .failure(CatalogError(column, "The cell holds no value, but an error: \(text)."))
        }
        if column == .sku, let damage = cell.damage {
            return .failure(
                CatalogError(
                    column,
                    "The cell holds \(damage), not a SKU as somebody typed it. Format the column as text and type the SKU again."
                ))
        }
        return .success(cell.text)
    }

    private static func plain(_ title: String) -> String {
        title.split(whereSeparator: \.isWhitespace).joined(separator: " ").lowercased()
    }
}
