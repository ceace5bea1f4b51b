import Domain
import Spreadsheet
import TestSupport
import Testing

@testable import Kartify

/// Files as people send them: fewer columns, other titles, numbers that a spreadsheet program shows its own way.
struct CatalogFileTests {
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
        try staff.follow(try staff.upload(text)).words
    }

    private func preview(_ cells: [[SheetCell]]) throws -> String {
        let workbook = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("Sheet1", columns: [])
            for row in cells { try writer.writeRow(row) }
        }
        return try staff.follow(try staff.upload(workbook, name: "a.xlsx")).words
    }

    @Test func `Product ID, Option value and SKU are enough, in any order and with others between them`() throws {
        let file = "SKU;Option Value;Option;Product;Product ID;Remarks\nPOLO-SMALL;S;Size;Polo;\(polo);new code\n"
        let answer = try staff.upload(file)
        let page = try staff.follow(answer)
        #expect(page.words.contains("SKU: POLO-S → POLO-SMALL"), "\(page.words)")
        #expect(page.words.contains("Not in the file, so left as they are: Price, Status."))
        #expect(page.words.contains("Ignored, because the catalogue has no such column: “Remarks” (F)."))
        try staff.post("\(answer.location ?? "")/application")
        shop.world.background.wait()
        let page2 = staff.get("/admin/products/\(polo)/edit?tab=option").text
        #expect(page2.contains("POLO-SMALL"))
    }

    @Test(arguments: [
        "Product ID,SKU\n{belt},BELT-2\n", "PRODUCT_ID,sku\n{belt},BELT-2\n",
        "\u{FEFF}product id , SKU*\n{belt},BELT-2\n",
        "sep=;\nProduct ID;SKU\n{belt};BELT-2\n", "Product ID\tSKU\r{belt}\tBELT-2\r",
        "Price list of Brand\n\nOctober 2026\nProduct ID,SKU\n{belt},BELT-2\n",
    ])
    func `a file of another make is read the same`(file: String) throws {
        #expect(try preview(file.replacing("{belt}", with: "\(belt)")).contains("SKU: BELT → BELT-2"))
    }

    @Test func `a title above the header is named`() throws {
        #expect(
            try preview("Price list\nProduct ID,SKU\n\(belt),B2\n").contains(
                "The file was read from row 2, which holds the column titles."))
    }

    @Test func `Windows-1252 is refused in one sentence`() throws {
        let bytes = Array("Product ID,Product,SKU\n\(belt),Caf".utf8) + [0xE9] + Array(",B2\n".utf8)
        let page = try staff.upload(bytes, name: "a.csv")
        #expect(page.status == 422 && page.words.contains("UTF-8"), "\(page.words)")
    }

    @Test func `a SKU is taken as the cell shows it`() throws {
        let words = try preview([
            [.text("Product ID"), .text("SKU")], [.number("\(belt)"), .formatted("123", NumberFormat("00000"))],
        ])
        #expect(words.contains("SKU: BELT → 00123"), "\(words)")
    }

    @Test func `a number that each program shows differently is named, not taken for a SKU`() throws {
        let words = try preview([
            [.text("Product ID"), .text("SKU")], [.number("\(belt)"), .formatted("1234567", NumberFormat("#,##0"))],
        ])
        #expect(words.contains("Rows with errors 1") && !words.contains("→"), "\(words)")
    }

    @Test func `prices are taken by their digits, however they are shown`() throws {
        let words = try preview([
            [.text("Product ID"), .text("Price")],
            [.number("\(belt)"), .formatted("1234567.5", NumberFormat("#,##0"))],
        ])
        #expect(words.contains("12,34,567.50"), "\(words)")
    }
}
