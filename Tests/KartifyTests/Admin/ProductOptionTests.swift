import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// Catalog › Products: a product from nothing, its options and values, and its image.
struct ProductOptionTests {
    private let shop: TestShop
    private let staff: Browser
    static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0, 40, 0, 0, 0, 30, 8, 2, 0, 0, 0, 1, 2, 3, 4]
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 30, 0, 40, 3]

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
    }

    private func upload(_ bytes: [UInt8], to product: ID<Product>) throws -> Answer {
        try staff.upload(image: bytes, to: "/admin/products/\(product)")
    }

    private var images: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: shop.folder.file("images"))) ?? []
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

    @Test func `an image is shown with the product's name, replaced and removed, files and all`() throws {
        let polo = try shop.productID("Polo")
        #expect(try upload(Self.png, to: polo).status == 303)
        let first = try #require(try shop.product("Polo").image)
        #expect(images == [first] && first.hasSuffix(".png"))
        let mode = try FileManager.default.attributesOfItem(atPath: shop.folder.file("images/\(first)"))[
            .posixPermissions]
        #expect("\(mode ?? 0)" == "420")
        for page in ["/", "/product/\(polo)"] {
            #expect(shop.visitor().get(page).text.contains("src=\"/images/\(first)\" alt=\"Polo\""), "\(page)")
        }
        #expect(try upload(Self.jpeg, to: polo).status == 303)
        #expect(try images == [#require(shop.product("Polo").image)] && images != [first])
        try staff.post("/admin/products/\(polo)/image/deletion")
        #expect(try images.isEmpty && shop.product("Polo").image == nil)
        try staff.post("/admin/products/\(polo)/image/deletion")
        let told = try shop.audited(limit: 9).map(\.subject)
        #expect(told == ["“Polo” — image removed", "“Polo” — image replaced", "“Polo” — image added"])
    }

    @Test(arguments: [
        ([], "The file is not a PNG"), ([0xFF, 0xD8, 0xFF], "The file is not a PNG"),
        (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "The file is not a PNG"),
        (png + Array(repeating: 0, count: 2 << 20), "The file is larger than 2 MB."),
    ])
    func `what is no image, or too large, is refused and not kept`(bytes: [UInt8], message: String) throws {
        let page = try upload(bytes, to: try shop.productID("Polo"))
        #expect(page.status == 422 && page.words.contains(message) && images.isEmpty)
    }
}

extension Browser {
    /// Sends the image form of a product's page.
    ///
    /// - Parameter image: the file of the image that the page showed; nil for a page that does not say.
    @discardableResult
    func upload(image bytes: [UInt8], to path: String, showing image: String? = nil) throws -> Answer {
        let token = try #require(get("\(path)/edit?tab=data").csrf)
        let fields = [("csrf", token)] + (image.map { [("shown-image", $0)] } ?? [])
        let head = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        let file = "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n"
        return send(
            "POST", "\(path)/image", headers: ["content-type": "multipart/form-data; boundary=b"],
            body: Array((head + file).utf8) + bytes + Array("\r\n--b--\r\n".utf8))
    }
}
