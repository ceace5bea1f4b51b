import Domain
import TestSupport
import Testing

@testable import Kartify

/// A guest finds an order again: by its number and the address that it was placed with, and only by mail.
struct FindOrderTests {
    private let post: MailShop
    private var shop: TestShop { post.shop }

    init() throws {
        post = try MailShop()
    }

    private func find(_ number: String, _ email: String = "asha@example.com") throws -> Answer {
        try shop.visitor().post("/account/find-order", ["number": number, "email": email])
    }

    @Test func `the mail's link shows the order in any browser`() throws {
        let number = try shop.visitor().order()
        _ = try post.letters()
        let answer = try find(" \(number.lowercased()) ", "ASHA@example.com")
        #expect(answer.location == "/account/find-order?sent")
        let letter = try post.letter()
        #expect(letter.recipients == ["<asha@example.com>"] && letter.subject == "Your order \(number)")
        let page = shop.visitor().get(try #require(letter.link("/orders/")))
        #expect(page.status == 200 && page.heading == "Your order \(number)" && page.words.contains("1 × Polo"))
        #expect(page.words.contains("Pay") == false)
    }

    @Test func `the answer is the same for another's address and for no order, and no mail goes out`() throws {
        let number = try shop.visitor().order()
        _ = try post.letters()
        let answers = [try find(number), try find(number, "ravi@example.com"), try find("KFY-999999")]
        #expect(Set(answers.map(\.location)) == ["/account/find-order?sent"])
        #expect(try post.letters().map(\.recipients) == [["<asha@example.com>"]])
    }

    @Test func `asked for again within minutes it is one mail, and none by text message`() throws {
        try shop.set(MessageSettings(sendsMail: true, smsURL: "https://sms.example"), secret: "x")
        let number = try shop.visitor().order()
        for _ in 1...3 { _ = try find(number) }
        #expect(try shop.messages(of: number).filter { $0.kind == .orderLink }.map(\.channel) == [.mail])
    }

    @Test func `an order of an account leads to the account`() throws {
        let number = try shop.asha.order()
        _ = try post.letters()
        _ = try find(number)
        #expect(try post.letter().link("/account/orders/\(number)") == "/account/orders/\(number)")
    }
}
