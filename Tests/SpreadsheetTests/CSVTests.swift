import Spreadsheet
import TestSupport
import Testing

@Suite struct CSVTests {
    private func read(_ bytes: [UInt8]) throws -> [[String]] {
        let folder = try TemporaryFolder()
        return try texts(folder.write("table.txt", bytes))
    }

    private func read(_ text: String) throws -> [[String]] {
        try read(Array(text.utf8))
    }

    @Test(arguments: [",", ";", "\t"])
    func `the separator is told from the header line`(separator: String) throws {
        let table = [["SKU", "Name, long; and short", "Price"], ["000123", "a,b;c\td", "1,50"]]
        let text = table.map { row in row.map { "\"\($0)\"" }.joined(separator: separator) }.joined(separator: "\n")
        #expect(try read(text) == table)
    }

    @Test func `a line that only names the separator is none of the rows`() throws {
        #expect(try read("sep=|\r\na|b,c\r\n1|2") == [["a", "b,c"], ["1", "2"]])
        #expect(try read("sep=abc,d\n1,2") == [["sep=abc", "d"], ["1", "2"]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"])
    func `lines end as every system ends them`(ending: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(
            "a.csv", ["SKU,Name", "", ",,", "1,\"x\(ending)y\"", "2,z"].joined(separator: ending))
        let found = try rows(path)
        #expect(found.map(\.number) == [1, 4, 5])
        #expect(found[1].cells == [.text("1"), .text("x\(ending)y")])
    }

    @Test func `quotes are doubled in quotes, and letters elsewhere`() throws {
        #expect(
            try read("a,b\n\"say \"\"hi\"\"\",5\" pipe\n\"x\"y,\"\"\n\"\"\"\",z") == [
                ["a", "b"], ["say \"hi\"", "5\" pipe"], ["xy"], ["\"", "z"],
            ])
    }

    @Test func `every Unicode encoding with its mark is read, and UTF-8 without one`() throws {
        let text = "SKU\tName\r\n000123\t₹ 😀 é\r\n", expected = [["SKU", "Name"], ["000123", "₹ 😀 é"]]
        let units = Array(text.utf16)
        #expect(try read(text) == expected)
        #expect(try read([0xEF, 0xBB, 0xBF] + text.utf8) == expected)
        #expect(try read([0xFF, 0xFE] + units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == expected)
        #expect(try read([0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == expected)
    }

    @Test func `characters over the border of two chunks stay whole`() throws {
        for shift in 0..<4 {
            let long = String(repeating: "x", count: 32_760 + shift) + "😀", text = "a\n\"\(long)\"\n\(long)\n"
            #expect(try read(text) == [["a"], [long], [long]])
            #expect(
                try read([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == [
                    ["a"], [long], [long],
                ])
        }
    }

    @Test func `what is not Unicode is refused by its row, not guessed at`() throws {
        let windows1252: [UInt8] = Array("SKU,Name\n1,ok\n2,Caf".utf8) + [0xE9, 0x0A]
        #expect(throws: SpreadsheetError.notUnicode(row: 3)) { try read(windows1252) }
        #expect(throws: SpreadsheetError.notUnicode(row: 2)) {
            try read([0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x42, 0, 0x00, 0xD8])
        }
        #expect(throws: SpreadsheetError.notUnicode(row: 2)) { try read([0xFF, 0xFE, 0x41, 0, 0x0A, 0, 0x42]) }
    }

    @Test func `UTF-16 is read without its mark too`() throws {
        let units = Array("SKU,Name\nकुर्ता,1\n".utf16)
        for bytes in [
            units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
        ] {
            #expect(try read(bytes) == [["SKU", "Name"], ["कुर्ता", "1"]])
        }
    }

    @Test(arguments: [
        ("SKU;Option, Value;Price\n1;M;1,299.00\n", ["SKU", "Option, Value", "Price"]),
        ("Price list, October\nSKU\tValue\nA\tM\n", ["Price list, October"]),
    ])
    func `commas in titles and amounts do not make a comma the separator`(text: String, first: [String]) throws {
        #expect(try read(text).first == first)
    }

    @Test func `a quote without end is refused by the row that opens it`() throws {
        #expect(throws: SpreadsheetError.openQuote(row: 2)) { try read("a,b\n1,\"x\n2,y\n") }
        let endless = "a\n\"" + String(repeating: "x\n", count: 60_000)
        #expect(throws: SpreadsheetError.cellTooLong(row: 2, column: 0)) { try read(endless) }
    }

    @Test func `a mark alone is a file without rows`() throws {
        #expect(try read([0xEF, 0xBB, 0xBF]).isEmpty)
        #expect(try read([0xFF, 0xFE]).isEmpty)
        #expect(try read("\n\n").isEmpty)
    }
}
