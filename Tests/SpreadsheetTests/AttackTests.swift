import Spreadsheet
import TestSupport
import Testing

/// Files made to take memory or time without end.
@Suite(.serialized) struct AttackTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func refusal(_ book: Workbook) throws -> SpreadsheetError? {
        let path = try folder.packed("bomb.xlsx", book.parts)
        let start = ContinuousClock.now
        let error = #expect(throws: SpreadsheetError.self) { try rows(path) }
        // A second or two alone; without the limits it would be hours.
        #expect(ContinuousClock.now - start < .seconds(300))
        return error
    }

    private func repeated(_ text: String, megabytes: Int) -> String {
        String(repeating: text, count: (megabytes << 20) / text.utf8.count)
    }

    @Test func `a zip bomb in a sheet or in the shared strings`() throws {
        #expect(try refusal(Workbook(rows: repeated("<row r=\"1\"/>", megabytes: 20))) == .unpacksTooLarge)
        let strings = repeated("<si><t>bomb</t></si>", megabytes: 20)
        #expect(try refusal(Workbook(rows: "", shared: strings)) == .unpacksTooLarge)
    }

    @Test func `a bomb whose directory says that it is small`() throws {
        let book = Workbook(rows: repeated("<row r=\"1\"/>", megabytes: 20))
        let path = try folder.packed("bomb.xlsx", book.parts)
        var bytes = try bytes(of: path)
        let size = UInt32(book.parts["xl/worksheets/sheet1.xml"]?.count ?? 0)
        let written = withUnsafeBytes(of: size.littleEndian) { Array($0) }
        // Once in front of the part and once in the directory.
        for place in bytes.ranges(of: written) { bytes.replaceSubrange(place, with: [100, 0, 0, 0]) }
        let liar = try folder.write("liar.xlsx", bytes)
        #expect(throws: SpreadsheetError.unpacksTooLarge) { try rows(liar) }
    }

    @Test func `entities that multiply, and any other document type`() throws {
        let levels = (1...9).map { level in
            "<!ENTITY l\(level) \"" + String(repeating: "&l\(level - 1);", count: 10) + "\">"
        }
        let laughs = "<!DOCTYPE worksheet [<!ENTITY l0 \"lol\">\(levels.joined())]>"
        for type in [laughs, "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\">", "<!DOCTYPE worksheet>"] {
            for part in ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "xl/sharedStrings.xml"] {
                var book = Workbook(rows: "<row><c t=\"s\"><v>0</v></c></row>", shared: "<si><t>a</t></si>")
                book[part] = type + book[part].replacing(#/<\?xml[^>]*>\s*/#, with: "")
                #expect(try refusal(book) == .documentType)
            }
        }
    }

    @Test func `elements without end within each other`() throws {
        guard case .broken = try refusal(Workbook(rows: repeated("<row>", megabytes: 8))) else {
            Issue.record("not refused as broken")
            return
        }
    }

    @Test func `millions of different names, which expat would keep all`() throws {
        for text in [(0..<500_000).map { "<a\($0)/>" }.joined(), (0..<500_000).map { "<c b\($0)=\"\"/>" }.joined()] {
            guard case .broken = try refusal(Workbook(rows: text)) else {
                Issue.record("not refused as broken")
                return
            }
        }
    }

    @Test func `an attribute or comment of many megabytes is refused`() throws {
        let noise = String((0..<1 << 20).map { _ in "abcdefghijklmnop".randomElement() ?? "a" })
        for text in ["<row x=\"\(noise)\"/>", "<!--\(noise)-->"] {
            guard case .broken = try refusal(Workbook(rows: text)) else {
                Issue.record("not refused as broken")
                return
            }
        }
    }

    @Test func `a cell of many megabytes is refused`() throws {
        let noise = String((0..<1 << 20).map { _ in "abcdefghijklmnop".randomElement() ?? "a" })
        let book = Workbook(rows: "<row r=\"3\"><c r=\"B3\" t=\"inlineStr\"><is><t>\(noise)</t></is></c></row>")
        #expect(try refusal(book) == .cellTooLong(row: 3, column: 1))
    }
}
