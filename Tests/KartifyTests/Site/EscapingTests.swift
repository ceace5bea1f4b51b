import Domain
import TestSupport
import Testing

@testable import Kartify

/// Whatever people and Arvind type comes out as text, never as a page of theirs.
struct EscapingTests {
    private let evil = #""><script>alert('x')</script><img src=x onerror=alert(1)>"#

    @Test func `no page takes a name, an address, a reason or a call for HTML`() throws {
        let shop = try TestShop()
        let evil = evil
        try shop.addCustomer()
        try shop.change("UPDATE customer SET name = \(evil)")
        try shop.change("UPDATE product SET description = \(evil), name = \(evil) WHERE name = 'Polo'")
        try shop.change("UPDATE option_value SET name = \(evil) WHERE name = 'M'")
        try shop.change("UPDATE sku SET code = \(evil) WHERE code = 'POLO-M'")
        let asha = try shop.asha, staff = try shop.staff()
        let polo = try shop.productID(evil)
        let option = try #require(try shop.product(evil).stockOption)
        let value = try #require(option.values.first { $0.name == evil })
        let chosen = ["quantity": "1", "option-\(option.id)": "\(value.id)"]
        try asha.post("/product/\(polo)/cart-lines", chosen)
        let address = ["name": evil, "line1": evil, "line2": evil, "city": evil]
        var pages = [
            ("422 cart", try asha.post("/product/\(polo)/cart-lines", ["quantity": evil])),
            ("422 checkout", try asha.checkOut(address.merging(["pincode": evil]) { $1 })),
        ]
        let number = try #require(try asha.checkOut(address).location?.split(separator: "/").last.map(String.init))
        shop.ai.answers(
            "/orders", .answer(200, #"{"status":"FAILURE","code":"<b>","message":"<script>alert(2)</script>"}"#))
        let run = try shop.push()
        let typed = evil.replacing("\"", with: "\\\"")
        _ = shop.arvind.tells(
            "evt_1", number, "shipped",
            more: #""courier":"\#(typed)","awb":"\#(typed)","reason":"\#(typed)","trackingUrl":"https://x/\#(typed)""#)
        _ = shop.arvind.inventory(#"{"sku":"\#(typed)","quantity":4}"#)
        try asha.post("/product/\(polo)/cart-lines", chosen)
        pages += [
            ("422 register", try shop.visitor().post("/account/register", ["name": evil, "email": evil])),
            ("422 login", try shop.visitor().post("/account/login", ["email": evil, "next": evil])),
            ("422 product", try staff.post("/admin/products/\(polo)", ["tab": "data", "price": evil])),
            ("422 module", try staff.post("/admin/modules/arvind", moduleForm(shop, ["username": evil + ":"]))),
        ]
        let encoded = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E"
        for path in [
            "/", "/product/\(polo)", "/cart", "/checkout", "/orders/\(number)", "/account/orders",
            "/account/orders/\(number)", "/\(encoded)", "/account/orders/\(encoded)",
        ] { pages.append((path, asha.get(path))) }
        pages.append(("login", shop.visitor().get("/account/login?next=\(encoded)")))
        for path in [
            "/admin", "/admin/products", "/admin/products?q=\(encoded)", "/admin/orders", "/admin/orders/\(number)",
            "/admin/search?q=\(encoded)zz", "/admin/modules/arvind", "/admin/tools/cron",
            "/admin/tools/cron/runs/\(run.id)",
            "/admin/tools/logs", "/admin/tools/logs?text=\(encoded)", "/admin/returns", "/admin/audit",
            "/admin/orders?status=\(encoded)&push=\(encoded)",
        ] + ["general", "data", "option", "history"].map({ "/admin/products/\(polo)/edit?tab=\($0)" }) {
            pages.append((path, staff.get(path)))
        }
        var escaped = 0
        for (path, page) in pages {
            #expect([200, 404, 422].contains(page.status), "\(path) \(page.status)")
            let others = ["live", "page", "photographs", "pincode"].reduce(page.text) {
                $0.replacing("<script src=\"/assets/\($1).js\" defer></script>", with: "")
            }
            #expect(!others.contains("<script"), "\(path)")
            #expect(!page.text.contains("<img"), "\(path)")
            if page.text.contains("&lt;script&gt;") { escaped += 1 }
        }
        // Where it is shown, it is shown: else nothing would be found because nothing is there.
        #expect(escaped >= 18, "\(escaped)")
    }

    @Test func `no page has a script, a style or a handler of its own`() throws {
        let shop = try TestShop()
        let asha = try shop.asha, staff = try shop.staff()
        let number = try asha.order()
        for page in [
            asha.get("/"), asha.get("/cart"), asha.get("/account/orders/\(number)"), staff.get("/admin"),
            staff.get("/admin/orders/\(number)"), staff.get("/admin/modules/arvind"),
        ] {
            #expect(!page.text.contains("<style") && !page.text.contains(" style=") && !page.text.contains(" onclick="))
            #expect(!page.text.contains("<script>"))
        }
    }
}
