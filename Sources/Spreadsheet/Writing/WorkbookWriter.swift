import CXlsxWriter

/// Writes an .xlsx workbook row by row; libxlsxwriter keeps one row in memory and the rest in files of its own.
///
/// A text is written as text whatever it looks like: `000123`, `1E5` and `=SUM(A1)` come out as they went in, never as a number or
/// a formula.
package struct WorkbookWriter: ~Copyable {
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let bold: UnsafeMutablePointer<lxw_format>?
    private let date: UnsafeMutablePointer<lxw_format>?
    private var formats: [String: UnsafeMutablePointer<lxw_format>] = [:]
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var nextRow: UInt32 = 0

    /// Writes a workbook to a file, over what is there. When it fails, or `fill` throws, no file is left.
    ///
    /// - Throws: `SpreadsheetError.cannotWrite` or `.cellTooLong`, or what `fill` throws.
    package static func write(to path: String, _ fill: (inout WorkbookWriter) throws -> Void) throws {
        try OutputFile.writing(to: path) {
            var writer = try WorkbookWriter(path: path)
            do {
                try fill(&writer)
            } catch {
                // Only closing frees libxlsxwriter's own files; what it leaves is removed.
                try? writer.close()
                throw error
            }
            try writer.close()
        }
    }

    /// The bytes of a workbook, for an answer that is downloaded.
    ///
    /// - Throws: as `write(to:_:)`.
    package static func bytes(_ fill: (inout WorkbookWriter) throws -> Void) throws -> [UInt8] {
        try OutputFile.bytes { path in try write(to: path, fill) }
    }

    private init(path: String) throws(SpreadsheetError) {
        var options = lxw_workbook_options(constant_memory: 1, tmpdir: nil, use_zip64: 0)
        guard let workbook = workbook_new_opt(path, &options) else { throw .cannotWrite("no memory for a workbook") }
        self.workbook = workbook
        bold = workbook_add_format(workbook)
        format_set_bold(bold)
        date = workbook_add_format(workbook)
        // Excel's own short date, which each country writes its own way.
        format_set_num_format_index(date, 14)
    }

    /// Begins a sheet with a header row, bold, that stays in view. Rows go into the sheet that was begun last.
    ///
    /// - Throws: `cannotWrite` when Excel forbids the name: over 31 characters, `[]:*?/\`, or used already.
    package mutating func beginSheet(_ name: String, columns: [SheetColumn]) throws(SpreadsheetError) {
        try check(workbook_validate_sheet_name(workbook, name))
        guard let sheet = workbook_add_worksheet(workbook, name) else { throw .cannotWrite("no memory for a sheet") }
        self.sheet = sheet
        nextRow = 0
        for (index, column) in columns.enumerated() {
            try check(worksheet_set_column(sheet, UInt16(index), UInt16(index), column.width, nil))
        }
        try writeRow(columns.map { .text($0.title) }, format: bold)
        worksheet_freeze_panes(sheet, 1, 0)
    }

    /// Writes the next row.
    ///
    /// - Throws: `cellTooLong` (characters that XML cannot hold count for the seven of their escape), or `cannotWrite` when no sheet was begun or the sheet is full.
    package mutating func writeRow(_ cells: [SheetCell]) throws(SpreadsheetError) {
        try writeRow(cells, format: nil)
    }

    private mutating func writeRow(
        _ cells: [SheetCell], format: UnsafeMutablePointer<lxw_format>?
    ) throws(SpreadsheetError) {
        guard let sheet else { throw .cannotWrite("a row before the first sheet") }
        for (index, cell) in cells.enumerated() {
            let column = UInt16(clamping: index)
            switch cell {
            case .empty: break
            case .boolean(let value): try check(worksheet_write_boolean(sheet, nextRow, column, value ? 1 : 0, format))
            case .number(let digits), .date(let digits), .formatted(let digits, _):
                // Digits that a cell could not keep (Excel has 15), and what is no number, are written as text.
                if let plain = NumberText.plain(digits), let number = Double(plain),
                    NumberText.plain("\(number)") == plain
                {
                    try check(worksheet_write_number(sheet, nextRow, column, number, numberFormat(cell) ?? format))
                } else {
                    try writeText(cell.text, column, format)
                }
            case .text(let text), .error(let text): try writeText(text, column, format)
            }
        }
        nextRow += 1
    }

    private mutating func numberFormat(_ cell: SheetCell) -> UnsafeMutablePointer<lxw_format>? {
        if case .date = cell { return date }
        guard case .formatted(_, let shown) = cell else { return nil }
        if let format = formats[shown.code] { return format }
        let format = workbook_add_format(workbook)
        // libxlsxwriter cuts longer ones: any that fills the column keeps the number from being taken as it is.
        format_set_num_format(format, shown.code.utf8.count < 128 ? shown.code : "* 0")
        formats[shown.code] = format
        return format
    }

    private func writeText(
        _ text: String, _ column: UInt16, _ format: UnsafeMutablePointer<lxw_format>?
    ) throws(SpreadsheetError) {
        let tooLong = SpreadsheetError.cellTooLong(row: Int(nextRow) + 1, column: Int(column))
        // libxlsxwriter counts whole characters, Excel those outside the first plane twice; and it counts what was escaped.
        guard text.utf16.count <= SheetLimits.cellCharacters else { throw tooLong }
        let error = worksheet_write_string(sheet, nextRow, column, EscapedText.encode(text), format)
        if error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED { throw tooLong }
        try check(error)
    }

    private consuming func close() throws(SpreadsheetError) {
        try check(workbook_close(workbook))
    }

    private func check(_ error: lxw_error) throws(SpreadsheetError) {
        guard error == LXW_NO_ERROR else { throw .cannotWrite(String(cString: lxw_strerror(error))) }
    }
}
