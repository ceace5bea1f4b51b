import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// Where mails are sent, an account begins with the proof of its address, and nobody learns who has one.
struct RegisterByMailTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }
    private let password = "correct horse"

    init() throws {
        post = try MailShop()
    }

    private func register(_ email: String, _ password: String? = nil) throws -> Answer {
        let password = password ?? self.password
        return try shop.visitor().post(
            "/account/register",
            ["name": "Ravi Iyer", "email": email, "password": password, "confirmation": password])
    }

    private func finish(_ link: String, _ password: String) throws -> (Browser, Answer) {
        let visitor = shop.visitor()
        let form = visitor.get(link).form(to: "/account/registration")
        return (visitor, try visitor.post("/account/registration", form.merging(["password": password]) { $1 }))
    }

    @Test func `the link of the mail and the password finish a registration`() throws {
        let answer = try register("ravi@example.com")
        #expect(answer.location == "/account/register?sent")
        #expect(try shop.visitor().follow(answer).words.contains("We have sent you a mail"))
        let login = ["email": "ravi@example.com", "password": password]
        #expect(try shop.visitor().post("/account/login", login).status == 422)
        let link = try #require(try post.letter().link("/account/registration"))
        let (ravi, finished) = try finish(link, password)
        #expect(finished.location == "/account/orders" && ravi.get("/account/orders").words.contains("Ravi Iyer"))
        #expect(shop.visitor().get(link).status == 404)
        #expect(try shop.visitor().post("/account/login", login).status == 303)
    }

    @Test func `the page says the same where there is an account, whose owner gets a mail`() throws {
        try shop.addCustomer("ravi@example.com")
        let answers = [try register("ravi@example.com"), try register("new@example.com")]
        #expect(answers.map(\.status) == [303, 303] && answers[0].location == answers[1].location)
        let letters = try post.letters()
        #expect(
            letters.map(\.subject) == ["You have an account at Brand already", "Finish your registration at Brand"])
        #expect(letters[0].link("/account/login") != nil && !letters[0].words.contains("token="))
        let login = ["email": "ravi@example.com", "password": TestShop.ashasPassword]
        #expect(try shop.visitor().post("/account/login", login).status == 303)
    }

    @Test func `who registers with another's address gets no account by the other's press of the link`() throws {
        _ = try register("ravi@example.com", "the thief's own")
        let link = try #require(try post.letter().link("/account/registration"))
        let (_, answer) = try finish(link, "a guess of Ravi's")
        #expect(answer.status == 422 && answer.words.contains("This is not the password that you registered with."))
        _ = try register("ravi@example.com")
        let (ravi, finished) = try finish(link, password)
        #expect(finished.status == 303 && ravi.get("/account/orders").status == 200)
        let theft = ["email": "ravi@example.com", "password": "the thief's own"]
        #expect(try shop.visitor().post("/account/login", theft).status == 422)
    }

    @Test func `a registration that nobody finishes is gone after a day`() throws {
        _ = try register("ravi@example.com")
        let link = try #require(try post.letter().link("/account/registration"))
        shop.clock.advance(.minutes(24 * 60 + 1))
        #expect(shop.visitor().get(link).status == 404)
        _ = try Housekeeping(world: shop.world).run()
        #expect(try shop.rows("customer") == 0 && shop.rows("message") == 0)
    }

    @Test func `a registration that waits is no account: no password of it can be set`() throws {
        _ = try register("ravi@example.com")
        _ = try post.letters()
        try shop.visitor().post("/account/forgotten-password", ["email": "ravi@example.com"])
        #expect(try post.letters().isEmpty)
    }
}
