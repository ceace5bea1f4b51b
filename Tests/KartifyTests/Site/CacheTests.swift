import FoundationEssentials
import TestSupport
import Testing

@testable import Kartify

/// What a browser may keep of a page.
struct CacheTests {
    @Test(arguments: ["/", "/privacy", "/account/orders"])
    func `a page that has not changed is not sent again`(path: String) throws {
        let asha = try TestShop().asha
        let page = asha.get(path)
        #expect(page.status == 200 && page.header("Cache-Control") == "private, no-cache")
        let tag = try #require(page.header("ETag"))
        for known in [tag, "W/" + tag, "\"other\", W/\(tag)"] {
            let again = asha.send("GET", path, headers: ["if-none-match": known])
            #expect(again.status == 304 && again.response.body.isEmpty && again.header("ETag") == tag, "\(known)")
            #expect(again.header("X-Content-Type-Options") == "nosniff" && again.header("Content-Type") == nil)
        }
    }

    @Test func `a page that has changed is sent whole`() throws {
        let shop = try TestShop()
        let asha = try shop.asha
        let tag = try #require(asha.get("/").header("ETag"))
        try asha.addToCart("M")
        let page = asha.send("GET", "/", headers: ["if-none-match": tag])
        #expect(page.status == 200 && page.header("ETag") != tag && page.hasButton("Sign out"))
    }

    @Test func `a page of another session is not taken for this one's, though it reads the same`() throws {
        let shop = try TestShop()
        let (first, second) = (try shop.asha, try shop.asha)
        let tag = try #require(first.get("/privacy").header("ETag"))
        #expect(second.get("/privacy").words == first.get("/privacy").words)
        #expect(second.send("GET", "/privacy", headers: ["if-none-match": tag]).status == 200)
    }

    @Test func `pages with money or bank details, forms of secrets, and errors are kept nowhere`() throws {
        let shop = try TestShop()
        let asha = try shop.asha, staff = try shop.staff()
        let order = try asha.order()
        let pages = [
            asha.get("/checkout"), asha.get("/account/orders/\(order)"), asha.get("/account/password"),
            staff.get("/admin/orders/\(order)"), staff.get("/admin/modules/arvind"), staff.get("/admin/account"),
            staff.get("/admin/returns"), asha.get("/nothing"), shop.visitor().get("/account/login"),
        ]
        for page in pages {
            #expect(page.headers("Cache-Control") == ["no-store"], "\(page.heading ?? "")")
            #expect(page.header("ETag") == nil)
        }
    }

    @Test func `who signs out leaves no page in the browser`() throws {
        let shop = try TestShop()
        for answer in [try shop.asha.post("/account/logout"), try shop.staff().post("/admin/logout")] {
            #expect(answer.header("Clear-Site-Data") == "\"cache\"" && answer.header("Cache-Control") == "no-store")
        }
    }

    @Test func `the address of styles and scripts changes with any of them`() throws {
        let folder = try TemporaryFolder()
        func write(_ text: String, _ name: String) throws {
            try Data(text.utf8).write(to: URL(filePath: folder.file(name)))
        }
        try write("a {}", "app.css")
        let first = Assets(folder: folder.path).address
        #expect(first == Assets(folder: folder.path).address)
        try write("compressed", "app.css.gz")
        #expect(first == Assets(folder: folder.path).address)
        try write("b {}", "app.css")
        #expect(first != Assets(folder: folder.path).address)
        #expect(Assets(folder: folder.path + "/nothing").address == Assets.unversioned.address)
    }
}
