import Domain
import TestSupport
import Testing

@testable import Kartify

/// Another e-mail address: with the password, and only once it is proved.
struct ChangeEmailTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }

    init() throws {
        post = try MailShop()
    }

    private func change(_ asha: Browser, to email: String, password: String = TestShop.ashasPassword) throws -> Answer {
        try asha.post("/account/email", ["email": email, "current": password])
    }

    private func mayEnter(_ email: String) throws -> Bool {
        try shop.visitor().post("/account/login", ["email": email, "password": TestShop.ashasPassword]).status == 303
    }

    @Test func `the new address counts once its link is used, and the old one is told`() throws {
        let asha = try shop.asha
        #expect(try change(asha, to: "New@Example.com").location == "/account/email?sent")
        let letter = try post.letter()
        #expect(letter.recipients == ["<new@example.com>"])
        #expect(try mayEnter("asha@example.com") && !mayEnter("new@example.com"))
        let link = try #require(letter.link("/account/email/proof"))
        let visitor = shop.visitor()
        let form = visitor.get(link).form(to: "/account/email/proof")
        #expect(try mayEnter("asha@example.com"), "looking at it changes nothing")
        #expect(try visitor.post("/account/email/proof", form).location == "/account/login?email")
        #expect(try !mayEnter("asha@example.com") && mayEnter("new@example.com"))
        let notice = try post.letter()
        #expect(notice.recipients == ["<asha@example.com>"])
        #expect(notice.subject == "Your e-mail address at Brand was changed")
        #expect(try visitor.post("/account/email/proof", form).status == 404)
        #expect(asha.get("/account/email").words.contains("You sign in with new@example.com."))
    }

    @Test func `a wrong password changes nothing, nor does the address that one has`() throws {
        let asha = try shop.asha
        let wrong = try change(asha, to: "new@example.com", password: "a guess")
        #expect(wrong.status == 422 && wrong.error(of: "current") == "The current password is wrong.")
        #expect(try change(asha, to: "asha@example.com").status == 422 && post.letters().isEmpty)
    }

    @Test func `an address with an account of its own is told so by mail, and nobody else is`() throws {
        try shop.addCustomer("ravi@example.com")
        let asha = try shop.asha
        #expect(try change(asha, to: "ravi@example.com").location == "/account/email?sent")
        #expect(try post.letter().subject == "You have an account at Brand already")
    }

    @Test func `an address that somebody else has taken meanwhile is not taken twice`() throws {
        let asha = try shop.asha
        _ = try change(asha, to: "new@example.com")
        let link = try #require(try post.letter().link("/account/email/proof"))
        try shop.addCustomer("new@example.com")
        let form = asha.get(link).form(to: "/account/email/proof")
        #expect(try asha.post("/account/email/proof", form).status == 404 && mayEnter("asha@example.com"))
    }

    @Test func `an address that waits to be proved makes room`() throws {
        try shop.addPending("new@example.com")
        try shop.want("none@example.com")
        let asha = try shop.asha
        _ = try change(asha, to: "new@example.com")
        let link = try #require(try post.letter().link("/account/email/proof"))
        let form = asha.get(link).form(to: "/account/email/proof")
        #expect(try asha.post("/account/email/proof", form).location == "/account/email")
        #expect(try shop.rows("customer") == 1)
    }
}
