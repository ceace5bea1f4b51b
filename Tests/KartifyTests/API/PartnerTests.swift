import Crypto
import Domain
import TestSupport
import Testing

@testable import Kartify

/// Who may call the JSON interface, and with what kind of body.
struct PartnerTests {
    private let item = #"{"sku":"POLO-M","quantity":12}"#

    @Test(arguments: [
        nil, "", "Basic", "Basic ", "Basic !!!", "Bearer token", "Basic " + encoded("arvind:wrong-password"),
        "Basic " + encoded("arvind"), "Basic " + encoded("arvind:"), "Basic " + encoded(":arvind-password-1"),
        "Basic " + encoded("ARVIND:arvind-password-1"), "Basic " + encoded("arvind:arvind-password-1 "),
        "Basic " + encoded("arvind-2:arvind-password-2"),
    ])
    func `wrong or missing credentials are refused and change nothing`(header: String?) throws {
        let shop = try TestShop()
        let before = try shop.dump(without: ["sign_in_failure"])
        let headers = header.map { ["authorization": $0] } ?? [:]
        let answer = shop.send(
            "POST", "/api/v1/inventory", headers: headers.merging(["content-type": "application/json"]) { $1 },
            body: Array(#"{"items":[\#(item)]}"#.utf8))
        #expect(answer.status == 401)
        #expect(answer.header("WWW-Authenticate") == #"Basic realm="Kartify""#)
        try expectProblem(answer, "unauthorized")
        #expect(try shop.dump(without: ["sign_in_failure"]) == before)
    }

    @Test func `the word Basic may be written in any case, and a password may hold colons`() throws {
        let shop = try TestShop()
        let hash = shop.world.passwords.hash("pass:word:1")
        let id = shop.brand.id
        try shop.database.write { try $0.setModulePassword(hash: hash, of: id) }
        let answer = shop.arvind.post(
            "/api/v1/inventory", #"{"items":[\#(item)]}"#,
            headers: ["authorization": "bAsIc " + encoded("arvind:pass:word:1")])
        #expect(answer.status == 200)
    }

    @Test func `each website has its own credentials`() throws {
        let shop = try TestShop()
        var wrong = shop.arvind
        wrong.host = "second.localhost"
        #expect(wrong.inventory(item).status == 401)
        #expect(shop.arvind.inventory(item).status == 200)
        #expect(wrong.inventory(item).status == 401)
        #expect(shop.arvindOfSecond.inventory(#"{"sku":"BELT","quantity":1}"#).status == 200)
    }

    @Test func `a changed password is refused at once although it was right a moment ago`() throws {
        let shop = try TestShop()
        for _ in 1...2 { #expect(shop.arvind.inventory(item).status == 200) }
        let answer = try shop.staff().post("/admin/modules/arvind", moduleForm(shop, ["password": "another-password"]))
        #expect(answer.location == "/admin/modules/arvind?saved")
        #expect(shop.arvind.inventory(item).status == 401)
        var caller = shop.arvind
        caller.password = "another-password"
        #expect(caller.inventory(item).status == 200)
    }

    @Test func `a changed user name is refused at once`() throws {
        let shop = try TestShop()
        #expect(shop.arvind.inventory(item).status == 200)
        try shop.setModule(of: shop.brand) { $0.username = "somebody-else" }
        #expect(shop.arvind.inventory(item).status == 401)
    }

    @Test func `a right credential goes on after others have failed; five failures slow the address down`() throws {
        let shop = try TestShop()
        #expect(shop.arvind.inventory(item).status == 200)
        var wrong = shop.arvind
        wrong.password = "guess"
        for _ in 1...5 { #expect(wrong.inventory(item).status == 401) }
        let answer = wrong.inventory(item)
        #expect(answer.status == 429 && answer.header("Retry-After") == "1")
        try expectProblem(answer, "rate_limited")
        #expect(shop.arvind.inventory(item).status == 200)
        shop.clock.advance(.minutes(2))
        #expect(wrong.inventory(item).status == 401)
    }

    @Test func `a disabled module is forbidden, to whoever has the right credentials only`() throws {
        let shop = try TestShop()
        try shop.setModule(of: shop.brand) { $0.isEnabled = false }
        let before = try shop.dump(without: ["sign_in_failure", "exchange"])
        let answer = shop.arvind.inventory(item)
        #expect(answer.status == 403)
        try expectProblem(answer, "module_disabled")
        var wrong = shop.arvind
        wrong.password = "wrong-password"
        #expect(wrong.inventory(item).status == 401)
        #expect(try shop.dump(without: ["sign_in_failure", "exchange"]) == before)
    }

    @Test func `a module that was never set up admits nobody`() throws {
        let shop = try TestShop()
        try shop.change("UPDATE module SET password_hash = NULL, username = ''")
        var caller = shop.arvind
        #expect(caller.inventory(item).status == 401)
        (caller.username, caller.password) = ("", "")
        #expect(caller.inventory(item).status == 401)
    }

    @Test(arguments: [
        ("application/json", 200), ("application/json; charset=utf-8", 200), ("Application/JSON", 200),
        ("application/json;charset=UTF-8;x=y", 200), ("text/json", 415), ("text/plain", 415), ("", 415),
        ("application/x-www-form-urlencoded", 415), ("application/jsonp", 415), ("application/problem+json", 415),
    ])
    func `only JSON is taken, parameters or not`(type: String, status: Int) throws {
        let shop = try TestShop()
        var caller = shop.arvind
        caller.contentType = type
        let answer = caller.inventory(item)
        #expect(answer.status == status)
        if status == 415 { try expectProblem(answer, "unsupported_media_type") }
        #expect(try shop.available("POLO-M") == (status == 200 ? 12 : 10))
    }

    @Test func `a body of 1 MiB is taken, one byte more is too large`() throws {
        let shop = try TestShop()
        let body = #"{"items":[\#(item)]}"#
        let padded = body + String(repeating: " ", count: (1 << 20) - body.utf8.count)
        let tooLarge = shop.arvind.post("/api/v1/inventory", padded + " ")
        #expect(tooLarge.status == 413)
        try expectProblem(tooLarge, "payload_too_large")
        #expect(try shop.available("POLO-M") == 10)
        #expect(shop.arvind.post("/api/v1/inventory", padded).status == 200)
        #expect(try shop.available("POLO-M") == 12)
    }

    @Test func `an address and a method that are not there are problems too`() throws {
        let shop = try TestShop()
        let unknown = shop.arvind.get("/api/v1/nothing")
        #expect(unknown.status == 404)
        try expectProblem(unknown, "not_found")
        let wrong = shop.send("DELETE", "/api/v1/inventory")
        #expect(wrong.status == 405 && wrong.header("Allow")?.contains("POST") == true)
        try expectProblem(wrong, "method_not_allowed")
    }

    @Test func `a host that is no website is misdirected`() throws {
        let shop = try TestShop()
        var caller = shop.arvind
        caller.host = "unknown.example"
        let answer = caller.inventory(item)
        #expect(answer.status == 421)
        try expectProblem(answer, "not_found")
    }
}

private func encoded(_ text: String) -> String { Base64.standard.encode(Array(text.utf8)) }
