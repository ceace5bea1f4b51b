import Spreadsheet
import TestSupport
import Testing

/// Files as programs other than Excel write them, and as people leave them.
struct ForeignFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a workbook of Google Sheets is read`() throws {
        var book = Workbook(
            rows: """
                <row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1" t="s"><v>1</v></c></row>\
                <row r="2"><c r="A2" s="2"><v>4.0</v></c><c r="B2" s="3" t="str">\
                <f>IFERROR(__xludf.DUMMYFUNCTION("QUERY(A1)"),"POLO-M")</f><v>POLO-M</v></c></row>\
                <row r="3" ht="15.75" customHeight="1"/><row r="4" ht="15.75" customHeight="1"/>
                """,
            shared: "<si><t>Product ID</t></si><si><r><t>S</t></r><r><rPr><b/></rPr><t>KU</t></r></si>",
            sheets: #"<sheet state="visible" name="Sheet1" sheetId="1" r:id="rId1"/>"#)
        book["xl/_rels/workbook.xml.rels"] = Workbook.relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"))
        book["xl/styles.xml"] = """
            <styleSheet xmlns="\(Workbook.main)" xmlns:x14ac="urn:x14ac"><numFmts count="1">\
            <numFmt numFmtId="164" formatCode="General"/></numFmts><cellXfs count="4"><xf/><xf numFmtId="0"/>\
            <xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49"/></cellXfs></styleSheet>
            """
        #expect(try cells(book) == [[.text("Product ID"), .text("SKU")], [.number("4"), .text("POLO-M")]])
    }

    @Test func `a hidden row is read, and known as one`() throws {
        let book = Workbook(
            rows: """
                <row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row>\
                <row r="3" hidden="true"><c><v>3</v></c></row><row r="4" hidden="0"><c><v>4</v></c></row>
                """)
        #expect(try rows(folder.zip("a.xlsx", book.parts)).map(\.isHidden) == [false, true, true, false])
    }

    @Test(arguments: [
        ("Stock, prices and names\n\nProduct ID;SKU\n1;A\n2;B\n", ["Product ID", "SKU"]),
        ("Catalogue\nProduct ID,SKU\n1,A\n", ["Product ID", "SKU"]),
        ("Product ID;Price\n1;12,50\n2;13,50\n", ["Product ID", "Price"]),
        ("Product ID\tNote\n1\ta, b; c\n2\td, e; f\n", ["Product ID", "Note"]),
        ("5\" pipes\nProduct ID;SKU\n1;\"a\"\"b,c\"\n2;x\n", ["Product ID", "SKU"]),
        ("SEP=;\r\nProduct ID;SKU\r\n1;A\r\n", ["Product ID", "SKU"]),
    ])
    func `the separator is told below a title too`(text: String, header: [String]) throws {
        #expect(try texts(folder.write("a.csv", text)).contains(header))
    }
}
