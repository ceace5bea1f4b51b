/// The texts that a workbook's cells share, one after another in one array: a `String` each would take several times as much.
final class SharedStrings: XMLHandler {
    private var bytes: [UInt8] = []
    /// Where each text ends.
    private var ends: [UInt32] = []
    private var isCollecting = false, isPhonetic = false
    private let limits: SheetLimits
    let root: StaticString = "sst"

    /// An empty table when the workbook has none.
    init(of workbook: WorkbookFile, _ limits: SheetLimits) throws(SpreadsheetError) {
        self.limits = limits
        // Some workbooks name a table that they do not have: it is missed only when a cell wants a text of it.
        guard let name = workbook.sharedStrings, let part = try workbook.archive.part(name) else { return }
        try XMLStream(part, self).run()
    }

    /// A text by its number; nil when there is none.
    subscript(index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return EscapedText.decode(bytes[start..<Int(ends[index])])
    }

    func start(_ name: XMLName, _ attributes: XMLAttributes) {
        switch name {
        case "t": isCollecting = !isPhonetic
        // How the text is read aloud, in Japanese workbooks: it is not part of it.
        case "rPh": isPhonetic = true
        default: break
        }
    }

    func end(_ name: XMLName) throws(SpreadsheetError) -> XMLStep {
        switch name {
        case "t": isCollecting = false
        case "rPh": isPhonetic = false
        case "si":
            ends.append(UInt32(bytes.count))
            try checkSize()
        default: break
        }
        return .goOn
    }

    func text(_ text: UnsafeRawBufferPointer) throws(SpreadsheetError) {
        guard isCollecting else { return }
        bytes.append(contentsOf: text)
        try checkSize()
    }

    private func checkSize() throws(SpreadsheetError) {
        guard bytes.count + ends.count * MemoryLayout<UInt32>.size <= limits.sharedStringBytes else {
            throw .unpacksTooLarge
        }
    }
}
