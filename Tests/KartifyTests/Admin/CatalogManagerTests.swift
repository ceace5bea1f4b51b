import Domain
import FoundationEssentials
import Spreadsheet
import TestSupport
import Testing

@testable import Kartify

extension Browser {
    /// Uploads a file on the Catalog Manager's form.
    @discardableResult
    func upload(_ text: String, name: String = "sheet.csv") throws -> Answer {
        try upload(Array(text.utf8), name: name)
    }

    @discardableResult
    func upload(_ bytes: [UInt8], name: String) throws -> Answer {
        if csrf == nil { _ = get("/admin/catalog-manager") }
        let token = try #require(csrf)
        let parts =
            "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n"
        return send(
            "POST", "/admin/catalog-manager/imports", headers: ["content-type": "multipart/form-data; boundary=b"],
            body: Array(parts.utf8) + bytes + Array("\r\n--b--\r\n".utf8))
    }
}

/// Catalog › Catalog Manager: out as a file, changed, looked at, and in again.
struct CatalogManagerTests {
    private let shop: TestShop
    private let staff: Browser
    private let header = "Product ID,Product,Option,Option value,SKU,Price,Status\n"

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    private func importPage(_ rows: String) throws -> String {
        let answer = try staff.upload(header + rows)
        return try #require(answer.location, "\(answer.words)")
    }

    private func rows(_ bytes: [UInt8], sheet: String? = nil) throws -> [[String]] {
        let path = shop.folder.file("read")
        try Data(bytes).write(to: URL(filePath: path))
        var source = try SheetReader(path: path).rows(ofSheet: sheet)
        var rows: [[String]] = []
        while let row = try source.next() { rows.append(row.cells.map(\.text)) }
        return rows
    }

