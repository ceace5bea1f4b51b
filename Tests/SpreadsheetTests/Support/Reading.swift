import Spreadsheet
import TestSupport

/// All rows of a sheet.
func rows(_ path: String, sheet: String? = nil, limits: SheetLimits = SheetLimits()) throws -> [SheetRow] {
    var rows = try SheetReader(path: path, limits: limits).rows(ofSheet: sheet), all: [SheetRow] = []
    while let row = try rows.next() { all.append(row) }
    return all
}

/// What a person sees in all cells, row by row.
func texts(_ path: String, sheet: String? = nil) throws -> [[String]] {
    try rows(path, sheet: sheet).map { $0.cells.map(\.text) }
}

/// The cells of a hand-made workbook's rows.
func cells(_ workbook: Workbook) throws -> [[SheetCell]] {
    let folder = try TemporaryFolder()
    return try rows(folder.zip("book.xlsx", workbook.parts)).map(\.cells)
}
