import Domain
import Testing

@testable import Kartify

/// The part of the tour that shows what customers are told, and where staff say whether they are.
struct MessageTour {
    let shop: TestShop
    let staff: Browser

    func walk() throws {
        _ = staff.get("/admin/messages")
        try staff.post("/admin/messages", ["sends_mail": "on", "sms_url": "x", "sms_secret": "x"])
        _ = try staff.press("/admin/messages", ["sends_mail": "off"])
        try shop.set(MessageSettings(sendsMail: true))
        let visitor = shop.visitor()
        let number = try visitor.order(nil)
        let message = try #require(try shop.messages(of: number).first)
        let letter = try #require(try shop.world.letter(message))
        _ = try letter.html(shop.world.templates)
        _ = visitor.get(try #require(letter.link?.split(separator: "localhost").last.map(String.init)))
        let order = try shop.order(number).id
        for state in ["waiting", "sent", "failed", "given_up"] {
            try shop.change(
                """
                INSERT INTO message (website_id, order_id, kind, channel, about, recipient, facts, state, attempts, created_at,
                    next_at, sent_at, fault)
                VALUES (1, \(order), 'shipped', 'mail', \(state), 'asha@example.com', '{}', \(state), 2, \(shop.now), \(shop.now),
                    \(state == "sent" ? shop.now : nil), \(state == "sent" ? nil : "The mail could not be sent."))
                """)
        }
        _ = staff.get("/admin/orders/\(number)")
        try shop.set(MessageSettings())
    }
}
