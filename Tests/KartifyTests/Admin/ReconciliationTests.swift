import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Catalog › Reconciliation: where Arvind's SKUs and ours do not meet.
struct ReconciliationTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.support)
    }

    private func list(_ name: String, _ more: String = "") -> Answer {
        staff.get("/admin/reconciliation?list=\(name)\(more)")
    }

    @Test func `the page stands in the menu`() {
        #expect(staff.get("/admin").text.contains(#"<a href="/admin/reconciliation">Reconciliation</a>"#))
    }

    @Test func `unmapped SKUs are listed, with how often and when they came`() throws {
        #expect(list("unmapped").words.contains("Every SKU that Arvind counts is mapped."))
        for quantity in [4, 7] { _ = shop.arvind.inventory(#"{"sku":"NEW <1>","quantity":\#(quantity)}"#) }
        _ = shop.arvindOfSecond.inventory(#"{"sku":"THEIRS","quantity":1}"#)
        let page = list("unmapped")
        #expect(page.words.contains("NEW <1> 7 23 Nov 2026, 10:00 2 23 Nov 2026, 10:00"))
        #expect(!page.text.contains("THEIRS") && !page.text.contains("<1>"))
    }

    @Test func `a SKU that is mapped leaves the list, and its product has the count`() throws {
        _ = shop.arvind.inventory(#"{"sku":"NEW","quantity":7}"#)
        let belt = try shop.product("Belt")
        let answer = try shop.staff().post("/admin/products/\(belt.id)/skus", ["sku-product": "NEW"])
        #expect(answer.status == 303)
        #expect(try shop.product("Belt").available == 7)
        #expect(!list("unmapped").words.contains("NEW"))
    }

    @Test func `mapped SKUs without a count for so many days are listed, the longest silent first`() throws {
        #expect(list("silent").words.contains("Arvind has sent a count for every SKU in this period."))
        shop.clock.advance(.days(6))
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":1}"#)
        try shop.change("UPDATE sku SET counted_at = NULL, pushed_day = 0 WHERE code = 'POLO-S'")
        shop.clock.advance(Span(milliseconds: 1))
        let browser = try shop.staff(.operations)
        let page = browser.get("/admin/reconciliation?list=silent")
        #expect(page.words.contains("POLO-S Polo Size: S 5 never"))
        #expect(page.words.contains("BELT Belt The product itself 3 22 Nov 2026, 10:00"))
        #expect(page.words.contains("POLO-L Polo Size: L 0 22 Nov 2026, 10:00") && !page.words.contains("POLO-M"))
        let never = try #require(page.words.firstRange(of: "POLO-S")),
            belt = try #require(page.words.firstRange(of: "BELT"))
        #expect(never.lowerBound < belt.lowerBound)
        #expect(page.text.contains("/admin/products/\(try shop.productID("Polo"))/edit?tab=option"))
        let longer = browser.get("/admin/reconciliation?list=silent&days=8")
        #expect(longer.words.contains("POLO-S") && !longer.words.contains("BELT"))
    }

    @Test func `a SKU is silent when nothing is sent for it, not when its count is old or unchanged`() throws {
        shop.clock.advance(.days(8))
        let old = #""updatedAt":"1950-01-01T00:00:00Z""#
        _ = shop.arvind.inventory(#"{"sku":"POLO-S","quantity":5,\#(old)},{"sku":"POLO-M","quantity":10}"#)
        try shop.change("UPDATE sku SET counted_at = NULL, pushed_day = 0 WHERE code = 'POLO-L'")
        _ = shop.arvind.inventory(#"{"sku":"POLO-L","quantity":1,\#(old)}"#)
        let browser = try shop.staff(.operations)
        let page = browser.get("/admin/reconciliation?list=silent")
        #expect(!page.words.contains("POLO-") && page.words.contains("BELT"))
        shop.clock.advance(.days(9))
        let later = try shop.staff(.operations).get("/admin/reconciliation?list=silent")
        for sku in ["POLO-S", "POLO-M", "POLO-L", "BELT"] { #expect(later.words.contains(sku), "\(sku)") }
    }

    @Test func `options without a SKU are listed, with the way to their tab`() throws {
        #expect(list("missing").words.contains("Every option that needs a SKU has one."))
        try shop.change("UPDATE sku SET product_id = NULL, option_value_id = NULL WHERE code IN ('POLO-L', 'BELT')")
        let page = list("missing")
        #expect(page.words.contains("Belt The product itself") && page.words.contains("Polo Size: L"))
        #expect(!page.words.contains("Size: M") && !page.words.contains("Gift wrap"))
        #expect(page.text.contains("/admin/products/\(try shop.productID("Polo"))/edit?tab=option"))
    }

    @Test func `a product whose stock option has no values yet is listed, and one without options`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            let scarf = try store.addProduct(websiteID: id, name: "Scarf", description: "", price: .zero)
            _ = try store.addOption(productID: scarf, name: "Colour", isStock: true)
            _ = try store.addProduct(websiteID: id, name: "Mug", description: "", price: .zero)
        }
        let page = list("missing")
        #expect(page.words.contains("Mug The product itself") && page.words.contains("Scarf Colour: no values yet"))
        let products = try shop.staff(.operations).get("/admin/products?filter=sku_missing")
        #expect(products.words.contains("Mug") && products.words.contains("Scarf") && !products.words.contains("Polo"))
    }

    @Test func `pages join without a gap`() throws {
        let items = (1...250).map { #"{"sku":"NEW-\#($0)","quantity":\#($0)}"# }
        _ = shop.arvind.inventory(items.joined(separator: ","))
        let id = shop.brand.id
        try shop.database.write { store in
            let polo = try store.addProduct(websiteID: id, name: "Wide", description: "", price: .zero)
            let size = try store.addOption(productID: polo, name: "Size", isStock: true)
            for number in 1...250 { _ = try store.addOptionValue(optionID: size, ofProduct: polo, name: "W\(number)") }
        }
        for (name, word) in [("unmapped", "NEW-"), ("missing", "Size: W")] {
            var pages: [Answer] = [list(name)]
            while let next = pages[pages.count - 1].piece(after: "after=", before: "\"") {
                pages.append(list(name, "&after=\(next)"))
                try #require(pages.count < 9)
            }
            let seen = pages.flatMap { page in
                page.text.matches(of: #/<td[^>]*>([^<]*)/#).map { String($0.1) }.filter { $0.hasPrefix(word) }
            }
            #expect(pages.count == 3 && seen.count == 250 && Set(seen).count == 250, "\(name)")
        }
    }

    @Test func `a page of silent SKUs goes on where the one before ended, days and all`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            let wide = try store.addProduct(websiteID: id, name: "Wide", description: "", price: .zero)
            let size = try store.addOption(productID: wide, name: "Size", isStock: true)
            for number in 1...150 {
                let value = try store.addOptionValue(optionID: size, ofProduct: wide, name: "W\(number)")
                guard let sku = SKU("W-\(number)") else { continue }
                try store.putSKU(
                    sku, on: SKUCarrier(productID: wide, optionValueID: value), of: id, by: "seed", at: noon)
            }
            for number in (1...120).reversed() {
                let time = noon - .hours(number * 24)
                let counts = SKU("W-\(number)").map { [StockCount(sku: $0, count: 1, takenAt: time)] } ?? []
                _ = try store.applyCounts(counts, of: id, reference: "r", at: time)
            }
        }
        let first = list("silent", "&days=30")
        let next = try #require(first.piece(after: "after=", before: "\""))
        let second = list("silent", "&days=30&after=\(next)")
        func codes(_ page: Answer) -> [String] {
            page.text.split(separator: "<td>").filter { $0.hasPrefix("W-") }.map { String($0.prefix { $0 != "<" }) }
        }
        let never = (121...150).map { "W-\($0)" }, silent = (31...120).reversed().map { "W-\($0)" }
        #expect(codes(first) + codes(second) == never + silent)
    }

    @Test func `everything comes as one CSV file`() throws {
        _ = shop.arvind.inventory(#"{"sku":"=NEW","quantity":7}"#)
        try shop.change(
            "UPDATE sku SET product_id = NULL, option_value_id = NULL WHERE code = 'BELT' AND website_id = 1")
        shop.clock.advance(.days(8))
        let answer = try shop.staff(.operations).get("/admin/reconciliation/export?days=7")
        #expect(answer.status == 200 && answer.header("Content-Type") == "text/csv; charset=utf-8")
        #expect(answer.header("Content-Disposition") == #"attachment; filename="reconciliation.csv""#)
        let polo = try shop.productID("Polo"), belt = try shop.productID("Belt")
        let lines = answer.text.split(separator: "\r\n").map(String.init)
        #expect(lines.count == 6)
        #expect(
            lines[0].hasSuffix(
                "Problem,SKU,Product ID,Product,Option,Option value,Count,Counted at (UTC),Times sent,Last sent (UTC)"))
        #expect(lines[1] == "Unmapped,'=NEW,,,,,7,2026-11-23T04:30:00Z,1,2026-11-23T04:30:00Z")
        #expect(lines[2] == "No recent count,POLO-S,\(polo),Polo,Size,S,5,2026-11-22T04:30:00Z,,")
        #expect(lines[5] == "SKU missing,,\(belt),Belt,,,,,,")
    }

    @Test(arguments: [
        "?list=other", "?days=0", "?days=x", "?days=999999999999999999999", "?list=silent&after=x",
        "?list=missing&after=1",
    ])
    func `an address that means nothing shows the first page`(query: String) {
        #expect(staff.get("/admin/reconciliation\(query)").status == 200)
    }
}
