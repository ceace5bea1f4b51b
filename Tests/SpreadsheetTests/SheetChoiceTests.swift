import Spreadsheet
import TestSupport
import Testing

@Suite struct SheetChoiceTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        var book = Workbook(
            rows: "<row><c><v>1</v></c></row>",
            sheets: """
                <sheet name="Chart" sheetId="3" r:id="rId4"/><sheet name="Old" sheetId="1" state="veryHidden" r:id="rId1"/>\
                <sheet name="Products &amp; SKUs" sheetId="2" r:id="rId3"/>
                """)
        book["xl/worksheets/sheet2.xml"] = Workbook.worksheet("<row><c><v>2</v></c></row>")
        folder = try TemporaryFolder()
        path = try folder.zip("book.xlsx", book.parts)
    }

    @Test func `the first worksheet that can be seen is read, charts and hidden ones are passed over`() throws {
        #expect(try SheetReader(path: path).sheetNames == ["Products & SKUs"])
        #expect(try texts(path) == [["2"]])
    }

    @Test func `a sheet is found by its name, whatever its case, hidden or not`() throws {
        #expect(try texts(path, sheet: "products & skus") == [["2"]])
        #expect(try texts(path, sheet: "Old") == [["1"]])
    }

    @Test func `one reader reads its sheets again and again`() throws {
        let reader = try SheetReader(path: path)
        for _ in 0..<3 {
            var rows = try reader.rows(ofSheet: "Old")
            #expect(try rows.next()?.cells == [.number("1")])
            #expect(try rows.next() == nil)
            #expect(try rows.next() == nil)
        }
    }

    @Test func `another name is refused with the names there are`() {
        #expect(throws: SpreadsheetError.noSuchSheet("Stock", sheets: ["Products & SKUs"])) {
            try rows(path, sheet: "Stock")
        }
    }

    @Test(arguments: ["/xl/worksheets/sheet1.xml", "../xl/./worksheets/sheet1.xml", "worksheets/SHEET1.xml"])
    func `a part is found however the relationship spells it`(target: String) throws {
        #expect(try cells(Workbook(rows: "<row><c><v>7</v></c></row>", target: target)) == [[.number("7")]])
    }
}
