import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// Catalog › Products › Data: the images of a product.
struct ImageTests {
    private let shop: TestShop
    private let staff: Browser
    private let path: String

    init() throws {
        shop = try TestShop()
        staff = try shop.staff(.operations)
        path = "/admin/products/\(try shop.productID("Polo"))"
    }

    private var files: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: shop.folder.file("images"))) ?? [])
    }

    private var images: [ProductImage] {
        get throws { try shop.product("Polo").images }
    }

    @Test func `several images are shown with the product's name, described, ordered and removed, files and all`()
        throws
    {
        #expect(try staff.upload(images: [TestImages.png, TestImages.jpeg], to: path).status == 303)
        let (first, second) = (try images[0], try images[1])
        #expect(files == Set(first.files + second.files) && first.file.hasSuffix(".webp") && second.smallFile == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: shop.folder.file("images/\(first.file)"))[
            .posixPermissions]
        #expect("\(mode ?? 0)" == "420")
        let small = try #require(first.smallFile)
        let sources = "src=\"/images/\(first.file)\" srcset=\"/images/\(small) 320w, /images/\(first.file) 400w\""
        for page in ["/", "/product/\(try shop.productID("Polo"))"] {
            let text = shop.visitor().get(page).text
            #expect(text.contains(sources) && text.contains("width=\"400\" height=\"300\" alt=\"Polo\""), "\(page)")
        }
        let form = staff.get("\(path)/edit?tab=data").form(to: "\(path)/image-list")
        let changed = [second.placeField: "1", first.placeField: "2", second.altField: "The back"]
        #expect(try staff.post("\(path)/image-list", form.merging(changed) { $1 }).status == 303)
        #expect(try images.map(\.id) == [second.id, first.id] && images.map(\.alt) == ["The back", ""])
        #expect(
            shop.visitor().get("/").text.contains(
                "src=\"/images/\(second.file)\" width=\"20\" height=\"40\" alt=\"The back\""))
        try staff.post("\(path)/image-list", [second.removalField: "yes"])
        #expect(try images.map(\.id) == [first.id] && files == Set(first.files))
        try staff.upload(images: [TestImages.webp], to: path)
        #expect(try images.map(\.id).first == first.id && images.count == 2)
        let told = try shop.audited(limit: 9).map(\.subject)
        #expect(
            told == [
                "“Polo” — images added: 1", "“Polo” — images removed: 1",
                "“Polo” — images put into another order; images described: 1", "“Polo” — images added: 2",
            ])
    }

    @Test(arguments: [
        ([], "is not a PNG, JPEG or WebP image."), ([0xFF, 0xD8, 0xFF], "is not a PNG, JPEG or WebP image."),
        (Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), "is not a PNG, JPEG or WebP image."),
        (TestImages.png + Array(repeating: 0, count: 2 << 20), "is larger than 2 MB."),
        (TestImages.header(width: 40, height: 30), "is damaged."),
        (TestImages.header(width: 9000, height: 9000), "has 9000 × 9000 pixels"),
        ([0, 0, 0, 24] + Array("ftypheic0000".utf8), "is a HEIC photograph"),
    ])
    func `what is no image, or too large, is refused and not kept`(bytes: [UInt8], message: String) throws {
        let page = try staff.upload(images: [TestImages.png, bytes], to: path)
        #expect(page.status == 422 && page.words.contains("“2.png” \(message)"), "\(page.words)")
        #expect(try files.isEmpty && images.isEmpty)
    }

    @Test func `a product has twelve images at most`() throws {
        #expect(try staff.upload(images: Array(repeating: TestImages.webp, count: 13), to: path).status == 422)
        #expect(try staff.upload(images: Array(repeating: TestImages.webp, count: 11), to: path).status == 303)
        let page = try staff.upload(images: [TestImages.webp, TestImages.webp], to: path)
        #expect(page.status == 422 && page.words.contains("12 images at most, and this one has 11 already"))
        #expect(try files.count == 11 && images.count == 11)
        #expect(try staff.upload(images: [], to: path).words.contains("Choose one or several image files."))
    }

    @Test func `a place that is no number, or words that are too long, are refused and stay`() throws {
        try staff.upload(images: [TestImages.webp], to: path)
        let image = try images[0], long = String(repeating: "x", count: 201)
        let page = try staff.post("\(path)/image-list", [image.placeField: "first", image.altField: long])
        #expect(page.status == 422 && page.value(of: image.placeField) == "first")
        #expect(page.value(of: image.altField) == long && page.words.contains("Type a place such as 1."))
        #expect(try images == [image])
    }

    @Test func `the image of an older version is shown as it is`() throws {
        try shop.change(
            "INSERT INTO product_image (product_id, position, file, alt) SELECT id, 0, 'old.png', '' FROM product WHERE name = 'Polo'"
        )
        let page = shop.visitor().get("/")
        #expect(page.text.contains("src=\"/images/old.png\" alt=\"Polo\""))
        #expect(staff.get("\(path)/edit?tab=data").text.contains("src=\"/images/old.png\""))
    }
}

extension Browser {
    /// Sends the form for new images of a product's page.
    @discardableResult
    func upload(images: [[UInt8]], to path: String) throws -> Answer {
        let token = try #require(get("\(path)/edit?tab=data").csrf)
        var body = Array("--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n\(token)\r\n".utf8)
        for (index, image) in images.enumerated() {
            let name = "filename=\"\(index + 1).png\""
            body += Array("--b\r\nContent-Disposition: form-data; name=\"images\"; \(name)\r\n\r\n".utf8) + image
            body += Array("\r\n".utf8)
        }
        return send(
            "POST", "\(path)/images", headers: ["content-type": "multipart/form-data; boundary=b"],
            body: body + Array("--b--\r\n".utf8))
    }
}
