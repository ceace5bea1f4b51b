/// A spreadsheet file, .xlsx or .csv as its content says, whatever its name is.
///
/// A CSV cell that `CSVWriter` guarded with an apostrophe (`'=1+1`) is read without it.
///
/// Use it on one thread; nothing of the file is in memory but what the row at hand needs, and a workbook's shared strings.
package struct SheetReader {
    private enum Content {
        case workbook(WorkbookFile)
        case text(path: String)
    }

    private let content: Content
    private let limits: SheetLimits

    /// Opens a file and looks at what it is; no row is read yet.
    ///
    /// - Throws: every refusal that needs no row: too many bytes, old or encrypted, not a workbook, broken, no sheet.
    package init(path: String, limits: SheetLimits = SheetLimits()) throws(SpreadsheetError) {
        let start = try InputFile(path: path, limits: limits).start()
        self.limits = limits
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .oldOrEncrypted }
        // A local header, the end record of an archive without parts, or a split one: a CSV file may well begin with “PK,”.
        guard start.starts(with: "PK".utf8), start.count > 2, [3, 5, 7].contains(start[2]) else {
            content = .text(path: path)
            return
        }
        content = .workbook(try WorkbookFile(ZipArchive(path: path, limits: limits)))
    }

    /// The worksheets that can be seen, in the workbook's order; none for a CSV file.
    package var sheetNames: [String] {
        switch content {
        case .workbook(let workbook): workbook.sheets.filter(\.isVisible).map(\.name)
        case .text: []
        }
    }

    /// The rows of the first worksheet that can be seen, or of the one with this name, hidden or not. A CSV file has no names and
    /// takes any.
    ///
    /// - Throws: `noSheet`, `noSuchSheet`, and what is wrong with the parts that must be read first.
    package func rows(ofSheet name: String? = nil) throws(SpreadsheetError) -> SheetRows {
        switch content {
        case .workbook(let workbook):
            SheetRows(.worksheet(try WorksheetRows(workbook, workbook.sheet(named: name), limits)), limits)
        case .text(let path): SheetRows(.text(try CSVRows(InputFile(path: path, limits: limits), limits)), limits)
        }
    }
}

/// The rows of one sheet, read from the file one at a time as they are asked for.
package struct SheetRows: ~Copyable {
    enum Source {
        case worksheet(WorksheetRows)
        case text(CSVRows)
    }

    private let source: Source
    private let limit: Int
    private var count = 0

    init(_ source: Source, _ limits: SheetLimits) {
        self.source = source
        limit = limits.rows
    }

    /// The next row with something in it; nil after the last.
    ///
    /// - Throws: what is wrong with the file, found only now; there is nothing to be had from these rows afterwards.
    package mutating func next() throws(SpreadsheetError) -> SheetRow? {
        let row =
            switch source {
            case .worksheet(let rows): try rows.next()
            case .text(let rows): try rows.next()
            }
        guard let row else { return nil }
        count += 1
        guard count <= limit + 1 else { throw .tooManyRows(limit: limit) }
        return row
    }
}
