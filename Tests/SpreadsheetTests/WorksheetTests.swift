import Spreadsheet
import TestSupport
import Testing

@Suite struct WorksheetTests {
    @Test func `shared strings keep their rich text and lose how they are read aloud`() throws {
        let book = Workbook(
            rows: """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>
                """,
            shared: """
                <si><t xml:space="preserve"> 000123 </t></si>
                <si><r><rPr><b/></rPr><t>Blue </t></r><r><t>shirt</t></r></si>
                <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>
                """)
        #expect(try cells(book) == [[.text(" 000123 "), .text("Blue shirt"), .text("東京")]])
    }

    @Test func `inline strings, formula texts, booleans, errors and dates are what they are`() throws {
        let book = Workbook(
            rows: """
                <row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>&amp;b</t></r></is></c>\
                <c r="B1" t="str"><f>A1&amp;"x"</f><v>00x</v></c><c r="C1" t="b"><v>1</v></c>\
                <c r="D1" t="e"><f>NA()</f><v>#N/A</v></c><c r="E1" t="d"><v>2024-01-31</v></c>\
                <c r="F1" s="3"><v>45322</v></c><c r="G1" t="b"><v>0</v></c></row>
                """)
        #expect(
            try cells(book) == [
                [
                    .text("a&b"), .text("00x"), .boolean(true), .error("#N/A"), .text("2024-01-31"), .number("45322"),
                    .boolean(false),
                ]
            ])
    }

    @Test func `a number whose style is a date's is one, and stays one when it is written`() throws {
        var book = Workbook(
            rows: """
                <row r="1"><c s="0"><v>1</v></c><c s="1"><v>46082</v></c><c s="2"><v>46082.5</v></c><c s="3"><v>5</v></c>\
                <c s="4"><v>6</v></c><c s="9"><v>7</v></c><c s="1" t="str"><v>x</v></c></row>
                """)
        book["xl/_rels/workbook.xml.rels"] = Workbook.relationships(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "styles", "styles.xml"))
        book["xl/styles.xml"] = """
            <styleSheet xmlns="\(Workbook.main)"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/>\
            <numFmt numFmtId="165" formatCode="[Red]&quot;days &quot;#,##0.00"/><numFmt numFmtId="166" formatCode="[h]"/></numFmts>\
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>\
            <xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>
            """
        let wanted: [SheetCell] = [
            .number("1"), .date("46082"), .date("46082.5"),
            .formatted("5", NumberFormat("[Red]\"days \"#,##0.00")), .date("6"), .number("7"), .text("x"),
        ]
        #expect(try cells(book) == [wanted])
        let written = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("A", columns: [])
            try writer.writeRow(wanted)
        }
        let folder = try TemporaryFolder()
        var rows = try SheetReader(path: folder.write("a.xlsx", written)).rows()
        #expect(try rows.next()?.cells == wanted)
    }

    @Test func `a formula gives the value that the file holds, and without one an error`() throws {
        let book = Workbook(
            rows: """
                <row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f><v></v></c><c r="C1"><f>1+1</f></c>\
                <c r="D1" t="str"><f>""</f><v></v></c><c r="E1" t="s"><f>A1</f><v>0</v></c></row>
                """, shared: "<si><t>S</t></si>")
        #expect(try cells(book) == [[.number("2"), .notCalculated, .notCalculated, .empty, .text("S")]])
    }

    @Test func `gaps are filled, blank rows left out, numbers kept`() throws {
        let folder = try TemporaryFolder()
        let book = Workbook(
            rows: """
                <row r="2"><c r="C2"><v>3</v></c><c r="E2"><v>5</v></c><c r="XFD2" s="4"/></row><row r="3"/>\
                <row r="5"><c r="A5" t="inlineStr"><is><t></t></is></c></row><row r="9"><c r="A9"><v>1</v></c></row>
                """)
        let found = try rows(folder.zip("book.xlsx", book.parts))
        #expect(found.map(\.number) == [2, 9])
        #expect(found[0].cells == [.empty, .empty, .number("3"), .empty, .number("5")])
        #expect(found[0][2] == .number("3") && found[0][300] == .empty)
    }

    @Test func `rows and cells that do not say where they are follow each other`() throws {
        let folder = try TemporaryFolder()
        let book = Workbook(
            rows: "<row><c><v>1</v></c><c r=\"D1\"><v>4</v></c><c><v>5</v></c></row><row/><row><c><v>6</v></c></row>")
        let found = try rows(folder.zip("book.xlsx", book.parts))
        #expect(found.map(\.number) == [1, 3])
        #expect(found[0].cells == [.number("1"), .empty, .empty, .number("4"), .number("5")])
    }

    @Test func `escapes of characters that XML cannot hold are undone`() throws {
        let book = Workbook(
            rows: """
                <row><c t="inlineStr"><is><t>a_x000D_&#10;b</t></is></c><c t="inlineStr"><is><t>_x005F_x0041_</t></is></c>\
                <c t="inlineStr"><is><t>_xD83D__xDE00_ _xD83D_ _x12_ _xyz_</t></is></c></row>
                """)
        #expect(try cells(book) == [[.text("a\r\nb"), .text("_x0041_"), .text("😀 _xD83D_ _x12_ _xyz_")]])
    }

    @Test func `strict workbooks, prefixes and UTF-16 parts are read`() throws {
        var book = Workbook(rows: "")
        let strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        book["xl/workbook.xml"] = """
            <x:workbook xmlns:x="\(strict)" xmlns:rel="http://purl.oclc.org/ooxml/officeDocument/relationships">\
            <x:sheets><x:sheet name="S" sheetId="1" rel:id="rId1"/></x:sheets></x:workbook>
            """
        book["_rels/.rels"] = book["_rels/.rels"].replacing(
            Workbook.links, with: "http://purl.oclc.org/ooxml/officeDocument")
        let sheet = """
            <?xml version="1.0" encoding="UTF-16"?><x:worksheet xmlns:x="\(strict)" xmlns:o="urn:other"><x:sheetData>\
            <x:row r="1"><o:c r="B1"><o:v>9</o:v></o:c><x:c r="A1" t="inlineStr"><x:is><x:t>₹ ok</x:t></x:is></x:c></x:row>\
            </x:sheetData></x:worksheet>
            """
        book.parts["xl/worksheets/sheet1.xml"] =
            [0xFF, 0xFE] + sheet.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(try cells(book) == [[.text("₹ ok")]])
    }
}
