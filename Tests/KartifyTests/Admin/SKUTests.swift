import Domain
import TestSupport
import Testing

@testable import Kartify

/// The Option tab: which value carries which SKU.
struct SKUTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    /// The field of a Polo's size.
    private func field(_ size: String) throws -> String {
        let value = try shop.product("Polo").stockOption?.values.first { $0.name == size }
        return "sku-\(try #require(value).id)"
    }

    private func save(_ codes: [String: String], of product: String = "Polo") throws -> Answer {
        let id = try shop.productID(product)
        var fields: [String: String] = [:]
        for (size, code) in codes { fields[size.isEmpty ? "sku-product" : try field(size)] = code }
        return try staff.post("/admin/products/\(id)/skus", fields)
    }

    /// Sizes of the Polo and their SKUs.
    private var carried: [String: String] {
        get throws {
            let values = try shop.product("Polo").stockOption?.values ?? []
            return Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.sku?.code ?? "") })
        }
    }

    @Test func `the tab shows each value's SKU and stock, and names options without SKUs`() throws {
        let page = staff.get("/admin/products/\(try shop.productID("Polo"))/edit?tab=option")
        #expect(page.value(of: try field("M")) == "POLO-M")
        #expect(page.words.contains("Size: M 10 22 Nov 2026, 10:00 ₹0.00"))
        #expect(page.value(of: try field("M").replacing("sku-", with: "count-")) == "10")
        #expect(page.words.contains("Gift wrap (Yes) has no SKUs"))
        let belt = staff.get("/admin/products/\(try shop.productID("Belt"))/edit?tab=option")
        #expect(belt.value(of: "sku-product") == "BELT" && belt.words.contains("This product"))
    }

    @Test func `a new SKU begins without stock and takes Arvind's next number`() throws {
        let answer = try save(["S": "POLO-S", "M": "NEW-M", "L": "POLO-L"])
        #expect(answer.location == "/admin/products/\(try shop.productID("Polo"))/edit?tab=option&saved")
        #expect(try carried == ["S": "POLO-S", "M": "NEW-M", "L": "POLO-L"])
        #expect(try shop.available("NEW-M") == 0 && shop.product("Polo").available == 5)
        #expect(try shop.arvind.inventory(#"{"sku":"POLO-M","quantity":9}"#).json()["rejected"] == 1)
        _ = shop.arvind.inventory(#"{"sku":"NEW-M","quantity":9}"#)
        #expect(try shop.product("Polo").available == 14)
    }

    @Test func `a SKU in use elsewhere is refused and named, and nothing of the form is saved`() throws {
        let before = try shop.dump()
        let page = try save(["S": "FRESH", "M": "BELT", "L": "POLO-L"])
        #expect(page.status == 422)
        #expect(page.words.contains("BELT is in use by “Belt”. A SKU can be used only once per website."))
        #expect(try page.value(of: field("S")) == "FRESH" && page.value(of: field("M")) == "BELT")
        #expect(try shop.dump() == before)
    }

    @Test func `the same SKU twice in one form is refused at both places' names`() throws {
        let before = try shop.dump()
        let both = try save(["S": "SAME", "M": "SAME"])
        #expect(both.status == 422)
        #expect(both.words.contains("SAME is also typed at Size: S. A SKU can be used only once."))
        let kept = try save(["S": "POLO-S", "M": "POLO-S"])
        #expect(kept.status == 422)
        #expect(kept.words.contains("POLO-S is also typed at Size: S."))
        let earlier = try save(["S": "POLO-M", "M": "POLO-M"])
        #expect(earlier.status == 422)
        #expect(try shop.dump() == before)
    }

    @Test func `two values swap their SKUs in one save, and the stock goes along`() throws {
        #expect(try save(["S": "POLO-M", "M": "POLO-S", "L": "POLO-L"]).status == 303)
        #expect(try carried == ["S": "POLO-M", "M": "POLO-S", "L": "POLO-L"])
        let values = try #require(try shop.product("Polo").stockOption?.values)
        #expect(values.map { $0.sku?.available } == [10, 5, 0])
        #expect(try shop.product("Polo").available == 15)
    }

    @Test func `three values pass theirs on in a circle`() throws {
        #expect(try save(["S": "POLO-M", "M": "POLO-L", "L": "POLO-S"]).status == 303)
        #expect(try carried == ["S": "POLO-M", "M": "POLO-L", "L": "POLO-S"])
    }

    @Test func `a SKU taken off is kept with its stock and its history, and goes to another product with them`() throws
    {
        let movements = try shop.rows("stock_movement")
        #expect(try save(["M": ""]).status == 303)
        #expect(try shop.product("Polo").available == 5 && carried["M"] == "")
        #expect(try save(["": "POLO-M"], of: "Belt").status == 303)
        let belt = try shop.product("Belt")
        #expect(belt.sku?.code == "POLO-M" && belt.sku?.available == 10 && belt.available == 10)
        // Off the Polo, off the belt, on the belt.
        #expect(try shop.rows("stock_movement") == movements + 3)
        let history = staff.get("/admin/products/\(belt.id)/edit?tab=history").words
        #expect(history.contains("POLO-M Arvind's count"))
        #expect(
            history.contains("BELT SKU removed Belt (administrator) 3 3")
                && history.contains("POLO-M SKU added Belt (administrator)"))
        let left = staff.get("/admin/products/\(try shop.productID("Polo"))/edit?tab=history").words
        #expect(left.contains("POLO-M SKU removed Polo, Size: M (administrator) 10 10"))
    }

    @Test func `a count for an unmapped SKU applies once the SKU is mapped`() throws {
        #expect(try save(["M": ""]).status == 303)
        #expect(try shop.arvind.inventory(#"{"sku":"POLO-M","quantity":99}"#).json()["rejected"] == 1)
        #expect(try shop.available("POLO-M") == 10)
        #expect(try save(["M": "POLO-M"]).status == 303)
        #expect(try shop.available("POLO-M") == 99 && shop.product("Polo").available == 104)
    }

    @Test func `a SKU that is free may be anywhere once; the other website's SKUs are others`() throws {
        #expect(try save(["": "RUN-8"], of: "Belt").status == 303)
        try staff.post("/admin/website", ["website": "\(shop.second.id)"])
        let id = try shop.productID("Belt", at: shop.second)
        #expect(try staff.post("/admin/products/\(id)/skus", ["sku-product": "RUN-8"]).status == 303)
        #expect(try shop.rows("sku", where: "code = 'RUN-8'") == 2)
    }

    @Test func `a form that was opened before a colleague's save leaves the colleague's SKUs alone`() throws {
        let s = try field("S"), m = try field("M")
        let shown = ["shown-\(s)": "POLO-S", "shown-\(m)": "POLO-M"]
        let path = "/admin/products/\(try shop.productID("Polo"))/skus"
        #expect(try save(["S": "THEIRS"]).status == 303)
        #expect(try staff.post(path, shown.merging([s: "POLO-S", m: "MINE"]) { $1 }).status == 303)
        #expect(try carried == ["S": "THEIRS", "M": "MINE", "L": "POLO-L"])
    }

    @Test func `a SKU that somebody has changed meanwhile is not written over, and what was typed stays`() throws {
        let s = try field("S"), m = try field("M")
        let shown = ["shown-\(s)": "POLO-S", "shown-\(m)": "POLO-M"]
        let path = "/admin/products/\(try shop.productID("Polo"))/skus"
        #expect(try save(["S": "THEIRS", "M": ""]).status == 303)
        let before = try shop.dump()
        let page = try staff.post(path, shown.merging([s: "MINE", m: "MINE-M"]) { $1 })
        #expect(page.status == 422 && page.value(of: s) == "MINE" && page.value(of: m) == "MINE-M")
        #expect(page.words.contains("administrator has changed it to THEIRS since you opened this page."))
        #expect(page.words.contains("administrator has changed it to no SKU since you opened this page."))
        #expect(page.text.contains("name=\"shown-\(s)\" value=\"THEIRS\""))
        #expect(try shop.dump() == before)
        #expect(try staff.post(path, [s: "MINE", "shown-\(s)": "THEIRS"]).status == 303)
        #expect(try carried["S"] == "MINE")
    }

    @Test func `two SKUs that only look the same are two, here, in a sheet and in the API`() throws {
        let one = "CAF\u{C9}", two = "CAFE\u{301}"
        #expect(try save(["M": one]).status == 303)
        #expect(try save(["S": two]).status == 303)
        let result = try shop.arvind.inventory(
            #"{"sku":"\#(one)","quantity":4},{"sku":"\#(two)","quantity":6}"#
        ).json()
        #expect(result["updated"] == 2)
        #expect(try shop.available(one) == 4 && shop.available(two) == 6)
        let read = shop.arvind.get("/api/v1/inventory?sku=CAF%C3%89&sku=CAFE%CC%81")
        #expect(try read.json()["items"]?[1]?["quantity"] == 6)
        let polo = try shop.productID("Polo")
        let sheet = "Product ID,Product,Option,Option value,SKU,Price,Status\n"
        let swapped = try staff.upload(sheet + "\(polo),,,S,\(one),,\n\(polo),,,M,\(two),,\n")
        #expect(try staff.follow(swapped).words.contains("Changed rows 2"))
        #expect(try save(["M": two, "S": one]).status == 303)
        let values = try #require(try shop.product("Polo").stockOption?.values)
        #expect(values.prefix(2).map { $0.sku?.available } == [4, 6])
    }

    @Test func `white ends are dropped, and 64 characters are enough`() throws {
        #expect(try save(["M": "  SPACED  "]).status == 303)
        #expect(try carried["M"] == "SPACED")
        let page = try save(["M": String(repeating: "x", count: 65)])
        #expect(page.status == 422 && page.words.contains("A SKU has 1 to 64 characters."))
        #expect(try save(["M": String(repeating: "x", count: 64)]).status == 303)
    }

    @Test func `an invisible character is named, and not removed silently`() throws {
        let before = try carried
        let page = try save(["M": "POLO\u{200b}-NEW"])
        #expect(
            page.status == 422 && page.words.contains("There is an invisible character (U+200B) after “POLO”.")
        )
        #expect(try carried == before)
    }

    @Test func `units of orders stay with the SKU that was sold`() throws {
        _ = try shop.visitor().order("M", quantity: 4)
        #expect(try save(["S": "POLO-M", "M": "POLO-S"]).status == 303)
        #expect(try shop.available("POLO-M") == 6)
        let result = try shop.arvind.inventory(#"{"sku":"POLO-M","quantity":10}"#).json()["results"]?[0]
        #expect(result?["available"] == 6)
    }
}
