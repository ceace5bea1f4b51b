/// The rows of one worksheet: expat is stopped after each, and goes on when the next is asked for.
final class WorksheetRows {
    private let stream: XMLStream
    private let handler: WorksheetHandler

    init(_ workbook: WorkbookFile, _ sheet: WorkbookFile.Sheet, _ limits: SheetLimits) throws(SpreadsheetError) {
        workbook.archive.beginPass()
        handler = WorksheetHandler(try SharedStrings(of: workbook, limits), try CellStyles(of: workbook), limits)
        stream = try XMLStream(workbook.part(sheet.part), handler)
    }

    func next() throws(SpreadsheetError) -> SheetRow? {
        try stream.advance() ? handler.row : nil
    }
}

private final class WorksheetHandler: XMLHandler {
    private static let lastRow = 1_048_576

    private let strings: SharedStrings
    private let styles: CellStyles
    private var current: RowUnderWay
    private var cell = WorksheetCell()
    private var column = -1
    private var isCollecting = false, isPhonetic = false
    let root: StaticString = "worksheet"

    init(_ strings: SharedStrings, _ styles: CellStyles, _ limits: SheetLimits) {
        self.strings = strings
        self.styles = styles
        current = RowUnderWay(limits: limits)
    }

    var row: SheetRow { current.row }

    func start(_ name: XMLName, _ attributes: XMLAttributes) throws(SpreadsheetError) {
        switch name {
        case "c": try startCell(attributes)
        case "v": isCollecting = true
        case "t": isCollecting = !isPhonetic
        case "f": cell.hasFormula = true
        case "rPh": isPhonetic = true
        case "row": try startRow(attributes)
        default: break
        }
    }

    func end(_ name: XMLName) throws(SpreadsheetError) -> XMLStep {
        switch name {
        case "v", "t": isCollecting = false
        case "c": try current.put(try cell.value(strings), at: column)
        case "rPh": isPhonetic = false
        case "row": return current.isBlank ? .goOn : .pause
        // What follows, links and formats, says nothing about cells.
        case "sheetData": return .finish
        default: break
        }
        return .goOn
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard isCollecting else { return }
        guard cell.text.count + bytes.count <= SheetLimits.cellBytesInXML else {
            throw .cellTooLong(row: current.number, column: max(0, column))
        }
        cell.text.append(contentsOf: bytes)
    }

    /// Programs may leave `r` out of rows and cells: they follow each other then.
    private func startRow(_ attributes: XMLAttributes) throws(SpreadsheetError) {
        let number = attributes.bytes("r").map { CellReference.row($0) } ?? current.number + 1
        guard let number, (1...Self.lastRow).contains(number) else { throw .broken("a row beyond the last") }
        current.begin(number, isHidden: attributes.isTrue("hidden"))
        column = -1
    }

    private func startCell(_ attributes: XMLAttributes) throws(SpreadsheetError) {
        let next = attributes.bytes("r").map { CellReference.column($0) } ?? column + 1
        guard let next else { throw .broken("row \(current.number): a cell without a place") }
        column = next
        cell.begin(type: attributes.bytes("t"), style: styles[attributes.bytes("s")])
    }
}

private enum CellReference {
    static func row(_ text: UnsafePointer<CChar>) -> Int? {
        Int(String(cString: text))
    }

    /// The column of `C5`, counted from 0.
    static func column(_ text: UnsafePointer<CChar>) -> Int? {
        var column = 0, index = 0
        while let letter = Optional(UInt8(bitPattern: text[index]) | 0x20), (0x61...0x7A).contains(letter) {
            column = column * 26 + Int(letter - 0x60)
            index += 1
            guard index <= 3 else { return nil }
        }
        return index > 0 ? column - 1 : nil
    }
}
