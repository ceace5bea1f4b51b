import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

/// Thousands of damaged files: each is read or refused, and none takes the process with it.
@Suite struct FuzzTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func survives(_ bytes: some Sequence<UInt8>) throws {
        let path = try folder.write("fuzz", bytes)
        // Any other error than the module's own fails the test here.
        do { _ = try rows(path) } catch is SpreadsheetError {}
    }

    private func mutated(_ good: [UInt8]) -> [UInt8] {
        var bytes = good
        for _ in 0..<Int.random(in: 1...8) where !bytes.isEmpty {
            let place = bytes.indices.randomElement() ?? 0
            switch Int.random(in: 0..<6) {
            case 0: bytes[place] = .random(in: 0...255)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0...7)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...40)))
            case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 30)], at: place)
            case 4: bytes[place] = [0, 0xFF, 0x7F, 0x80, 0x3C, 0x3E, 0x22, 0x26].randomElement() ?? 0
            default: bytes.removeLast(Int.random(in: 0..<bytes.count))
            }
        }
        return bytes
    }

    private let good = Workbook(
        rows: """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>1</f><v>1.5E3</v></c></row>\
            <row r="3"><c r="A3" t="inlineStr"><is><t>_x000D_ a</t></is></c><c r="C3" t="b"><v>1</v></c></row>
            """, shared: "<si><t>one</t></si><si><r><t>two</t></r></si>")

    @Test func `a workbook damaged as a file`() throws {
        let whole = try bytes(of: folder.packed("good.xlsx", good.parts))
        for _ in 0..<3000 { try survives(mutated(whole)) }
    }

    @Test func `a workbook whose parts are damaged before they are packed`() throws {
        for _ in 0..<2000 {
            var book = good
            let part = try #require(book.parts.keys.randomElement())
            book.parts[part] = mutated(book.parts[part] ?? [])
            let path = try folder.zip("fuzz.xlsx", book.parts)
            do { _ = try rows(path) } catch is SpreadsheetError {}
        }
    }

    @Test func `a CSV file damaged, and bytes by chance`() throws {
        let texts = ["SKU;Name\r\n\"000,1\";\"say \"\"hi\"\"\"\r\n'=1;₹\r\n", "\u{FEFF}a,b\n1,2\n", "sep=;\na;b\n"]
        for _ in 0..<1000 {
            for text in texts { try survives(mutated(Array(text.utf8))) }
            let wide = texts[0].utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
            try survives([0xFF, 0xFE] + mutated(wide))
            let start: [UInt8] = [[], [0x50, 0x4B, 3, 4], [0xFE, 0xFF], [0xD0, 0xCF]].randomElement() ?? []
            try survives(start + (0..<Int.random(in: 1...300)).map { _ in .random(in: 0...255) })
        }
    }
}
