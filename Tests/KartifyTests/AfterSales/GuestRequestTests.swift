import Domain
import TestSupport
import Testing

@testable import Kartify

/// A guest cancels and returns by the link that was mailed to them, and by nothing else.
struct GuestRequestTests {
    private let shop: TestShop
    private let guest: Browser

    init() throws {
        shop = try TestShop()
        guest = shop.visitor()
    }

    private func line(_ number: String) throws -> [String: String] {
        ["line": "\(try shop.order(number).lines[0].id)"]
    }

    @Test func `the link's page leads to the cancellation, and shows what became of it`() throws {
        let number = try shop.sold(to: guest)
        shop.ai.answers("/orders/\(number)/cancel", .answer(200, #"{"status":"SUCCESS"}"#))
        let token = try shop.guestToken(number)
        let anywhere = shop.visitor()
        let page = anywhere.get("/orders/\(number)\(token)")
        #expect(page.hasLink("Cancel") && !page.hasLink("Return"))
        let form = anywhere.get("/orders/\(number)/cancellation\(token)")
        #expect(form.status == 200 && form.hasButton("Cancel items"))
        let action = try #require(form.piece(after: "method=\"post\" action=\"", before: "\""))
        let answer = try anywhere.post(action, try line(number))
        #expect(answer.location == "/orders/\(number)\(token)")
        let after = anywhere.get("/orders/\(number)\(token)")
        #expect(after.words.contains("Cancellation \(number)-C1 : Accepted") && !after.hasLink("Cancel"))
        #expect(try shop.cancellations(number).first?.actor == nil)
        #expect(try shop.order(number).status == .cancelled)
    }

    @Test func `what was taken unchecked and cannot be delivered is cancelled by the link in the mail about it`() throws
    {
        let post = try MailShop()
        let shop = post.shop
        try shop.rule(.takeAll)
        shop.ai.answers("/serviceability", .answer(503, ""), .answer(200, #"{"serviceable":false}"#))
        let number = try shop.visitor().order("M")
        try shop.push()
        let letter = try #require(try post.letters().last)
        #expect(letter.subject == "We cannot deliver your order \(number)")
        let anywhere = shop.visitor()
        let page = anywhere.get(try #require(letter.link("/orders/\(number)?token=")))
        #expect(page.alert?.contains("Please cancel it.") == true && page.hasLink("Cancel the order"))
        let token = try shop.guestToken(number)
        let line = ["line": "\(try shop.order(number).lines[0].id)"]
        #expect(try anywhere.post("/orders/\(number)/cancellation\(token)", line).status == 303)
        #expect(try shop.order(number).status == .cancelled)
    }

    @Test func `a return with its refund account is taken, and seen on the link's page`() throws {
        let number = try shop.sold(to: guest, .delivered)
        shop.ai.answers(
            "/orders/\(number)/returns", .answer(422, ArvindSays.refusal("RETURN_WINDOW_PASSED", "Late")),
            .answer(200, #"{"status":"SUCCESS"}"#))
        let token = try shop.guestToken(number)
        let anywhere = shop.visitor()
        let path = "/orders/\(number)/return\(token)"
        #expect(anywhere.get("/orders/\(number)\(token)").hasLink("Return"))
        let refused = try anywhere.post(path, try shop.wish(number))
        #expect(refused.status == 422 && refused.words.contains("The return window for this item has closed."))
        #expect(try anywhere.post(path, try shop.wish(number)).location == "/orders/\(number)\(token)")
        let page = anywhere.get("/orders/\(number)\(token)")
        #expect(page.words.contains("Refund by NEFT to ••••7890.") && !page.text.contains(ashasAccount))
    }

    @Test func `the browser that ordered, another order's link, an old link and a changed one are not enough`() throws {
        let number = try shop.sold(to: guest, .delivered)
        let other = try shop.sold(to: guest, .delivered)
        let asha = try shop.asha
        let own = try shop.sold(to: asha, .delivered)
        let token = try shop.guestToken(number)
        for part in ["cancellation", "return"] {
            let paths = [
                "/orders/\(number)/\(part)", "/orders/\(other)/\(part)\(token)",
                "/orders/\(number)/\(part)\(token)x", "/orders/\(own)/\(part)\(token)",
            ]
            for path in paths {
                #expect(guest.get(path).status == 404, "\(path)")
                #expect(try guest.post(path, try shop.wish(number)).status == 404, "\(path)")
            }
            let elsewhere = shop.visitor(at: "second.localhost")
            #expect(elsewhere.get("/orders/\(number)/\(part)\(token)").status == 404)
        }
        shop.clock.advance(.days(31))
        #expect(guest.get("/orders/\(number)/return\(token)").status == 404)
        #expect(try shop.rows("return_request") == 0 && shop.rows("cancellation") == 0)
    }

    @Test func `a guest's page in the browser that ordered says where to cancel, if there is mail`() throws {
        let number = try guest.order("M")
        #expect(!guest.get("/orders/\(number)").words.contains("open the link in our mail"))
        let post = try MailShop()
        let visitor = post.shop.visitor()
        let page = visitor.get("/orders/\(try visitor.order("M"))")
        #expect(page.words.contains("To cancel or return something, open the link in our mail to you"))
        #expect(!page.hasLink("Cancel"))
    }
}
