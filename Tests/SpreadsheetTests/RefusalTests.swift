import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

@Suite struct RefusalTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func refuses(_ error: SpreadsheetError, _ path: String, limits: SheetLimits = SheetLimits()) {
        #expect(throws: error) { try rows(path, limits: limits) }
    }

    private func refusesAsBroken(_ book: Workbook, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let path = try folder.zip("\(UUID()).xlsx", book.parts)
        let error = #expect(throws: SpreadsheetError.self, sourceLocation: sourceLocation) { try rows(path) }
        guard case .broken = error else {
            Issue.record("not broken but \(String(describing: error))", sourceLocation: sourceLocation)
            return
        }
    }

    @Test func `a file that is not there, is a folder or is empty`() throws {
        refuses(.cannotOpen, folder.file("nothing.xlsx"))
        refuses(.cannotOpen, folder.path)
        refuses(.emptyFile, try folder.write("empty.csv", ""))
    }

    @Test func `bytes, rows and columns have limits, which are still allowed`() throws {
        let limits = SheetLimits(rows: 3, bytes: 12, columns: 2)
        #expect(try rows(folder.write("a.csv", "a,b\n\n1,2\n3,,"), limits: limits).count == 3)
        #expect(try rows(folder.write("a.csv", "a\nb\nc\nd"), limits: limits).count == 4)
        refuses(.tooManyBytes(limit: 12), try folder.write("a.csv", "a,b\n1,2\n3,4,5"), limits: limits)
        refuses(.tooManyRows(limit: 3), try folder.write("a.csv", "a\nb\nc\nd\ne"), limits: limits)
        refuses(.tooManyColumns(row: 2, limit: 2), try folder.write("a.csv", "a\nb,,c"), limits: limits)
        let book = Workbook(rows: (0..<5).map { "<row r=\"\($0 * 2 + 1)\"><c><v>\($0)</v></c></row>" }.joined())
        refuses(.tooManyRows(limit: 3), try folder.zip("b.xlsx", book.parts), limits: SheetLimits(rows: 3))
        let wide = Workbook(rows: "<row r=\"7\"><c r=\"XFD7\"><v>1</v></c></row>")
        refuses(.tooManyColumns(row: 7, limit: 256), try folder.zip("b.xlsx", wide.parts))
    }

    @Test func `old and encrypted workbooks, known by the first bytes`() throws {
        refuses(.oldOrEncrypted, try folder.write("a.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
    }

    @Test func `archives that hold no workbook`() throws {
        refuses(.notAWorkbook, try folder.zip("a.xlsx", ["mimetype": Array("application/zip".utf8)]))
        var binary = Workbook(rows: "")
        binary["_rels/.rels"] = Workbook.relationships(("rId1", "officeDocument", "xl/workbook.bin"))
        refuses(.notAWorkbook, try folder.zip("a.xlsb", binary.parts))
    }

    @Test func `workbooks without a sheet that can be seen`() throws {
        let hidden = Workbook(rows: "", sheets: #"<sheet name="A" sheetId="1" state="hidden" r:id="rId1"/>"#)
        refuses(.noSheet, try folder.zip("a.xlsx", hidden.parts))
        refuses(.noSheet, try folder.zip("a.xlsx", Workbook(rows: "", sheets: "<x/>").parts))
    }

    @Test func `parts that break the rules`() throws {
        try refusesAsBroken(Workbook(rows: "<row><c><v>1</v></row>"))
        try refusesAsBroken(Workbook(rows: #"<row><c t="s"><v>0</v></c></row>"#))
        try refusesAsBroken(Workbook(rows: #"<row><c t="s"><v>-1</v></c></row>"#, shared: "<si><t>a</t></si>"))
        try refusesAsBroken(Workbook(rows: #"<row r="0"/>"#))
        try refusesAsBroken(Workbook(rows: #"<row r="1048577"/>"#))
        try refusesAsBroken(Workbook(rows: #"<row><c r="12"/></row>"#))
        try refusesAsBroken(Workbook(rows: #"<row><c r="ABCDE1"/></row>"#))
        var other = Workbook(rows: "")
        other["xl/worksheets/sheet1.xml"] = "<html><body/></html>"
        try refusesAsBroken(other)
        other.parts["xl/worksheets/sheet1.xml"] = nil
        try refusesAsBroken(other)
    }

    @Test func `a truncated file is refused`() throws {
        let whole = try bytes(of: folder.zip("a.xlsx", Workbook(rows: "<row/>").parts))
        for length in stride(from: 3, to: whole.count - 1, by: 7) {
            let path = try folder.write("cut.xlsx", whole.prefix(length))
            #expect(throws: SpreadsheetError.self) { try rows(path) }
        }
    }

    @Test func `every refusal has a sentence of its own`() {
        let all: [SpreadsheetError] = [
            .cannotOpen, .emptyFile, .tooManyBytes(limit: 20 << 20), .tooManyRows(limit: 100_000),
            .tooManyColumns(row: 1, limit: 256), .cellTooLong(row: 3, column: 27), .unpacksTooLarge, .oldOrEncrypted,
            .notAWorkbook, .broken("x"), .documentType, .noSheet, .noSuchSheet("A", sheets: ["B", "C"]),
            .notUnicode(row: 4), .openQuote(row: 5), .cannotWrite("x"),
        ]
        #expect(Set(all.map(\.message)).count == all.count)
        #expect(all.allSatisfy { $0.message.hasSuffix(".") && $0.message.count < 140 })
        #expect(SpreadsheetError.tooManyRows(limit: 100_000).message.contains("100,000 rows"))
        #expect(SpreadsheetError.tooManyBytes(limit: 20 << 20).message.contains("20 MB"))
        #expect(SpreadsheetError.tooManyColumns(row: 1, limit: 256).message.contains("column IV"))
        #expect(SpreadsheetError.cellTooLong(row: 3, column: 27).message.contains("Cell AB3"))
    }
}
