import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

@Suite struct WritingTests {
    private struct Stop: Error {}

    private let folder: TemporaryFolder
    private let columns = [SheetColumn("A")]

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test(arguments: ["=1+1", "+91 98", "-5", "@x", "\tx", "\rx", "＝1", "'=1", "''@"])
    func `a CSV cell that would be a formula gets an apostrophe, and loses it again`(text: String) throws {
        let bytes = try CSVWriter.bytes(columns: columns) { try $0.writeRow([.text(text)]) }
        let written = String(decoding: bytes, as: UTF8.self).replacing("\"", with: "")
        #expect(Array(written.utf8) == Array("\u{FEFF}A\r\n'\(text)\r\n".utf8))
        #expect(try texts(folder.write("a.csv", bytes)) == [["A"], [text]])
    }

    @Test func `an apostrophe that guards nothing stays`() throws {
        #expect(try texts(folder.write("a.csv", "'tis,'1,''\n")) == [["'tis", "'1", "''"]])
    }

    @Test func `sheet names that Excel forbids are refused`() throws {
        for name in [String(repeating: "x", count: 32), "a/b", "a:b", "[x]", "One"] {
            #expect(throws: SpreadsheetError.self) {
                try WorkbookWriter.bytes { book in
                    try book.beginSheet("one", columns: columns)
                    try book.beginSheet(name, columns: columns)
                }
            }
        }
    }

    @Test func `a text longer than a cell is refused by its place`() throws {
        #expect(throws: SpreadsheetError.cellTooLong(row: 2, column: 1)) {
            try WorkbookWriter.bytes { book in
                try book.beginSheet("S", columns: columns)
                try book.writeRow([.empty, .text(String(repeating: "😀", count: 16_384))])
            }
        }
        let longest = String(repeating: "_x-\n", count: 8191)
        let bytes = try WorkbookWriter.bytes { book in
            try book.beginSheet("S", columns: columns)
            try book.writeRow([.text(longest)])
        }
        #expect(try texts(folder.write("book.xlsx", bytes)).last == [longest])
    }

    @Test func `a writing that fails leaves no file`() throws {
        let path = folder.file("a.xlsx")
        #expect(throws: Stop.self) {
            try WorkbookWriter.write(to: path) { book in
                try book.beginSheet("S", columns: columns)
                throw Stop()
            }
        }
        #expect(throws: Stop.self) { try CSVWriter.write(to: path, columns: columns) { _ in throw Stop() } }
        #expect(throws: SpreadsheetError.self) { try WorkbookWriter.write(to: path) { try $0.writeRow([]) } }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(throws: SpreadsheetError.self) { try WorkbookWriter.write(to: folder.file("no/a.xlsx")) { _ in } }
    }
}
