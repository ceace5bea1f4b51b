import Domain
import TestDatabase
import TestSupport
import Testing

@testable import Kartify

/// Whatever goes wrong, there is an answer, and it reveals nothing that is not for visitors.
struct ErrorTests {
    private static let everywhere = [
        ("Content-Security-Policy", "default-src 'self'"), ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"), ("Cache-Control", ""),
    ]

    @Test func `every kind of answer carries the security headers and a request id of its own`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor(), staff = try shop.staff()
        try visitor.addToCart("M")
        let answers = [
            visitor.get("/"), visitor.get("/account/orders"), visitor.get("/nothing"),
            visitor.post("/checkout", [:], csrf: nil), visitor.send("DELETE", "/cart"),
            try visitor.post("/checkout", [:]), staff.get("/admin"), staff.get("/admin/orders/KFY-1"),
            shop.arvind.inventory(""), shop.arvind.get("/api/v1/nothing"), shop.send("GET", "/healthz"),
            shop.send("GET", "/", to: "unknown.example"), shop.send("HEAD", "/"),
        ]
        #expect(Set(answers.map(\.status)).isSuperset(of: [200, 303, 403, 404, 405, 421, 422]))
        for answer in answers {
            for (name, value) in Self.everywhere {
                #expect(answer.headers(name).count == 1, "\(name) \(answer.status)")
                #expect(answer.header(name)?.hasPrefix(value) == true, "\(name) \(answer.status)")
            }
            let policy = try #require(answer.header("Content-Security-Policy"))
            #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
        }
        #expect(Set(answers.compactMap { $0.header("X-Request-Id") }).count == answers.count)
    }

    @Test(arguments: ["/nothing", "/product", "/product/1/more", "/admin/nothing", "/.env", "/%2e%2e"])
    func `an address that is not there is a page that says so`(path: String) throws {
        let shop = try TestShop()
        let page = try shop.staff().get(path)
        #expect(page.status == 404 && page.heading == "Page not found")
        #expect(page.header("Content-Type") == "text/html; charset=utf-8")
        #expect(page.text.contains("href=\"\(path.hasPrefix("/admin") ? "/admin" : "/")\""))
    }

    @Test func `an error is between the bar and the menu for staff, in the shop for a visitor, and plain for nobody`()
        throws
    {
        let shop = try TestShop()
        try shop.change("ALTER TABLE product RENAME TO product_gone")
        let staff = try shop.staff(), asha = try shop.asha
        for (path, status) in [("/admin/nothing", 404), ("/admin/products", 500), ("/admin/orders/KFY-1", 404)] {
            let page = staff.get(path)
            #expect(page.status == status && page.text.contains("aria-label=\"Admin\""), "\(path)")
        }
        for (path, status) in [("/nothing", 404), ("/", 500), ("/account/orders/KFY-1", 404)] {
            let page = asha.get(path)
            #expect(page.status == status && page.text.contains("aria-label=\"Shop\""), "\(path)")
            #expect(page.hasButton("Sign out"))
        }
        let page = shop.visitor().get("/admin/nothing")
        #expect(page.status == 404 && !page.text.contains("aria-label"))
    }

    @Test(arguments: [("/product/1/", "/product/1"), ("//", "/"), ("/cart//", "/cart"), ("/nothing/", "/nothing")])
    func `an address with a slash at its end leads to the one without`(typed: String, meant: String) throws {
        let shop = try TestShop()
        #expect(shop.visitor().get(typed).location == meant)
        #expect(shop.visitor().send("PUT", typed).status == 404)
    }

    @Test(arguments: [
        ("POST", "/cart", "GET, HEAD"), ("DELETE", "/checkout", "GET, POST, HEAD"), ("DELETE", "/admin/logout", "POST"),
        ("PUT", "/admin/modules/arvind", "GET, POST, HEAD"), ("BREW", "/healthz", "GET, HEAD"),
        ("HEAD", "/api/v1/webhooks/order-status", "POST"),
    ])
    func `a method that an address does not take is 405 with those it takes`(
        method: String, path: String, allow: String
    ) throws {
        let answer = try TestShop().send(method, path)
        #expect(answer.status == 405 && answer.header("Allow") == allow)
    }

    @Test func `a host that is no website of ours is 421, on pages and under /admin, and is not repeated raw`() throws {
        let shop = try TestShop()
        for path in ["/", "/cart", "/account/orders", "/admin", "/admin/login", "/checkout"] {
            let page = shop.send("GET", path, to: "<b>evil</b>")
            #expect(page.status == 421 && page.heading == "No website here", "\(path)")
            #expect(!page.text.contains("<b>evil"))
        }
        #expect(shop.send("GET", "/", to: "LOCALHOST").status == 200)
        #expect(shop.send("GET", "/", to: "").status == 421)
    }

    @Test func `a fault of the store is a page with the request's id, and the fault is in the log only`() throws {
        let shop = try TestShop()
        try shop.change("ALTER TABLE product RENAME TO product_gone")
        let page = shop.visitor().get("/")
        #expect(page.status == 500 && page.heading == "Something went wrong on our side")
        let id = try #require(page.header("X-Request-Id"))
        #expect(page.words.contains("Request number: \(id)"))
        let words = TestEngine.isSQLite ? "no such table" : "does not exist"
        #expect(!page.text.contains(words) && !page.text.contains("SELECT"))
        let line = shop.log.split(separator: "\n").first { $0.contains(words) }
        #expect(line?.contains("\"\(id)\"") == true)
    }

    @Test func `under /api a fault is a problem without its words`() throws {
        let shop = try TestShop()
        try shop.change("DROP TABLE stock_movement")
        let answer = shop.arvind.inventory(#"{"sku":"BELT","quantity":9}"#)
        #expect(answer.status == 500)
        try expectProblem(answer, "internal_error")
        #expect(!answer.text.contains("stock_movement") && shop.log.contains("stock_movement"))
        #expect(try shop.available("BELT") == 3)
    }

    @Test func `HEAD is GET without the body`() throws {
        let shop = try TestShop()
        for path in ["/", "/healthz", "/nothing", "/account/orders"] {
            let get = shop.send("GET", path), head = shop.send("HEAD", path)
            #expect(head.status == get.status && head.response.body.isEmpty, "\(path)")
            #expect(head.header("Content-Type") == get.header("Content-Type"))
        }
    }

    @Test func `a form without a right token is refused and changes nothing`() throws {
        let shop = try TestShop()
        let visitor = shop.visitor(), staff = try shop.staff()
        try visitor.addToCart("M")
        let others = try #require(shop.visitor().get("/account/login").csrf)
        let before = try shop.dump()
        for token in [nil, "", "x", others, String(repeating: "A", count: 86)] {
            for answer in [
                visitor.post("/checkout", ashasAddress.merging(["total": "129900"]) { $1 }, csrf: token),
                visitor.post("/account/register", ["email": "a@b.example"], csrf: token),
                staff.post("/admin/website", ["website": "\(shop.second.id)"], csrf: token),
                staff.post("/admin/modules/arvind", moduleForm(shop, ["channel_id": "X"]), csrf: token),
            ] {
                #expect(answer.status == 403)
                #expect(answer.words.contains("This form has expired"))
            }
        }
        #expect(try shop.dump() == before)
    }

    @Test func `a browser without cookies cannot post, even with a token that was right elsewhere`() throws {
        let shop = try TestShop()
        let token = try #require(shop.visitor().get("/account/login").csrf)
        let answer = shop.visitor().post("/account/login", ["email": "x", "password": "y"], csrf: token)
        #expect(answer.status == 403)
    }

    @Test func `the log is a line of JSON a request, without what was typed`() throws {
        let shop = try TestShop()
        try shop.visitor().post("/account/login", ["email": "typed@example.com", "password": "typed-password"])
        let lines = shop.log.split(separator: "\n")
        #expect(lines.count == 2 && lines.allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
        #expect(lines[1].contains(#""method":"POST""#) && lines[1].contains(#""route":"/account/login""#))
        #expect(!shop.log.contains("typed"))
        _ = shop.send("GET", "/healthz")
        #expect(shop.log.split(separator: "\n").count == lines.count)
    }
}
