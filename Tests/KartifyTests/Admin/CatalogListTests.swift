import Domain
import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

@testable import Kartify

/// Lists that people made themselves, in the Catalog Manager.
struct CatalogListTests {
    private let shop: TestShop
    private let staff: Browser
    private let polo: ID<Product>
    private let belt: ID<Product>

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
        polo = try shop.productID("Polo")
        belt = try shop.productID("Belt")
    }

    private func preview(_ text: String) throws -> String {
        let answer = try staff.upload(text)
        return try #require(answer.location.map { staff.get($0).words }, "\(answer.words)")
    }

    @Test func `a list of prices needs no SKUs, and takes none off`() throws {
        let words = try preview("Product ID,Price\n\(belt),999\n")
        #expect(
            words.contains("“Belt” Price: ₹899.00 → ₹999.00")
                && words.contains("left as they are: SKU, Product, Status."))
    }

    /// A workbook whose cells have formats of their own.
    private func workbook(_ rows: [[SheetCell]]) throws -> [UInt8] {
        try WorkbookWriter.bytes { writer in
            try writer.beginSheet(
                "Mine", columns: ["Product ID", "Option value", "SKU", "Price"].map { SheetColumn($0) })
            for row in rows { try writer.writeRow(row) }
        }
    }

    @Test func `a SKU is taken as it is seen, or named; a price and an ID are numbers whatever they look like`() throws
    {
        let ids = SheetCell.formatted("\(belt)", NumberFormat("00000"))
        let seen = try staff.follow(
            staff.upload(
                workbook([
                    [ids, .empty, .formatted("123", NumberFormat("00000")), .formatted("1234", NumberFormat("#,##0"))]
                ]),
                name: "a.xlsx"))
        #expect(seen.words.contains("SKU: BELT → 00123") && seen.words.contains("Price: ₹899.00 → ₹1,234.00"))
        let answer = try staff.upload(
            workbook([[ids, .empty, .formatted("1234", NumberFormat("#,##0"))]]), name: "b.xlsx")
        let named = "2 C: SKU The cell holds the number 1234, in a format that differs between programs, not a SKU"
        #expect(try staff.follow(answer).words.contains(named))
        let failed = staff.get("\(answer.location ?? "")/failed-rows").response.body
        #expect(try staff.follow(try staff.upload(failed, name: "c.xlsx")).words.contains(named))
    }

    @Test(
        arguments: [
            ("#N/A", "#N/A, a spreadsheet error"), ("#REF!", "#REF!, a spreadsheet error"),
            ("####", "####, a spreadsheet error"),
            ("POLO\u{200b}X", "There is an invisible character (U+200B) after “POLO”."), ("#1", nil),
            ("(NONE)", nil),
        ] as [(String, String?)])
    func `what was not meant as a SKU is none`(sku: String, message: String?) throws {
        let words = try preview("Product ID,SKU\n\(belt),\(sku)\n")
        #expect(words.contains(message ?? "SKU: BELT → \(sku == "(NONE)" ? "none" : sku)"), "\(words)")
    }

    @Test func `a date is no price and no ID, and an invisible mark hides no option value`() throws {
        let dates = try staff.follow(
            staff.upload(
                workbook([[.number("\(belt)"), .empty, .empty, .date("46082")], [.date("46082")]]), name: "a.xlsx"))
        #expect(
            dates.words.contains("2 D: Price The cell holds a date")
                && dates.words.contains("3 A: Product ID The cell holds a date"))
        let words = try preview("Product ID,Option value,SKU\n\(polo),\u{200e}m\u{a0},NEW-M\n")
        #expect(words.contains("SKU: POLO-M → NEW-M"))
    }

    @Test func `the preview names untitled columns, other sheets and a title above`() throws {
        let words = try preview("June 2026\nProduct ID,SKU,,Note\n\(belt),B-1,x,y\n")
        #expect(words.contains("The file was read from row 2, which holds the column titles."))
        #expect(words.contains("no such column: “Note” (D), C, which has no title."))
        let book = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("Mine", columns: ["Product ID", "SKU"].map { SheetColumn($0) })
            try writer.writeRow([.number("\(belt)"), .text("B-1")])
            try writer.beginSheet("Budget", columns: [])
        }
        let page = try staff.follow(staff.upload(book, name: "a.xlsx"))
        #expect(page.words.contains("The sheet “Mine” was read. Not read: “Budget”."))
    }
}
