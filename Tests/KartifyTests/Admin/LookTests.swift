import Domain
import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// Each website in its own colour, with its own logo.
struct LookTests {
    private let shop: TestShop
    private let staff: Browser

    init() throws {
        shop = try TestShop()
        staff = try shop.staff()
    }

    private func save(_ colour: String) throws -> Answer {
        let form = staff.get("/admin/websites/1").form(to: "/admin/websites/1")
        return try staff.post("/admin/websites/1", form.merging(["colour": colour]) { $1 })
    }

    private func sheet(at host: String = "localhost") -> String? {
        shop.visitor(at: host).get("/").text.firstMatch(of: #/href="(/look/[^"]+)"/#).map { String($0.output.1) }
    }

    @Test func `a website with a colour has a style sheet, which browsers keep until the colour changes`() throws {
        #expect(sheet() == nil)
        #expect(try save("#1f5f8b").status == 303)
        let address = try #require(sheet())
        let css = shop.send("GET", address)
        #expect(css.status == 200 && css.header("Content-Type") == "text/css; charset=utf-8")
        #expect(css.header("Cache-Control") == "public, max-age=31536000, immutable")
        #expect(css.headers("Set-Cookie").isEmpty)
        #expect(css.text.contains("--accent: #1f5f8b;") && css.text.contains("prefers-color-scheme: dark"))
        #expect(sheet(at: "second.localhost") == nil)
        #expect(shop.send("GET", address, to: "second.localhost").status == 404)
        #expect(try save("#7a1f8b").status == 303)
        #expect(sheet() != address)
        let old = shop.send("GET", address)
        #expect(old.text.contains("#7a1f8b") && old.header("Cache-Control") == "no-cache")
        #expect(try shop.audited().contains { $0.subject.contains("Colour: #1f5f8b → #7a1f8b") })
        #expect(try save("").status == 303)
        #expect(sheet() == nil)
    }

    @Test func `a colour that cannot be read is refused, and nothing is saved`() throws {
        let page = try save("#ffe000")
        #expect(page.status == 422 && page.value(of: "colour") == "#ffe000")
        #expect(page.error(of: "colour")?.hasPrefix("#ffe000 is too pale to be read on a light page. Try #") == true)
        #expect(sheet() == nil)
    }

    @Test func `a logo stands in the bar in place of the name, and goes with its file`() throws {
        #expect(try staff.upload(logo: TestImages.png).status == 303)
        let bar = try #require(shop.visitor().get("/").piece(after: "<header", before: "</header>"))
        let name = try #require(bar.firstMatch(of: #/src="/images/([^"]+)" alt="Brand"/#)).output.1
        let path = shop.folder.file("images") + "/" + name
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(!shop.visitor(at: "second.localhost").get("/").text.contains("shop-logo"))
        let removal = staff.get("/admin/websites/1").form(to: "/admin/websites/1/logo/deletion")
        #expect(try staff.post("/admin/websites/1/logo/deletion", removal).status == 303)
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(shop.visitor().get("/").text.contains(">Brand</a>"))
    }

    @Test func `what is no picture is refused, and a colleague's logo is not replaced unseen`() throws {
        let page = try staff.upload(logo: Array("<svg/>".utf8))
        #expect(page.status == 422 && page.words.contains("“a.png” is not a PNG, JPEG or WebP image."))
        #expect(try staff.upload(logo: TestImages.png).status == 303)
        let late = try staff.upload(logo: TestImages.jpeg, showing: "")
        #expect(late.status == 422 && late.words.contains("has changed the logo"))
    }
}

extension Browser {
    /// Uploads the first website's logo.
    @discardableResult
    func upload(logo bytes: [UInt8], showing logo: String? = nil) throws -> Answer {
        let page = get("/admin/websites/1")
        let shown = logo ?? page.value(of: "shown-logo") ?? ""
        let fields = [("csrf", try #require(page.csrf)), ("shown-logo", shown)]
        let head = fields.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }.joined()
        let file = "--b\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a.png\"\r\n\r\n"
        return send(
            "POST", "/admin/websites/1/logo", headers: ["content-type": "multipart/form-data; boundary=b"],
            body: Array((head + file).utf8) + bytes + Array("\r\n--b--\r\n".utf8))
    }
}
