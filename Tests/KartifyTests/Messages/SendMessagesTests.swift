import Crypto
import Domain
import Storage
import TestSupport
import Testing

@testable import Kartify

/// The way of a message to its customer, and what becomes of it when it does not get there.
struct SendMessagesTests {
    @Test func `a mail has a text and the same as HTML, and is never sent again`() throws {
        let post = try MailShop()
        try post.shop.change("UPDATE website SET name = 'Schöne Wäsche' WHERE id = 1")
        let number = try post.shop.visitor().order("M", quantity: 2, ["name": "Asha <b>Rao</b>"])
        let letter = try post.letter()
        #expect(letter.recipients == ["<asha@example.com>"] && letter.sender.hasPrefix("<shop@example.com>"))
        #expect(letter.subject == "Thank you for your order \(number)")
        #expect(letter.header("From")?.hasSuffix("<shop@example.com>") == true)
        #expect(letter.words.contains("Hello Asha <b>Rao</b>,"))
        #expect(letter.words.contains("- 2 × Polo (Size: M)\n\nTotal: ₹2,598.00, to be paid on delivery\n"))
        #expect(letter.part("text/html").contains("Hello Asha &lt;b&gt;Rao&lt;/b&gt;,"))
        #expect(letter.part("text/html").contains(#"<a href="https://localhost/orders/\#(number)?token="#))
        #expect(letter.lines.allSatisfy { $0.utf8.count <= 78 && $0.allSatisfy(\.isASCII) })
        #expect(try post.send() == "Nothing sent." && post.server.received.count == 1)
        let message = try #require(try post.shop.messages(of: number).first)
        #expect(message.state == .sent && message.sentAt == post.shop.now && message.attempts == 1)
    }

    @Test func `a link opens the order to whoever has it, for 30 days, and nothing else`() throws {
        let post = try MailShop()
        let (number, other) = (try post.shop.visitor().order(), try post.shop.visitor().order(nil))
        let link = try #require(try post.letters().first?.link("/orders/"))
        let stranger = post.shop.visitor()
        #expect(stranger.get(link).status == 200 && stranger.get(link).heading == "Your order \(number)")
        #expect(stranger.get(link.replacing(number, with: other)).status == 404)
        #expect(stranger.get("/orders/\(number)").status == 404)
        #expect(stranger.get(String(link.dropLast())).status == 404)
        #expect(Browser(carrying: stranger, to: "second.localhost").get(link).status == 404)
        #expect(!post.shop.log.contains(try #require(link.split(separator: "token=").last)))
        post.shop.clock.advance(.days(31))
        #expect(stranger.get(link).status == 404)
    }

    @Test func `a message that is not taken is tried again after growing pauses, for a day`() throws {
        let post = try MailShop(refusingWith: "451 Later")
        let number = try post.shop.visitor().order()
        var pauses: [Int64] = []
        var last = post.shop.now
        while let message = try post.shop.messages(of: number).first, message.state == .waiting {
            if message.attempts > 0 { pauses.append((message.nextAt - last).milliseconds / 60_000) }
            post.shop.clock.advance(message.nextAt - post.shop.now)
            last = post.shop.now
            #expect(try post.send() == "Nothing sent.")
        }
        #expect(pauses == [1, 4, 16, 64, 240, 240, 240, 240, 240])
        let message = try #require(try post.shop.messages(of: number).first)
        #expect(message.state == .givenUp && message.fault?.contains("could not be sent") == true)
        #expect(post.shop.log.contains(#""to":"a…@example.com""#) && !post.shop.log.contains("asha@example.com"))
    }

    @Test func `an address that is refused for good is not tried again`() throws {
        let post = try MailShop(refusingWith: "550 Nobody of that name")
        let number = try post.shop.visitor().order()
        try post.send()
        #expect(try post.shop.messages(of: number).first?.state == .failed)
        let page = try post.shop.staff().get("/admin/orders/\(number)")
        #expect(page.words.contains("Order placed, Mail to asha@example.com: refused"))
        #expect(post.shop.send("GET", "/metrics").text.contains(#"kartify_messages_failed{website="KFY"} 1"#))
    }

    @Test func `a message whose process dies is sent again under the same id, and only after its lease`() throws {
        let post = try MailShop()
        let number = try post.shop.visitor().order()
        let message = try #require(try post.shop.messages(of: number).first)
        let now = post.shop.now
        #expect(try post.shop.database.write { try $0.leaseMessage(message, now: now) })
        #expect(try post.letters().isEmpty)
        post.shop.clock.advance(.minutes(2))
        let first = try post.letter().header("Message-ID")
        try post.shop.change("UPDATE message SET state = 'waiting', sent_at = NULL, next_at = 0")
        #expect(try post.letter().header("Message-ID") == first && first != nil)
    }

    @Test func `two processes send a message once`() throws {
        let post = try MailShop()
        for _ in 1...5 { _ = try post.shop.visitor().order() }
        _ = try inParallel(4) { _ in _ = try post.send() }
        #expect(post.server.received.count == 5)
    }

    @Test func `a message of a website that has stopped to write is not sent`() throws {
        let post = try MailShop()
        let number = try post.shop.visitor().order()
        #expect(post.shop.send("GET", "/metrics").text.contains(#"kartify_messages_waiting{website="KFY"} 1"#))
        try post.shop.set(MessageSettings())
        #expect(try post.letters().isEmpty && post.shop.messages(of: number).first?.state == .failed)
    }

    @Test func `a text message is posted to the provider, signed, with an id that stays the same`() throws {
        let provider = try LoopbackServer(.answer(503, ""), .answer(200, ""))
        let shop = try TestShop()
        let secret = "whsec_" + String(repeating: "A", count: 32)
        try shop.set(MessageSettings(smsURL: provider.url + "/sms"), secret: secret)
        let number = try shop.visitor().order()
        for _ in 1...2 {
            _ = try SendMessages(world: shop.world).run()
            shop.clock.advance(.minutes(1))
        }
        let calls = provider.requests
        try #require(calls.count == 2)
        let id = try #require(header("webhook-id", of: calls[1]))
        #expect(header("webhook-id", of: calls[0]) == id)
        let time = try #require(header("webhook-timestamp", of: calls[1]))
        let key = try #require(WebhookSecret.key(secret))
        let body = Array(calls[1].body.utf8)
        #expect(
            header("webhook-signature", of: calls[1]) == WebhookSecret.signature(of: body, id: id, at: time, key: key))
        let document = try Answer(response: .text(calls[1].body)).json()
        #expect(document["to"] == "+919876543210" && document["kind"] == "order_placed")
        #expect(calls[1].body.contains("Thank you for your order \(number) https://localhost/orders/"))
        #expect(try shop.messages(of: number).map(\.state) == [.sent])
    }

    private func header(_ name: String, of call: LoopbackServer.Received) -> String? {
        call.headers.first { $0.lowercased().hasPrefix("\(name):") }.map { $0.dropFirst(name.count + 1).trimmed }
    }

    @Test func `messages are erased with the log`() throws {
        let post = try MailShop()
        _ = try post.shop.visitor().order()
        post.shop.clock.advance(.days(91))
        _ = try post.shop.world.pruneLogs()
        #expect(try post.shop.rows("message") == 0)
    }
}
