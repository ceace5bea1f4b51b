import Crypto
import Domain
import FoundationEssentials
import Glibc
import TestSupport
import Testing

@testable import Kartify

/// Secrets are replaced, never shown: not on a page, not in the log, not in the clear in the database's files.
struct SecretsTests {
    @Test func `no page, no log line and no byte of the database's files tells a secret`() throws {
        let shop = try TestShop()
        let key = Array("0123456789abcdef01234567".utf8)
        let webhook = "whsec_" + Base64.standard.encode(key)
        let typed = ["password": "partner-password-9", "auth_token": "partner-token-9", "webhook_secret": webhook]
        let secrets =
            typed.values + [
                TestShop.staffPassword, TestShop.ashasPassword, "wrong-password-9", "new-password-9", shop.ai.password,
                Base64.standard.encode(Array("arvind:partner-password-9".utf8)),
            ]
        // An Arvind that repeats what it was sent.
        shop.ai.answers(
            "/serviceability",
            .answer(401, #"{"status":"FAILURE","code":"NO","message":"Bearer partner-token-9 is not known"}"#))
        shop.ai.answers("/orders", .answer(401, "Authorization: Bearer partner-token-9"))

        var pages: [Answer] = []
        let staff = try shop.staff(), asha = try shop.asha
        pages.append(try staff.post("/admin/modules/arvind", moduleForm(shop, typed.merging(["username": ""]) { $1 })))
        pages.append(try staff.post("/admin/modules/arvind", moduleForm(shop, typed)))
        pages.append(try staff.press("/admin/modules/arvind/test"))
        try asha.addToCart("M")
        pages.append(try asha.checkOut())
        shop.ai.answers("/serviceability", .answer(200, #"{"serviceable":true}"#))
        let number = try asha.order("M")
        pages.append(try asha.post("/account/login", ["email": "asha@example.com", "password": "wrong-password-9"]))
        pages.append(
            try asha.post(
                "/account/password",
                ["current": "wrong-password-9", "password": "new-password-9", "confirmation": "new-password-8"]))
        var caller = shop.arvind
        caller.password = "partner-password-9"
        pages.append(caller.inventory(#"{"sku":"BELT","quantity":1}"#))
        caller.password = "wrong-password-9"
        pages.append(caller.inventory(#"{"sku":"BELT","quantity":1}"#))
        pages.append(try staff.post("/admin/orders/\(number)/push"))
        try shop.push(isScheduled: false)
        for path in [
            "/admin", "/admin/modules", "/admin/modules/arvind", "/admin/orders/\(number)", "/admin/tools/cron",
        ] {
            let page = staff.get(path)
            #expect(page.status == 200)
            pages.append(page)
        }
        pages.append(shop.send("GET", "/metrics"))

        let files = try FileManager.default.contentsOfDirectory(atPath: shop.folder.path)
        #expect(!shop.database.isFile || files.contains("kartify.sqlite") && files.contains("kartify.sqlite-wal"))
        let bytes = files.map { file in
            // strstr stops at a zero.
            (FileManager.default.contents(atPath: shop.folder.file(file)) ?? Data())
                .map { $0 == 0 ? 1 : CChar(bitPattern: $0) } + [0]
        }
        // What is not secret is found this way, or the search would prove nothing.
        #expect(!shop.database.isFile || bytes.contains { holds($0, "CH-KFY") })
        #expect(shop.log.contains("/admin/modules/:oms"))
        for secret in secrets {
            #expect(!pages.contains { $0.text.contains(secret) }, "a page tells \(secret)")
            #expect(!shop.log.contains(secret), "the log tells \(secret)")
            #expect(!bytes.contains { holds($0, secret) }, "a file tells \(secret)")
        }
        let pushes = shop.ai.received("/orders")
        #expect(pushes.count >= 1 && pushes.allSatisfy { $0.headers.contains("Authorization: Bearer partner-token-9") })
    }
}

private func holds(_ bytes: [CChar], _ text: String) -> Bool {
    strstr(bytes, text) != nil
}
