import Domain
import TestSupport
import Testing

@testable import Kartify

/// What customers find in the shop: categories, the search, sorting, and what is sold out.
struct ShopTests {
    private let shop: TestShop
    private let visitor: Browser

    init() throws {
        shop = try TestShop()
        visitor = shop.visitor()
    }

    /// Puts a product into a category, as staff do.
    private func categorise(_ product: String, _ category: String) throws -> Answer {
        let product = try shop.product(product)
        return try shop.staff().post(
            "/admin/products/\(product.id)",
            ["tab": "general", "name": product.name, "description": product.description, "category": category])
    }

    private func found(_ address: String) -> [String] {
        let page = visitor.get(address)
        #expect(page.status == 200, "\(address)")
        return page.text.split(separator: "class=\"product-name\">").dropFirst().map {
            String($0.prefix { $0 != "<" })
        }
    }

    private func products(_ page: Answer) -> [Substring] {
        page.text.split(separator: "href=\"/product/").dropFirst().map { $0.prefix { $0 != "\"" } }
    }

    @Test func `the search finds words of a name, a SKU and a category in any case, and their beginnings`() throws {
        _ = try categorise("Polo", "Sommer-Hemden ÄÖ")
        for search in ["polo", "POLO", "pol", "polo-m", "POLO-M", "hemden", "äö", "%20polo%20hemd", "po-lo", "m+polo"] {
            #expect(found("/search?q=\(search)") == (search == "po-lo" ? [] : ["Polo"]), "\(search)")
        }
        #expect(found("/search?q=bel").first == "Belt" && found("/search?q=").count == 2)
    }

    @Test(arguments: ["xyz", "!!!", "%25", "'%22*", "olo", "po*", "a%20b%20c%20d%20e%20f%20g%20h%20i"])
    func `a search that finds nothing says so and leads on`(search: String) throws {
        let page = visitor.get("/search?q=\(search)")
        #expect(page.status == 200)
        #expect(page.words.contains("Nothing matches") == (search != "po*"), "\(page.words)")
    }

    @Test func `a search is of its own website`() throws {
        #expect(found("/search?q=belt") == ["Belt"])
        #expect(!shop.visitor(at: "second.localhost").get("/search?q=polo").text.contains("product-name"))
    }

    @Test func `staff give a product a category, which the shop lists, and the last product takes it away`() throws {
        #expect(try categorise("Polo", " Shirts ").status == 303)
        #expect(try shop.audited(limit: 1).map(\.subject) == ["“Polo” — category: none → Shirts"])
        let address = try #require(visitor.get("/").piece(after: "href=\"/search?category=", before: "\""))
        #expect(found("/search?category=\(address)") == ["Polo"])
        #expect(found("/search?category=\(address)&q=belt") == [])
        #expect(visitor.get("/product/\(try shop.productID("Polo"))").words.contains("All products › Shirts"))
        _ = try categorise("Belt", "SHIRTS")
        #expect(try shop.rows("category") == 1 && visitor.get("/").words.contains("SHIRTS"))
        #expect(found("/search?category=\(address)").count == 2)
        _ = try categorise("Belt", "")
        _ = try categorise("Polo", "")
        #expect(try shop.rows("category") == 0)
        #expect(visitor.get("/search?category=\(address)").status == 404)
        #expect(shop.visitor().get("/search?category=x").status == 404)
    }

    @Test func `a category that is too long is refused with its words`() throws {
        let long = String(repeating: "x", count: 61)
        let page = try categorise("Polo", long)
        #expect(page.status == 422 && page.error(of: "category") == "Type a category of up to 60 characters.")
        #expect(try page.value(of: "category") == long && shop.rows("category") == 0)
    }

    @Test func `a category that a colleague has changed meanwhile is replaced only on purpose`() throws {
        let path = "/admin/products/\(try shop.productID("Polo"))", staff = try shop.staff()
        let older = staff.get("\(path)/edit").form(to: path)
        _ = try categorise("Polo", "Shirts")
        let mine = try staff.post(path, older.merging(["category": "Tops"]) { $1 })
        #expect(mine.status == 422 && mine.words.contains("has changed the category to Shirts"))
        #expect(try staff.post(path, older.merging(["name": "Polo 2"]) { $1 }).status == 303)
        #expect(try shop.product("Polo 2").category?.name == "Shirts")
        #expect(try staff.post(path, mine.form(to: path).merging(["name": "Polo 2"]) { $1 }).status == 303)
        #expect(try shop.product("Polo 2").category?.name == "Tops")
    }

    @Test func `the search follows what staff change: name, SKU, category, and a file of the catalogue`() throws {
        let belt = try shop.productID("Belt"), staff = try shop.staff()
        try staff.post("/admin/products/\(belt)/skus", ["sku-product": "GURT-7"])
        #expect(found("/search?q=gurt") == ["Belt"] && found("/search?q=belt") == ["Belt"])
        try staff.post("/admin/products/\(belt)", ["tab": "general", "name": "Strap", "description": ""])
        #expect(found("/search?q=strap") == ["Strap"] && found("/search?q=belt") == [])
        let sheet = try staff.upload("Product ID,Product,Option value,SKU\n\(belt),Girdle,,GURT-7\n")
        try staff.post("\(sheet.location ?? "")/application")
        shop.world.background.wait()
        #expect(found("/search?q=girdle") == ["Girdle"] && found("/search?q=strap") == [])
    }

    @Test func `each sorting pages both ways without losing a product`() throws {
        let id = shop.brand.id
        try shop.database.write { store in
            for number in 1...50 {
                let product = try store.addProduct(
                    websiteID: id, name: "\(number % 2 == 0 ? "sock" : "Sock") \(number % 7)", description: "",
                    price: Money(paise: number % 5 * 100))
                try store.execute("UPDATE product SET available = 1 WHERE id = \(product)")
            }
        }
        for sort in ["", "price", "-price", "name"] {
            var pages = [visitor.get("/search?q=sock&sort=\(sort)")]
            while let next = pages.last?.piece(after: "rel=\"next\" href=\"", before: "\"") {
                pages.append(visitor.get(next.replacing("&amp;", with: "&")))
            }
            #expect(pages.count == 3, "\(sort)")
            let all = pages.flatMap(products)
            #expect(Set(all).count == 50 && all.count == 50, "\(sort)")
            let back = try #require(pages.last?.piece(after: "rel=\"prev\" href=\"", before: "\""))
            #expect(products(visitor.get(back.replacing("&amp;", with: "&"))) == products(pages[1]), "\(sort)")
        }
        #expect(found("/search?q=sock&sort=price").first?.lowercased().hasPrefix("sock") == true)
        #expect(found("/?sort=name").first == "Belt" && found("/?sort=-price").first == "Polo")
        #expect(found("/?sort=nonsense").count == 24)
    }

    @Test func `what is sold out stays in the shop with a badge, what never had a SKU or is disabled is not there`()
        throws
    {
        try shop.count(["BELT": 0])
        let home = visitor.get("/").words
        #expect(home.contains("Belt ₹899.00 Sold out") && !home.contains("Polo ₹1,299.00 Sold out"))
        try shop.staff().post("/admin/products", ["name": "Unheard", "price": "1"])
        #expect(!found("/").contains("Unheard"))
        try shop.change("UPDATE product SET is_disabled_by_hand = 1 WHERE name = 'Belt'")
        #expect(found("/") == ["Polo"])
    }
}
