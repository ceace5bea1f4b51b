import Dispatch
import Domain
import TestSupport
import Testing

@testable import Kartify

/// Catalog › Products: the list and the General, Data and History tabs.
struct ProductTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    @Test(arguments: [
        ("", ["Polo", "Belt", "Cap"]), ("?filter=enabled", ["Polo"]), ("?filter=out_of_stock", ["Belt", "Cap"]),
        ("?filter=sku_missing", ["Cap"]), ("?filter=nonsense", ["Polo", "Belt", "Cap"]), ("?q=polo", ["Polo"]),
        ("?filter=disabled_by_hand", ["Belt"]), ("?filter=disabled_by_stock", ["Cap"]), ("?q=BELT", ["Belt"]),
        ("?q=POLO-M", ["Polo"]), ("?q=POLO+po", ["Polo"]), ("?q=M-POLO", []), ("?q=O-M", []), ("?q=nothing", []),
        ("?filter=enabled&q=belt", []),
    ])
    func `the list shows what is asked for`(query: String, names: [String]) throws {
        let id = shop.brand.id
        _ = try shop.database.write {
            try $0.addProduct(websiteID: id, name: "Cap", description: "", price: Money(paise: 100))
        }
        _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":0}"#)
        try shop.change("UPDATE product SET is_disabled_by_hand = 1 WHERE name = 'Belt'")
        let page = staff.get("/admin/products\(query)")
        #expect(page.status == 200)
        for name in ["Polo", "Belt", "Cap"] {
            #expect(page.text.contains("/edit\">\(name)</a>") == names.contains(name), "\(name)")
        }
        if names.contains("Cap") { #expect(page.words.contains("Cap 1 SKU missing")) }
        if names.isEmpty { #expect(page.words.contains("No product matches.")) }
    }

    @Test func `a search of more SKUs than anybody types is answered`() {
        let page = staff.get("/admin/products?q=" + String(repeating: "POLO-M+", count: 1000))
        #expect(page.status == 200 && page.text.contains("/edit\">Polo</a>"))
    }

    @Test(arguments: ["%", "_", "P%o", "\\"])
    func `a search is literal`(text: String) throws {
        let page = staff.get("/admin/products?q=\(text == "%" ? "%25" : text == "P%o" ? "P%25o" : text)")
        #expect(page.words.contains("No product matches."))
    }

    @Test func `the list goes on where a page ends, with the same filter`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...60 {
                _ = try store.addProduct(
                    websiteID: id, name: "Sock \(number)", description: "", price: Money(paise: 100))
            }
        }
        let first = staff.get("/admin/products?filter=out_of_stock&q=sock")
        let next = try #require(first.piece(after: "rel=\"next\" href=\"/admin/products?filter=", before: "\""))
        #expect(next.hasPrefix("out_of_stock&amp;q=sock&amp;after="))
        let second = staff.get("/admin/products?filter=" + next.replacing("&amp;", with: "&"))
        #expect(first.words.contains("Sock 50 ") && !first.words.contains("Sock 51 "))
        #expect(second.words.contains("Sock 51 ") && second.words.contains("Sock 60 "))
    }

    @Test func `name and description are saved, line breaks and all`() throws {
        let id = try shop.productID("Polo")
        let answer = try staff.post(
            "/admin/products/\(id)",
            ["tab": "general", "name": " Polo shirt ", "description": "Cotton.\r\n\r\nWash cold."])
        #expect(answer.location == "/admin/products/\(id)/edit?tab=general&saved")
        let page = try staff.follow(answer)
        #expect(page.alert == "Saved." && page.value(of: "name") == "Polo shirt")
        let typed = try #require(page.piece(after: "rows=\"6\">", before: "</textarea>"))
        #expect(typed.split(whereSeparator: \.isNewline) == ["Cotton.", "Wash cold."])
        let product = try shop.product("Polo shirt")
        #expect(product.description == "Cotton.\r\n\r\nWash cold." && product.price == Money(paise: 129_900))
        let seen = shop.visitor().get("/product/\(id)").text
        #expect(seen.contains("Cotton.\r\n\r\nWash cold."))
    }

    @Test(arguments: [
        ("general", "name", "", "Type a name of up to 200 characters."),
        ("general", "name", String(repeating: "x", count: 201), "Type a name of up to 200 characters."),
        ("data", "price", "-1", "Type an amount such as 1299.00."),
        ("data", "price", "12.345", "Type an amount such as 1299.00."),
        ("data", "price", "free", "Type an amount such as 1299.00."),
        ("data", "price", "", "Type an amount such as 1299.00."),
    ])
    func `a wrong field is marked and nothing is saved`(
        tab: String, field: String, typed: String, message: String
    ) throws {
        let before = try shop.dump()
        let page = try staff.post(
            "/admin/products/\(try shop.productID("Polo"))",
            ["tab": tab, "name": "Polo 2", "description": "New.", "status": "disabled"].merging([field: typed]) { $1 })
        #expect(page.status == 422 && page.error(of: field) == message && page.value(of: field) == typed)
        #expect(page.alert == "Nothing was saved. Please check the marked fields.")
        #expect(try shop.dump() == before)
    }

    @Test func `a description that is too long is marked and comes back`() throws {
        let long = String(repeating: "x", count: 5001)
        let page = try staff.post(
            "/admin/products/\(try shop.productID("Polo"))", ["tab": "general", "name": "Polo", "description": long])
        #expect(
            page.status == 422 && page.text.contains(long) && page.words.contains("Keep this under 5000 characters."))
    }

    @Test func `price and status are saved, and leave the name alone`() throws {
        let id = try shop.productID("Polo")
        try staff.post(
            "/admin/products/\(id)", ["tab": "data", "price": "₹1,399.5", "status": "disabled", "name": "X"])
        let product = try shop.product("Polo")
        #expect(product.price == Money(paise: 139_950) && product.isDisabledByHand)
        try staff.post("/admin/products/\(id)", ["tab": "data", "price": "1399.50", "status": "enabled"])
        #expect(try shop.product("Polo").visibility == .enabled)
    }

    @Test func `two people on two tabs do not undo each other's work`() throws {
        let id = try shop.productID("Polo")
        let staff = staff
        DispatchQueue.concurrentPerform(iterations: 40) { number in
            let fields =
                number % 2 == 0
                ? ["tab": "general", "name": "Polo", "description": "Text \(number)"]
                : ["tab": "data", "price": "\(1000 + number)", "status": "enabled"]
            _ = try? staff.post("/admin/products/\(id)", fields)
        }
        let told = try shop.audited(limit: 99).map(\.subject)
        #expect(told.count { $0.hasSuffix(" — description") } == 20)
        #expect(told.count { $0.contains(" — price: ") } == 20)
        let product = try shop.product("Polo")
        #expect(product.description.hasPrefix("Text ") && product.price > Money(paise: 100_000))
        // Each change begins where the one before it ended.
        let prices = told.filter { $0.contains("price") }.map { $0.split(separator: " ") }
        for (later, earlier) in zip(prices, prices.dropFirst()) { #expect(later[3] == earlier[5]) }
    }

    @Test func `a price that the options would bring below zero is refused everywhere`() throws {
        let polo = try shop.product("Polo")
        let size = try #require(polo.stockOption), wrap = polo.options[1]
        let path = "/admin/products/\(polo.id)"
        try staff.post("\(path)/options/\(size.id)/values", ["value-name": "XS", "difference": "-1000"])
        let tooMuch = try staff.post(
            "\(path)/options/\(wrap.id)/values", ["value-name": "None", "difference": "-300"])
        #expect(tooMuch.status == 422 && tooMuch.words.contains("take up to ₹1,300.00 off"))
        let tooLow = try staff.post(path, ["tab": "data", "price": "999", "status": "disabled"])
        #expect(tooLow.status == 422 && tooLow.error(of: "price")?.contains("take up to ₹1,000.00 off") == true)
        let sheet = try staff.upload("Product ID,Product,Option,Option value,SKU,Price,Status\n\(polo.id),,,S,,999,\n")
        #expect(try staff.follow(sheet).words.contains("F: Price The options' differences take up to ₹1,000.00 off"))
        #expect(try shop.product("Polo").price == polo.price && !shop.product("Polo").isDisabledByHand)
        #expect(try staff.post(path, ["tab": "data", "price": "1000", "status": "enabled"]).status == 303)
    }

    @Test func `the audit trail tells who changed what, from what to what, and nothing when nothing changed`() throws {
        let polo = try shop.product("Polo")
        let size = try #require(polo.stockOption), value = try #require(size.values.first)
        let path = "/admin/products/\(polo.id)"
        try staff.post(path, ["tab": "data", "price": "1399.00", "status": "disabled"])
        try staff.post(path, ["tab": "data", "price": "1399.00", "status": "disabled"])
        try staff.post("\(path)/skus", ["sku-\(value.id)": "POLO-NEW"])
        let told = try shop.audited(limit: 9).map(\.subject)
        #expect(
            told == [
                "“Polo” — SKU of Size: \(value.name): \(value.sku?.code ?? "none") → POLO-NEW",
                "“Polo” — price: ₹1,299.00 → ₹1,399.00; disabled by hand: no → yes",
            ])
    }

    @Test func `history tells every change of stock with its source`() throws {
        let number = try shop.visitor().order("M", quantity: 2)
        let id = try #require(shop.arvind.inventory(#"{"sku":"POLO-M","quantity":30}"#).header("X-Request-Id"))
        let page = staff.get("/admin/products/\(try shop.productID("Polo"))/edit?tab=history")
        #expect(page.words.contains("POLO-M Arvind's count \(id) 30 28"))
        #expect(page.words.contains("POLO-M Order placed \(number) 10 8"))
    }

    @Test func `a product whose only SKU was taken off still tells its history, and a long one goes on`() throws {
        let belt = try shop.productID("Belt")
        for quantity in 1...205 { _ = shop.arvind.inventory(#"{"sku":"BELT","quantity":\#(quantity + 10)}"#) }
        let first = staff.get("/admin/products/\(belt)/edit?tab=history")
        let next = try #require(first.piece(after: "tab=history&amp;before=", before: "\""))
        #expect(first.words.contains(" 215 215") && !first.words.contains(" 15 15"))
        let second = staff.get("/admin/products/\(belt)/edit?tab=history&before=\(next)")
        #expect(
            second.words.contains(" 15 15") && second.words.contains("SKU added") && !second.words.contains(" 16 16"))
        #expect(!second.words.contains("Older changes"))
        try staff.post("/admin/products/\(belt)/skus", ["sku-product": ""])
        let bare = staff.get("/admin/products/\(belt)/edit?tab=history").words
        #expect(bare.contains("BELT SKU removed") && !bare.contains("Nothing has changed this product's stock yet"))
    }

    @Test func `support may look and not save; nobody reaches the other website's product`() throws {
        let support = try shop.staff(.support)
        let polo = try shop.productID("Polo"), belt = try shop.productID("Belt", at: shop.second)
        let before = try shop.dump()
        #expect(support.get("/admin/products/\(polo)/edit?tab=data").status == 200)
        #expect(try support.post("/admin/products/\(polo)", ["tab": "data", "price": "1"]).status == 403)
        #expect(try staff.post("/admin/products/\(belt)", ["tab": "data", "price": "1"]).status == 404)
        #expect(try staff.post("/admin/products/\(belt)/skus", ["sku-product": "X"]).status == 404)
        #expect(try shop.dump() == before)
    }
}
