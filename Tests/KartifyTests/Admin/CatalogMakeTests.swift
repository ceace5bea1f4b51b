import Domain
import TestSupport
import Testing

@testable import Kartify

/// The Catalog Manager's preview of one list, in the files of every program and habit.
struct CatalogMakeTests {
    private let shop: TestShop
    private let staff: Browser
    private let belt: ID<Product>

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
        belt = try shop.productID("Belt")
    }

    private func preview(_ bytes: [UInt8], _ name: String) throws -> String {
        let answer = try staff.upload(bytes, name: name)
        return try #require(answer.location.map { staff.get($0).words }, "\(answer.words)")
    }

    @Test(arguments: [([], true), ([0xFF, 0xFE], true), ([], false), ([0xFE, 0xFF], false)] as [([UInt8], Bool)])
    func `UTF-16 is read with its mark and without one`(mark: [UInt8], isLittle: Bool) throws {
        let units = "sep=;\r\nProduct ID;SKU\r\n\(belt);कुर्ता\r\n".utf16.flatMap { unit in
            let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
            return isLittle ? bytes : bytes.reversed()
        }
        #expect(try preview(mark + units, "a.csv").contains("SKU: BELT → कुर्ता"))
    }

    /// What stands around the rows of the list in a workbook of this make.
    enum Make: String, CaseIterable {
        case google, strict, prefixed, withoutReferences, hiddenSheet, formattedRows

        func workbook(_ rows: String) -> Workbook {
            let strict = "http://purl.oclc.org/ooxml"
            switch self {
            case .google, .formattedRows:
                return Workbook(rows: rows, sheets: #"<sheet state="visible" name="Sheet1" sheetId="1" r:id="rId1"/>"#)
            case .strict:
                var book = Workbook(rows: rows)
                for part in book.parts.keys {
                    book[part] = book[part].replacing(Workbook.main, with: "\(strict)/spreadsheetml/main")
                        .replacing(Workbook.links, with: "\(strict)/officeDocument/relationships")
                }
                return book
            case .prefixed:
                var book = Workbook(rows: rows)
                for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
                    book[part] = book[part].replacing(#/<(/?)([a-z])/#) { "<\($0.output.1)x:\($0.output.2)" }
                        .replacing("<?x:", with: "<?").replacing("xmlns=", with: "xmlns:x=")
                }
                return book
            case .withoutReferences:
                return Workbook(rows: rows.replacing(#/ r="[A-Z]*[0-9]+"/#, with: ""))
            case .hiddenSheet:
                var book = Workbook(
                    rows: #"<row r="1"><c r="A1" t="str"><v>Old</v></c></row>"#,
                    sheets: """
                        <sheet name="Old" sheetId="1" state="hidden" r:id="rId1"/><sheet name="New" sheetId="2" r:id="rId3"/>
                        """)
                book["xl/worksheets/sheet2.xml"] = Workbook.worksheet(rows)
                return book
            }
        }
    }

    @Test(arguments: Make.allCases)
    func `a workbook of any make gives the same preview`(make: Make) throws {
        var rows = """
            <row r="1"><c r="A1" t="str"><v>Stock of October</v></c></row>\
            <row r="2"><c r="A2" t="str"><v>Product ID</v></c><c r="B2" t="inlineStr"><is><t>SKU</t></is></c></row>\
            <row r="3" hidden="1"><c r="A3"><v>\(belt).0</v></c><c r="B3" t="str"><v>BELT-2</v></c></row>
            """
        // Formats reach below the list, as after **Select all**; a million of them: SpreadsheetTests.
        if make == .formattedRows {
            rows += (4...50_000).map { #"<row r="\#($0)"><c r="A\#($0)" s="1"/></row>"# }.joined()
        }
        let words = try preview(make.workbook(rows).bytes, "\(make).xlsx")
        #expect(words.contains("Changed rows 1 Unchanged 0 Rows with errors 0"), "\(words)")
        #expect(words.contains("SKU: BELT → BELT-2") && words.contains("was read from row 2, which holds the column"))
        #expect(words.contains("1 hidden row was read like the others."))
    }
}
