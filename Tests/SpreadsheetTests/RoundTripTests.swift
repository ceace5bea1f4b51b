import Spreadsheet
import TestSupport
import Testing

@Suite struct RoundTripTests {
    private let columns = [SheetColumn("SKU"), SheetColumn("=Name"), SheetColumn("Text")]
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Texts made of what goes wrong: separators, quotes, every line ending, escapes, formulas, marks, and letters of all planes.
    private func anyText() -> String {
        let pieces = [
            "0", "00123", "1E5", "=", "+", "-", "@", "'", "''", "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", " ",
            "  ",
            "😀", "👩🏽‍🚀", "₹", "é", "e\u{301}", "漢", "<b>", "&amp;", "]]>", "_x0041_", "_x005F_", "_", "_x", "\u{1}",
            "\u{1F}",
            "\u{FFFE}", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{A0}", "a", "Z", "sep=", "#N/A", "TRUE", "＝", "\u{10FFFF}",
        ]
        return (0..<Int.random(in: 0...6)).map { _ in pieces.randomElement() ?? "" }.joined()
    }

    private func anyTable(_ rows: Int) -> [[SheetCell]] {
        (0..<rows).map { _ in
            // The last cell is never empty: rows come back without the empty ones at their end.
            let texts = [anyText(), anyText(), anyText() + "."]
            return texts.map { $0.isEmpty ? .empty : .text($0) }
        }
    }

    private var header: [SheetCell] { columns.map { .text($0.title) } }

    @Test func `any text comes back from a workbook as it went in`() throws {
        let table = anyTable(3000)
        let bytes = try WorkbookWriter.bytes { book in
            try book.beginSheet("Texts", columns: columns)
            for row in table { try book.writeRow(row) }
        }
        let read = try rows(folder.write("book.xlsx", bytes)).map(\.cells)
        #expect(read.count == table.count + 1 && read.first == header)
        for (got, written) in zip(read.dropFirst(), table) { #expect(bytesOf(got) == bytesOf(written)) }
    }

    @Test func `any text comes back from a CSV file as it went in`() throws {
        let table = anyTable(3000)
        let bytes = try CSVWriter.bytes(columns: columns) { csv in
            for row in table { try csv.writeRow(row) }
        }
        let read = try rows(folder.write("table.csv", bytes)).map(\.cells)
        #expect(read.count == table.count + 1 && read.first == header)
        for (got, written) in zip(read.dropFirst(), table) { #expect(bytesOf(got) == bytesOf(written)) }
    }

    /// Swift calls texts equal that are canonically equivalent; here every byte counts.
    private func bytesOf(_ cells: [SheetCell]) -> [[UInt8]] {
        cells.map { Array($0.text.utf8) }
    }

    @Test func `a NUL, which C would end the text at, survives in a workbook`() throws {
        let bytes = try WorkbookWriter.bytes { book in
            try book.beginSheet("S", columns: [])
            try book.writeRow([.text("a\u{0}b")])
        }
        #expect(try texts(folder.write("book.xlsx", bytes)) == [["a\u{0}b"]])
    }

    @Test func `numbers stay numbers, and those that a cell cannot keep become text`() throws {
        let row: [SheetCell] = [
            .number("100234"), .number("1299.50"), .number("-0.5"), .number("12345678901234567"), .number("=1+1"),
            .number("nan"), .boolean(true),
        ]
        let book = try folder.write(
            "book.xlsx",
            WorkbookWriter.bytes { book in
                try book.beginSheet("S", columns: [])
                try book.writeRow(row)
            })
        #expect(
            try rows(book).map(\.cells) == [
                [
                    .number("100234"), .number("1299.5"), .number("-0.5"), .text("12345678901234567"), .text("=1+1"),
                    .text("nan"), .boolean(true),
                ]
            ])
        let csv = try CSVWriter.bytes(columns: [SheetColumn("A")]) { try $0.writeRow(row) }
        #expect(
            String(decoding: csv, as: UTF8.self)
                == "\u{FEFF}A\r\n100234,1299.50,-0.5,12345678901234567,'=1+1,nan,TRUE\r\n")
    }
}
