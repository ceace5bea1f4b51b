import Domain
import Spreadsheet

/// A file with catalogue rows as people make them: columns in any order, other columns between, a title above.
struct CatalogFile {
    private let reader: SheetReader
    private let sheet: String?

    /// - Throws: `SpreadsheetError` for a file that cannot be read at all.
    init(path: String) throws {
        reader = try SheetReader(path: path)
        sheet = reader.sheetNames.contains(CatalogSheet.name) ? CatalogSheet.name : reader.sheetNames.first
    }

    /// - Throws: `SpreadsheetError`, or a `Refusal` for a header that is not ours.
    func content() throws -> CatalogContent {
        var source = try reader.rows(ofSheet: sheet)
        var content = CatalogContent(
            header: try CatalogHeader(findingIn: &source, sheet: sheet), sheet: sheet,
            otherSheets: reader.sheetNames.filter { $0 != sheet && $0 != CatalogSheet.explanation })
        while let row = try source.next() {
            content.untitled.formUnion(content.header.untitled(in: row))
            guard let read = CatalogRow(number: row.number, { content.header.cell($0, in: row) }) else { continue }
            content.rows.append(read)
            if row.isHidden { content.hiddenRows += 1 }
        }
        return content
    }

    /// Writes the failed rows unchanged, each with its problem in a last column, to be corrected and imported again.
    func writeFailedRows(_ errors: [Int: [CatalogError]], of header: CatalogHeader, to path: String) throws {
        var source = try reader.rows(ofSheet: sheet)
        var titles = header.titles
        let place = header.reasonColumn
        if place == titles.count { titles.append(CatalogSheet.reasonTitle) }
        let known = Dictionary(CatalogSheet.columns.map { ($0.title, $0.width) }) { first, _ in first }
        let columns = titles.map { SheetColumn($0, width: $0 == CatalogSheet.reasonTitle ? 80 : known[$0] ?? 14) }
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
}

struct CatalogContent {
    let header: CatalogHeader
    let sheet: String?
    let otherSheets: [String]
    var rows: [CatalogRow] = []
    var hiddenRows = 0
    /// Columns with content but without a title.
    var untitled: Set<Int> = []

    var notes: [String] {
        var notes: [String] = []
        let named = sheet.map { "The sheet “\($0)” was read" } ?? "The file was read"
        if header.row > 1 { notes.append("\(named) from row \(header.row), which holds the column titles.") }
        if !otherSheets.isEmpty {
            let names = list(otherSheets.map { "“\($0.shortened())”" })
            notes.append((header.row > 1 ? "" : "\(named). ") + "Not read: \(names).")
        }
        if !header.missing.isEmpty {
            notes.append("Not in the file, so left as they are: \(list(header.missing.map(\.title))).")
        }
        let ignored =
            header.unknown.map { "“\($0.title.shortened())” (\(columnLetters($0.column)))" }
            + untitled.sorted().map { "\(columnLetters($0)), which has no title" }
        if !ignored.isEmpty { notes.append("Ignored, because the catalogue has no such column: \(list(ignored)).") }
        if hiddenRows > 0 {
            notes.append("\(counted(hiddenRows, "hidden row was", "hidden rows were")) read like the others.")
        }
        return notes
    }

    private func list(_ names: [String]) -> String {
        names.prefix(20).joined(separator: ", ") + (names.count > 20 ? " and \(names.count - 20) more" : "")
    }
}