    private var importFiles: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: shop.folder.file("imports")))?.sorted() ?? []
    }

    @Test(arguments: ["xlsx", "csv"])
    func `the export has a row for each place of this website, and goes back in without a change`(format: String) throws
    {
        let file = staff.get("/admin/catalog-manager/export?format=\(format)")
        let polo = try shop.productID("Polo"), belt = try shop.productID("Belt")
        #expect(file.header("Content-Disposition")?.hasSuffix(".\(format)\"") == true)
        #expect(
            try rows(file.response.body) == [
                CatalogColumn.allCases.map(\.title),
                ["\(polo)", "Polo", "Size", "S", "POLO-S", format == "csv" ? "1299.00" : "1299", "Enabled", "5"],
                ["\(polo)", "Polo", "Size", "M", "POLO-M", format == "csv" ? "1299.00" : "1299", "Enabled", "10"],
                ["\(polo)", "Polo", "Size", "L", "POLO-L", format == "csv" ? "1299.00" : "1299", "Enabled", "0"],
                ["\(belt)", "Belt", "", "", "BELT", format == "csv" ? "899.00" : "899", "Enabled", "3"],
            ])
        let page = try staff.follow(try staff.upload(file.response.body, name: "back.\(format)"))
        #expect(
            page.words.contains("Changed rows 0 Unchanged 4 Rows with errors 0")
                && !page.hasButton("Apply"))
    }

    @Test func `the workbook's second sheet explains the columns, and only missing SKUs are exported when asked`()
        throws
    {
        _ = try staff.post("/admin/products/\(try shop.productID("Belt"))/skus", ["sku-product": ""])
        let file = staff.get("/admin/catalog-manager/export?rows=sku_missing").response.body
        #expect(try rows(file).map { $0.prefix(2) }.dropFirst() == [["\(try shop.productID("Belt"))", "Belt"]])
        let explained = try rows(file, sheet: "Explanation")
        #expect(explained.dropFirst().dropLast().map { $0[0] } == CatalogColumn.allCases.map(\.title))
    }

    @Test func `a file is checked without changes; apply applies it once and erases it`() throws {
        let polo = try shop.productID("Polo"), belt = try shop.productID("Belt")
        let before = try shop.dump(without: ["catalog_import"])
        let page = try importPage(
            "\(polo),Polo shirt,Size,M,NEW-M,1399.00,\n\(belt),,,,,,Disabled\n\(polo),,Size,S,POLO-S,,\n\(polo),,Size,XL,X,,\n"
        )
        let preview = staff.get(page)
        #expect(preview.words.contains("Changed rows 2 Unchanged 1 Rows with errors 1"))
        #expect(
            preview.words.contains("SKU: POLO-M → NEW-M Price: ₹1,299.00 → ₹1,399.00")
                && preview.words.contains("Status: Enabled → Disabled"))
        #expect(preview.words.contains("5 D: Option value Size of “Polo” has no value “XL”."))
        #expect(try shop.dump(without: ["catalog_import"]) == before && importFiles.count == 4)
        for file in importFiles {
            let mode = try FileManager.default.attributesOfItem(atPath: shop.folder.file("imports/\(file)"))[
                .posixPermissions]
            #expect("\(mode ?? 0)" == "384", "\(file)")
        }

        #expect(try staff.post("\(page)/application").location == page)
        shop.world.background.wait()
        let done = staff.get(page)
        #expect(done.alert == "Applied: 2 rows changed, 1 unchanged, 1 failed." && !done.hasButton("Apply"))
        let product = try shop.product("Polo shirt")
        #expect(product.price == Money(paise: 139_900) && product.stockOption?.values[1].sku?.code == "NEW-M")
        #expect(try shop.product("Belt").isDisabledByHand)
        let told = try shop.audited(limit: 9).map(\.subject)
        #expect(told == ["sheet.csv, 2 changed rows: 1 name, 1 price, 1 SKU, 1 status"])
        #expect(
            importFiles.count == 2 && importFiles.allSatisfy { !$0.hasSuffix(".upload") && !$0.hasSuffix(".changes") })
        let failed = try rows(staff.get("\(page)/failed-rows").response.body)
        #expect(failed[0].last == "Problem" && failed[1].prefix(5) == ["\(polo)", "", "Size", "XL", "X"])
        #expect(failed[1].last == "Option value: Size of “Polo” has no value “XL”.")
        let after = try shop.dump()
        try staff.post("\(page)/application")
        shop.world.background.wait()
        #expect(try shop.dump() == after)
    }

    @Test func `columns stand in any order, between others, in any case; blank rows and a missing Count are nothing`()
        throws
    {
        let belt = try shop.productID("Belt")
        let page = try staff.follow(
            try staff.upload(
                "Note;STATUS;sku;Price ;Option Value;option;Product;product  id\r\n;;;;;;;\r\nhello;Enabled;00042;899;;;Belt;\(belt)\r\n"
            ))
        #expect(page.words.contains("3 “Belt” SKU: BELT → 00042") && page.words.contains("Rows with errors 0"))
    }

    @Test(
        arguments: [
            ("1299,50", "₹1,299.50"), ("1,29,900", "₹1,29,900.00"), ("1,299,000.5", "₹12,99,000.50"), ("1,299,50", nil),
            ("12.99,50", nil),
        ] as [(String, String?)])
    func `a comma is a decimal one or a grouping one, in CSV and in a workbook's text, or is refused`(
        typed: String, price: String?
    ) throws {
        let belt = try shop.productID("Belt")
        let workbook = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("Catalogue", columns: CatalogSheet.columns)
            try writer.writeRow([.number("\(belt)"), .empty, .empty, .empty, .empty, .text(typed)])
        }
        let header = header.replacing(",", with: ";")
        let pages = [
            try staff.follow(try staff.upload(header + "\(belt);;;;;\(typed);\n")),
            try staff.follow(try staff.upload(workbook, name: "a.xlsx")),
        ]
        for page in pages {
            let wanted = price.map { "Price: ₹899.00 → \($0)" } ?? "“\(typed)” is not an amount such as 1299.00."
            #expect(page.words.contains(wanted), "\(page.words)")
        }
    }

    @Test(
        arguments: [
            (.boolean(true), "the truth value TRUE"), (.date("46082"), "a date"),
            (.number("8901234567890120"), "a number with more than the 15 digits"),
            (.text("8.90123E+12"), "8.90123E+12, a"),
            (.text("8,9E-7"), "8,9E-7, a"), (.number("8901234567890"), nil), (.text("1E5"), nil),
            (.text("SIZE+12"), nil),
            (.text("8901234567890123456"), nil),
        ] as [(SheetCell, String?)])
    func `what Excel has made of a SKU is not taken for one`(cell: SheetCell, damage: String?) throws {
        let belt = try shop.productID("Belt")
        let workbook = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("Catalogue", columns: CatalogSheet.columns)
            try writer.writeRow([.number("\(belt)"), .empty, .empty, .empty, cell])
        }
        let answer = try staff.upload(workbook, name: "a.xlsx")
        let page = try staff.follow(answer)
        let wanted = damage.map { "2 E: SKU The cell holds \($0)" } ?? "SKU: BELT → \(cell.text)"
        #expect(page.words.contains(wanted), "\(page.words)")
        guard damage != nil else { return }
        let failed = staff.get("\(answer.location ?? "")/failed-rows")
        let again = try staff.follow(try staff.upload(failed.response.body, name: "b.xlsx"))
        #expect(again.words.contains(wanted))
    }

    @Test(arguments: [
        ("", "Choose an .xlsx or .csv file."),
        ("\n\n", "The first row has no column “Product ID”. One row must hold the column titles, in any order:"),
        (
            "Product ID,Option,Option value,Count\n",
            "Row 1 has no column “SKU”, “Product”, “Price”, “Status”: nothing could be changed."
        ),
        ("Product ID,Product,Option,Option value,SKU,Price,Status,sku\n", "Two columns are called “SKU”: E and H."),
        ("PK\u{3}\u{4}nothing", "The workbook is damaged."),
        ("Product ID,\"x", "Row 1 opens a quote (\") that is never closed."),
    ])
    func `a file that cannot be used is refused in one sentence, and nothing is kept`(text: String, message: String)
        throws
    {
        let page = try text.isEmpty ? staff.upload([], name: "") : staff.upload(text)
        #expect(page.status == 422 && page.words.contains(message), "\(page.words)")
        #expect(try shop.rows("catalog_import") == 0 && importFiles.isEmpty)
    }

    @Test func `while one file is read another is refused at once`() throws {
        let page = try shop.world.imports.exclusively { try staff.upload(header) }
        #expect(page.status == 422 && page.words.contains("Another file is being read; try again in a moment."))
        #expect(try shop.rows("catalog_import") == 0 && importFiles.isEmpty)
        #expect(try staff.upload(header).status == 303)
    }

    @Test func `an old or encrypted workbook, and a sheet of something else, are refused in a sentence`() throws {
        let old: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 600)
        #expect(
            try staff.upload(old, name: "a.xls").words.contains(
                "This is an old .xls file, or a workbook with a password."))
        let other = try WorkbookWriter.bytes { writer in
            try writer.beginSheet("Budget", columns: [SheetColumn("Month")])
        }
        #expect(
            try staff.upload(other, name: "b.xlsx").words.contains(
                "The first row of the sheet “Budget” has no column “Product ID”,"))
    }

    @Test func `as many rows as may be are taken below the header, and more are refused`() throws {
        let text = header + String(repeating: "1,,,,,,\n", count: 100_000)
        #expect(try staff.follow(try staff.upload(text)).words.contains("Rows with errors 99999"))
        #expect(
            try staff.upload(text + "1,,,,,,\n").words.contains(
                "The file has more than 100,000 rows. Split it into smaller files."))
    }

    @Test func `a catalogue that was changed under the preview where it matters is left alone`() throws {
        let belt = try shop.productID("Belt")
        let page = try importPage("\(belt),,,,NEW,999,\n")
        try staff.post("/admin/products/\(belt)", ["tab": "data", "price": "950", "status": "enabled"])
        try staff.post("\(page)/application")
        shop.world.background.wait()
        let refused = staff.get(page)
        #expect(refused.alert?.hasPrefix("Nothing was changed: “Belt”") == true)
        #expect(try shop.product("Belt").price == Money(paise: 95_000) && shop.product("Belt").sku?.code == "BELT")
        #expect(importFiles.allSatisfy { $0.hasSuffix(".preview") })
    }

    @Test func `nobody else finds an import, nor the same person at another website; support may export only`() throws {
        let page = try importPage("\(try shop.productID("Belt")),,,,NEW,,\n")
        let (admin, support) = (try shop.staff(), try shop.staff(.support))
        for path in [page, "\(page)/failed-rows"] {
            #expect(admin.get(path).status == 404 && support.get(path).status == 403)
        }
        #expect(
            try admin.post("\(page)/application").status == 404 && support.post("\(page)/application").status == 403)
        #expect(try support.upload(header).status == 403)
        #expect(
            support.get("/admin/catalog-manager/export").status == 200
                && !support.get("/admin/catalog-manager").hasButton("Upload and preview"))
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        #expect(staff.get(page).status == 404)
        #expect(staff.get("/admin/catalog-manager/export?format=csv").text.contains("79900") == false)
    }

    @Test func `an import is gone after a day, files and all`() throws {
        let page = try importPage("\(try shop.productID("Belt")),,,,NEW,,\n")
        _ = try Housekeeping(world: shop.world).run()
        #expect(staff.get(page).status == 200)
        shop.clock.advance(.hours(25))
        _ = try Housekeeping(world: shop.world).run()
        #expect(try importFiles.isEmpty && shop.rows("catalog_import") == 0)
    }

    @Test func `an apply whose server stopped can be pressed again`() throws {
        let page = try importPage("\(try shop.productID("Belt")),,,,NEW,,\n")
        let start = shop.now.milliseconds
        try shop.change("UPDATE catalog_import SET state = 'applying', started_at = \(Int(start))")
        let running = staff.get(page)
        #expect(running.text.contains("data-live") && !running.hasButton("Apply"))
        shop.clock.advance(.minutes(3))
        #expect(staff.get(page).alert?.hasPrefix("The server stopped before the import was applied.") == true)
        try staff.post("\(page)/application")
        shop.world.background.wait()
        #expect(try shop.product("Belt").sku?.code == "NEW")
    }
}
