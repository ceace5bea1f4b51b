import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// A forgotten password: a link by mail, once, within an hour.
struct ForgottenPasswordTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }
    private let new = ["password": "a new password", "confirmation": "a new password"]

    init() throws {
        post = try MailShop()
        try post.shop.addCustomer()
    }

    private func ask(_ email: String = "asha@example.com", from browser: Browser? = nil) throws -> Answer {
        try (browser ?? shop.visitor()).post("/account/forgotten-password", ["email": email])
    }

    private func link() throws -> String {
        _ = try ask()
        return try #require(try post.letter().link("/account/new-password"))
    }

    private func token(in link: String) throws -> String {
        String(try #require(link.split(separator: "token=").last))
    }

    @Test func `the link of the mail leads to a new password, which alone opens the account, and ends all sessions`()
        throws
    {
        let other = try shop.asha
        let link = try link()
        let visitor = shop.visitor()
        let page = visitor.get(link)
        #expect(page.status == 200 && page.heading == "Choose a new password")
        let form = page.form(to: "/account/new-password").merging(new) { $1 }
        let answer = try visitor.post("/account/new-password", form)
        #expect(answer.location == "/account/login?changed")
        #expect(try visitor.follow(answer).words.contains("Your new password is saved."))
        #expect(other.get("/account/orders").status == 303)
        for (password, status) in [(TestShop.ashasPassword, 422), ("a new password", 303)] {
            let login = ["email": "asha@example.com", "password": password]
            #expect(try shop.visitor().post("/account/login", login).status == status)
        }
        #expect(try post.letter().subject == "Your password at Brand was changed")
        #expect(try shop.audited().first?.action == "Set a forgotten password")
    }

    @Test func `a link works once, within an hour, at its website, and only whole`() throws {
        let link = try link()
        let form = try new.merging(["token": token(in: link)]) { $1 }
        #expect(shop.visitor().get(String(link.dropLast())).status == 404)
        #expect(shop.visitor(at: "second.localhost").get(link).status == 404)
        #expect(shop.visitor().get(link.replacing("new-password", with: "registration")).status == 404)
        #expect(try shop.visitor().post("/account/new-password", form).status == 303)
        #expect(try shop.visitor().post("/account/new-password", form).status == 404)
        _ = try post.letters()
        shop.clock.advance(.minutes(10))
        let next = try self.link()
        shop.clock.advance(.minutes(61))
        #expect(shop.visitor().get(next).status == 404)
    }

    @Test func `the new password follows the rule, and a refused one leaves the link as it is`() throws {
        let link = try link()
        let form = ["token": try token(in: link), "password": "12345678", "confirmation": "12345678"]
        let page = try shop.visitor().post("/account/new-password", form)
        #expect(page.status == 422 && page.error(of: "password")?.contains("run such as 12345678") == true)
        #expect(shop.visitor().get(link).status == 200)
    }

    @Test func `the answer is the same whether there is an account or not, and only an account gets a mail`() throws {
        let answers = try ["asha@example.com", "nobody@example.com"].map { try ask($0) }
        #expect(answers.map(\.status) == [303, 303] && answers[0].location == answers[1].location)
        #expect(try post.letters().map(\.recipients) == [["<asha@example.com>"]])
        #expect(!shop.log.contains("nobody@example.com"))
    }

    @Test func `asked for again within minutes it is one mail, and nobody is locked out by it`() throws {
        for _ in 1...4 { _ = try ask() }
        #expect(try post.letters().count == 1)
        _ = try shop.asha
        shop.clock.advance(.minutes(5))
        _ = try ask()
        #expect(try post.letters().count == 1)
    }

    @Test func `an address that asks for many is braked, whoever it asks for`() throws {
        let post = try MailShop(hasBrakes: true)
        let visitor = post.shop.visitor()
        let answers = try (1...9).map { try ask("person\($0)@example.com", from: visitor).status }
        #expect(answers == Array(repeating: 303, count: 8) + [429])
    }

    @Test func `a mail that comes too late to be of use is not sent`() throws {
        let post = try MailShop(refusingWith: "451 Later")
        try post.shop.addCustomer()
        try post.shop.visitor().post("/account/forgotten-password", ["email": "asha@example.com"])
        for _ in 1...10 {
            _ = try post.send()
            post.shop.clock.advance(.minutes(20))
        }
        #expect(try post.shop.rows("message", where: "state = 'given_up' AND attempts < 5") == 1)
    }

    @Test func `a website that sends no mails does not offer it`() throws {
        #expect(shop.visitor().get("/account/login").words.contains("Forgot your password?"))
        try shop.set(MessageSettings())
        #expect(!shop.visitor().get("/account/login").words.contains("Forgot your password?"))
        let page = shop.visitor().get("/account/forgotten-password")
        #expect(page.words.contains("Brand sends no mails at the moment."))
        _ = try ask()
        #expect(try shop.rows("message") == 0)
    }

    @Test func `nothing that opens an account is in the store or in the log`() throws {
        let link = try link()
        let token = try token(in: link)
        _ = shop.visitor().get(link)
        try shop.visitor().post("/account/new-password", new.merging(["token": token]) { $1 })
        let signature = String(try #require(token.split(separator: ".").last))
        #expect(try !shop.log.contains(signature) && !shop.dump().contains { $0.contains(signature) })
        #expect(try !shop.log.contains("a new password") && !shop.dump().contains { $0.contains("a new password") })
    }
}
