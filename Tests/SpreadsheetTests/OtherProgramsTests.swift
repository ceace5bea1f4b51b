import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

/// Files that other programs really write. One at a time: LibreOffice takes a core for a second or two.
@Suite(.serialized) struct OtherProgramsTests {
    private let folder: TemporaryFolder
    private let openpyxl: String

    init() throws {
        folder = try TemporaryFolder()
        openpyxl = folder.file("book.xlsx")
        try python("write_with_openpyxl.py", openpyxl)
    }

    private let header = ["SKU", "Name", "Price", "On", "Bad", "Sum", "Big"].map { SheetCell.text($0) }
    private let shirt: [SheetCell] = [
        .text("000123"), .text("₹ shirt\nlarge 😀"), .number("1299.5"), .boolean(true), .error("#N/A"),
    ]
    private let last: [SheetCell] = [
        .number("100234"), .text(" lead & <trail> "), .number("0.3"), .boolean(false), .empty, .empty,
        .number("8901234567890"),
    ]

    @Test func `openpyxl's workbook is read, and its formula has no result yet`() throws {
        let found = try rows(openpyxl)
        #expect(try SheetReader(path: openpyxl).sheetNames == ["Products"])
        #expect(found.map(\.number) == [1, 2, 4])
        #expect(found.map(\.cells) == [header, shirt + [.notCalculated, .number("100234")], last])
    }

    @Test func `LibreOffice's workbook is read, with what it calculated`() throws {
        let found = try rows(LibreOffice.convert(openpyxl, to: "xlsx", in: folder))
        #expect(found.map(\.number) == [1, 2, 4])
        #expect(found.map(\.cells) == [header, shirt + [.number("2"), .number("100234")], last])
    }

    @Test func `LibreOffice's own document becomes a workbook with repeated rows and cells`() throws {
        let text =
            #"<table:table-cell office:value-type="string"><text:p>00<text:span>7</text:span></text:p></table:table-cell>"#
        let path = try folder.write(
            "own.fods",
            LibreOffice.flat(
                sheet: "Käse &amp; Co",
                """
                <table:table-row>\(text)<table:table-cell table:number-columns-repeated="2"/>\(text)</table:table-row>
                <table:table-row table:number-rows-repeated="1000"><table:table-cell/></table:table-row>
                <table:table-row><table:table-cell office:value-type="percentage" office:value="0.125"/>
                <table:table-cell table:formula="of:=[.A1]&amp;&quot;x&quot;" office:value-type="string"/></table:table-row>
                """))
        let book = try LibreOffice.convert(path, to: "xlsx", in: folder)
        let found = try rows(book, sheet: "Käse & Co")
        #expect(found.map(\.number) == [1, 1002])
        #expect(found[0].cells == [.text("007"), .empty, .empty, .text("007")])
        #expect(found[1].cells == [.number("0.125"), .text("007x")])
    }

    @Test func `LibreOffice's CSV is read with any separator, and its old .xls is refused`() throws {
        // The character code of the separator, then that of the quote, then UTF-8.
        let commas = "csv:Text - txt - csv (StarCalc):44,34,76", semicolons = "csv:Text - txt - csv (StarCalc):59,34,76"
        let visible = try LibreOffice.convert(openpyxl, to: commas, in: folder)
        #expect(try texts(visible)[0][0] == "SKU")
        #expect(try texts(visible)[1].prefix(2) == ["000123", "₹ shirt\nlarge 😀"])
        #expect(
            try texts(LibreOffice.convert(openpyxl, to: semicolons, in: folder))[1].prefix(3) == [
                "000123", "₹ shirt\nlarge 😀", "1299.5",
            ])
        let old = try LibreOffice.convert(openpyxl, to: "xls", in: folder)
        #expect(throws: SpreadsheetError.oldOrEncrypted) { try SheetReader(path: old) }
        let document = try LibreOffice.convert(openpyxl, to: "ods", in: folder)
        #expect(throws: SpreadsheetError.notAWorkbook) { try SheetReader(path: document) }
    }

    @Test func `what we write, other programs read as it was meant`() throws {
        let path = folder.file("ours.xlsx")
        try WorkbookWriter.write(to: path) { book in
            try book.beginSheet("Products", columns: [SheetColumn("SKU", width: 30), SheetColumn("Price")])
            try book.writeRow([.text("=1+1"), .number("1299.50")])
            try book.writeRow([.text("1E5"), .boolean(true)])
            try book.beginSheet("About", columns: [SheetColumn("Column")])
        }
        let printed = try python("read_with_openpyxl.py", path)
        let sheets = try JSONDecoder().decode([ReadSheet].self, from: Data(printed.utf8))
        #expect(sheets.map(\.name) == ["Products", "About"])
        #expect(sheets.allSatisfy { $0.frozen == "A2" && $0.bold })
        // Excel adds 5 pixels of margin to a width of 30.
        #expect(abs(sheets[0].width - 30.7) < 0.1)
        #expect(
            sheets[0].cells == [
                [["s", "SKU"], ["s", "Price"]], [["s", "=1+1"], ["n", "1299.5"]], [["s", "1E5"], ["b", "True"]],
            ])
        let again = try LibreOffice.convert(path, to: "csv", in: folder)
        #expect(try texts(again) == [["SKU", "Price"], ["=1+1", "1299.5"], ["1E5", "TRUE"]])
    }

    private struct ReadSheet: Decodable {
        let name: String
        let frozen: String?
        let bold: Bool
        let width: Double
        let cells: [[[String]]]
    }
}
