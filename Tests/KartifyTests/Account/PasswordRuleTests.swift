import Testing

@testable import Kartify

/// What a new password must be.
struct PasswordRuleTests {
    private func objection(_ password: String) -> String? {
        PasswordRule.objection(to: password, of: "asha.rao@example.com", at: ["Blue Lotus"])
    }

    @Test(arguments: [
        "correct horse", "not asha.rao", "blue lotus flower", "89012356", "abcdefgi", "aaaaaaab", "Sieben-Zwerge",
        String(repeating: "ab", count: 100), "नमस्ते सारी दुनिया",
    ])
    func `a password that is hard to guess is taken`(password: String) {
        #expect(objection(password) == nil)
    }

    @Test(arguments: [
        ("", "Use 8 to 200 characters."), ("seven77", "Use 8 to 200 characters."),
        (String(repeating: "ab", count: 101), "Use 8 to 200 characters."),
        ("aaaaaaaa", "This is one character again and again."), ("        ", "This is one character again and again."),
        ("12345678", "This is a run"), ("6789012345", "This is a run"), ("hgfedcba", "This is a run"),
        ("asha.rao@example.com", "This is the name or e-mail address"), ("Asha_Rao99", "This is the name or e-mail"),
        ("BlueLotus", "This is the name of the website."), ("blue-lotus-2026", "This is the name of the website."),
        ("Kartify123", "This is the name of the website."), ("password", "Many people have this password"),
        ("Qwertyuiop", "Many people have this password"), ("p@ssw0rd", "Many people have this password"),
    ])
    func `one that is guessed first is refused with the reason`(password: String, words: String) {
        #expect(objection(password)?.hasPrefix(words) == true, "\(objection(password) ?? "taken")")
    }

    @Test func `the rule is the same for customers, staff and the OMS`() throws {
        let shop = try TestShop()
        let new = ["password": "password1", "confirmation": "password1"]
        let person = ["name": "Ravi Iyer", "email": "ravi@example.com"].merging(new) { $1 }
        let pages = [
            try shop.visitor().post("/account/register", person),
            try shop.asha.post("/account/password", new.merging(["current": TestShop.ashasPassword]) { $1 }),
            try shop.staff().post("/admin/account/password", new.merging(["current": TestShop.staffPassword]) { $1 }),
            try shop.staff().post("/admin/modules/arvind", moduleForm(shop, ["password": "password1"])),
        ]
        for page in pages {
            #expect(page.status == 422 && page.error(of: "password")?.hasPrefix("Many people have this") == true)
        }
    }
}
