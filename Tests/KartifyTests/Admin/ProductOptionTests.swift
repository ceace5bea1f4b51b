import Domain
import TestSupport
import Testing

@testable import Kartify

/// Catalog › Products: a product from nothing, its options and values.
struct ProductOptionTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    @Test func `a product is made from nothing and sold`() throws {
        let answer = try staff.post("/admin/products", ["name": "Cap", "price": "499"])
        let id = try shop.productID("Cap")
        #expect(answer.location == "/admin/products/\(id)/edit?tab=option&saved")
        #expect(try staff.follow(answer).words.contains("Disabled: no stock"))
        try staff.post("/admin/products/\(id)/options", ["option-name": "Size", "is-stock": "yes"])
        try staff.post("/admin/products/\(id)/options", ["option-name": "Engraving"])
        let size = try #require(try shop.product("Cap").stockOption)
        try staff.post("/admin/products/\(id)/options/\(size.id)/values", ["value-name": "One", "difference": "-10"])
        let value = try #require(try shop.product("Cap").stockOption?.values.first)
        #expect(value.priceDifference == Money(paise: -1000))
        try staff.post("/admin/products/\(id)/skus", ["sku-\(value.id)": "CAP-1"])
        _ = shop.arvind.inventory(#"{"sku":"CAP-1","quantity":3}"#)
        let told = try shop.audited(limit: 9).map(\.subject)
        #expect(
            told == [
                "“Cap” — SKU of Size: One: none → CAP-1", "“Cap” — Size: One added, price difference -₹10.00",
                "“Cap” — option Engraving added", "“Cap” — stock option Size added", "“Cap” — price: ₹499.00",
            ])
        #expect(try shop.product("Cap").visibility == .enabled && shop.visitor().get("/product/\(id)").status == 200)
    }

    @Test func `a name and a price are needed`() throws {
        let page = try staff.post("/admin/products", ["name": "", "price": "free"])
        #expect(page.status == 422 && page.error(of: "name") != nil && page.value(of: "price") == "free")
    }

    @Test func `an option's error is shown beside it, and the SKUs on the page stay`() throws {
        let polo = try shop.product("Polo"), belt = try shop.product("Belt")
        let second = try staff.post("/admin/products/\(polo.id)/options", ["option-name": "Fit", "is-stock": "yes"])
        #expect(second.status == 422 && second.words.contains("“Polo” has the stock option Size already."))
        #expect(second.value(of: "option-name") == "Fit" && second.text.contains("value=\"POLO-M\""))
        let own = try staff.post("/admin/products/\(belt.id)/options", ["option-name": "Size", "is-stock": "yes"])
        #expect(own.words.contains("“Belt” itself has BELT. Remove the SKUs first"))
        let wrap = try #require(polo.options.last)
        let taken = try staff.post("/admin/products/\(polo.id)/stock-option", ["stock-option": "\(wrap.id)"])
        #expect(taken.status == 422 && taken.words.contains("Size has POLO-S, POLO-M, POLO-L."))
        let value = try staff.post("/admin/products/\(polo.id)/options/\(wrap.id)/values", ["value-name": "yes"])
        #expect(value.words.contains("There is a value called “Yes” already."))
        #expect(
            try staff.post("/admin/products/\(belt.id)/options/\(wrap.id)/values", ["value-name": "X"]).status == 404)
    }

    @Test func `a value with orders is deleted: its SKU, its stock and its history stay, and so does the order`() throws
    {
        let number = try shop.visitor().order("M", quantity: 2)
        let polo = try shop.product("Polo")
        let value = try #require(polo.stockOption?.values.first { $0.name == "M" })
        let movements = try shop.rows("stock_movement")
        let page = "/admin/products/\(polo.id)/values/\(value.id)/deletion"
        #expect(staff.get(page).words.contains("Its SKU POLO-M becomes free: it keeps its stock and history"))
        #expect(try staff.post(page).status == 303)
        #expect(
            try shop.product("Polo").stockOption?.values.map(\.name) == ["S", "L"]
                && shop.product("Polo").available == 5)
        #expect(try shop.available("POLO-M") == 8 && shop.rows("stock_movement") == movements + 1)
        #expect(try shop.order(number).lines.first?.sku == "POLO-M")
        try staff.post("/admin/products/\(try shop.productID("Belt"))/skus", ["sku-product": "POLO-M"])
        #expect(try shop.product("Belt").available == 8)
        #expect(try staff.post(page).status == 404)
    }

    @Test func `an option that carries SKUs is not deleted, and one that does not is, values and all`() throws {
        let polo = try shop.product("Polo")
        let before = try shop.dump()
        let refused = staff.get("/admin/products/\(polo.id)/options/\(polo.options[0].id)/deletion")
        #expect(refused.status == 409 && refused.words.contains("Size has POLO-S, POLO-M, POLO-L."))
        #expect(try staff.post("/admin/products/\(polo.id)/options/\(polo.options[0].id)/deletion").status == 409)
        #expect(try shop.dump() == before)
        let page = "/admin/products/\(polo.id)/options/\(polo.options[1].id)/deletion"
        #expect(staff.get(page).words.contains("Its values are deleted too: Yes."))
        try staff.post(page)
        #expect(try shop.product("Polo").options.count == 1 && shop.audited().count == 1)
    }

    @Test func `the stock option is chosen anew once no SKU is in the way`() throws {
        let polo = try shop.product("Polo")
        let codes = Dictionary(uniqueKeysWithValues: (polo.stockOption?.values ?? []).map { ("sku-\($0.id)", "") })
        try staff.post("/admin/products/\(polo.id)/skus", codes)
        try staff.post("/admin/products/\(polo.id)/stock-option", ["stock-option": "\(polo.options[1].id)"])
        #expect(try shop.product("Polo").stockOption?.name == "Gift wrap")
        let told = try shop.audited(limit: 1).map(\.subject)
        #expect(told == ["“Polo” — stock option: Size → Gift wrap"])
        try staff.post("/admin/products/\(polo.id)/stock-option", ["stock-option": ""])
        #expect(try shop.product("Polo").stockOption == nil)
        try staff.post("/admin/products/\(polo.id)/skus", ["sku-product": "POLO-S"])
        #expect(try shop.product("Polo").available == 5)
    }
}
