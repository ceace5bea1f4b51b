import Domain
import Glibc
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// What people, Arvind and monitoring see while the store is in trouble.
struct TroubleTests {
    private let shop: TestShop

    init() throws {
        shop = try TestShop()
    }

    @Test(.onlyOnSQLite)
    func `a store whose file was replaced refuses writes with 503, and is ready again when the file is back`()
        throws
    {
        let visitor = shop.visitor()
        _ = visitor.get("/account/login")
        #expect(shop.send("GET", "/readyz").status == 200)
        shop.clock.advance(.seconds(1))
        let file = shop.folder.file("kartify.sqlite")
        #expect(rename(file, file + ".away") == 0)
        let ready = shop.send("GET", "/readyz")
        #expect(ready.status == 503 && ready.header("Retry-After") == "5")
        let page = try visitor.addToCart("M")
        #expect(page.status == 503 && page.header("Retry-After") == "5")
        #expect(page.heading == "Please try again in a minute" && page.words.contains("Nothing was changed"))
        let answer = shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#)
        #expect(answer.status == 503 && answer.header("Retry-After") == "5")
        try expectProblem(answer, "unavailable")
        #expect(rename(file + ".away", file) == 0)
        #expect(shop.send("GET", "/readyz").status == 503)
        shop.clock.advance(.seconds(1))
        #expect(shop.send("GET", "/readyz").status == 200)
        #expect(try visitor.addToCart("M").location == "/cart")
        #expect(try shop.available("BELT") == 3)
    }

    @Test(.onlyOnSQLite) func `a store that is full says 503, and pages that only read go on`() throws {
        let pages = try shop.database.write { try $0.number("SELECT page_count FROM pragma_page_count") }
        try shop.database.write { try $0.connection.run(script: "PRAGMA max_page_count=\(pages)") }
        var statuses: Set<Int> = []
        for _ in 1...200 where !statuses.contains(503) {
            statuses.insert(shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#).status)
        }
        #expect(statuses.isSubset(of: [200, 503]) && statuses.contains(503))
        #expect(shop.visitor().get("/").status == 200)
        try shop.database.write { try $0.connection.run(script: "PRAGMA max_page_count=1000000") }
        #expect(shop.arvind.inventory(#"{"sku":"BELT","quantity":8}"#).status == 200)
    }

    @Test(arguments: [String(repeating: "a&", count: 1000), String(repeating: "a", count: 70_000)])
    func `a form that is far too large is refused before it is taken apart`(body: String) throws {
        let type = ["content-type": "application/x-www-form-urlencoded"]
        for path in ["/account/login", "/admin/login"] {
            let visitor = shop.visitor()
            _ = visitor.get("/account/login")
            let page = visitor.send("POST", path, headers: type, body: Array(body.utf8))
            #expect(page.status == 413 && page.heading == "Too large")
        }
    }
}
