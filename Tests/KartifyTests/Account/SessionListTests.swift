import Domain
import TestSupport
import Testing

@testable import Kartify

/// Where a customer or a staff member is signed in, and how they end it.
struct SessionListTests {
    private let shop: TestShop
    private let staffPassword = [
        "current": TestShop.staffPassword, "password": "a new password", "confirmation": "a new password",
    ]

    init() throws {
        shop = try TestShop()
    }

    /// The addresses that end sessions, as a page offers them with a token.
    private func ends(_ page: Answer, _ folder: String) -> [String] {
        page.text.split(separator: "action=\"\(folder)/").dropFirst()
            .filter { $0.prefix(120).contains("name=\"csrf\"") }
            .map { "\(folder)/" + $0.prefix { $0 != "\"" } }.filter { $0 != "\(folder)/end" }
    }

    @Test func `a customer sees where they are signed in, and ends one session there`() throws {
        let here = try shop.asha, elsewhere = try shop.asha, ravi = try shop.signIn("ravi@example.com")
        let page = here.get("/account/password")
        #expect(page.words.contains("Signed in on") && page.words.contains("A browser · this browser"))
        let offered = ends(page, "/account/sessions")
        #expect(offered.count == 1)
        #expect(try ravi.post(offered[0]).status == 303)
        #expect(elsewhere.get("/account/orders").status == 200)
        #expect(try here.post(offered[0]).location == "/account/password")
        #expect(elsewhere.get("/account/orders").status == 303 && here.get("/account/orders").status == 200)
        #expect(!here.get("/account/password").hasButton("Sign out everywhere else"))
    }

    @Test func `a customer ends all sessions but this one`() throws {
        let here = try shop.asha, others = [try shop.asha, try shop.asha], ravi = try shop.signIn("ravi@example.com")
        #expect(here.get("/account/password").hasButton("Sign out everywhere else"))
        try here.post("/account/sessions/end")
        #expect(others.allSatisfy { $0.get("/account/orders").status == 303 })
        #expect(here.get("/account/orders").status == 200 && ravi.get("/account/orders").status == 200)
    }

    @Test func `staff see where they are signed in, end one session there, and no colleague's`() throws {
        let here = try shop.staff(), elsewhere = try shop.staff(), colleague = try shop.staff(.operations)
        let offered = ends(here.get("/admin/account"), "/admin/account/sessions")
        #expect(offered.count == 1)
        try colleague.post(offered[0])
        #expect(elsewhere.get("/admin").status == 200)
        #expect(try here.post(offered[0]).location == "/admin/account")
        #expect(elsewhere.get("/admin").status == 303 && here.get("/admin").status == 200)
        let third = try shop.staff()
        try here.post("/admin/account/sessions/end")
        #expect(third.get("/admin").status == 303 && here.get("/admin").status == 200)
        #expect(colleague.get("/admin").status == 200)
    }

    @Test func `staff change their own password: every other session ends, and this browser has new cookies`() throws {
        let here = try shop.staff(), elsewhere = try shop.staff()
        let before = [here.cookie("kartify_staff"), here.cookie("kartify_browser")]
        let answer = try here.post("/admin/account/password", staffPassword)
        #expect(try here.follow(answer).words.contains("Your password is changed"))
        #expect(here.cookie("kartify_staff") != before[0] && here.cookie("kartify_browser") != before[1])
        #expect(elsewhere.get("/admin").status == 303)
        let visitor = shop.visitor()
        let old = ["username": "administrator", "password": TestShop.staffPassword]
        #expect(try visitor.post("/admin/login", old).status == 422)
        #expect(try visitor.post("/admin/login", old.merging(["password": "a new password"]) { $1 }).status == 303)
        #expect(here.get("/admin/audit").words.contains("Changed their password"))
    }

    @Test func `a wrong field of the new password is marked, and guesses of the current one are slowed down`() throws {
        let staff = try shop.staff(.support)
        for _ in 1...5 {
            let page = try staff.post("/admin/account/password", staffPassword.merging(["current": "guess"]) { $1 })
            #expect(page.status == 422 && page.error(of: "current") == "The current password is wrong.")
        }
        #expect(try staff.post("/admin/account/password", staffPassword).status == 429)
    }
}
