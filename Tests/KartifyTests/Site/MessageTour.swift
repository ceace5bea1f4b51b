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
        let token = try shop.guestToken(number)
        for part in ["", "/cancellation", "/return"] { _ = visitor.get("/orders/\(number)\(part)\(token)") }
        let line = "\(try shop.order(number).lines[0].id)"
        try visitor.post("/orders/\(number)/cancellation\(token)", ["line": line])
        _ = visitor.get("/orders/\(number)\(token)")
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
        try account(visitor)
        try shop.set(MessageSettings())
    }

    /// What is done by links in mails.
    private func account(_ visitor: Browser) throws {
        for page in ["forgotten-password", "find-order"] {
            for path in ["/account/\(page)", "/account/\(page)?sent"] { _ = visitor.get(path) }
            try visitor.post("/account/\(page)")
        }
        for path in ["register?sent", "login?changed", "login?email"] { _ = visitor.get("/account/\(path)") }
        try shop.addPending("ravi@example.com")
        try shop.want("new@example.com")
        let tokens = [
            ("new-password", try shop.token(.newPassword)), ("email/proof", try shop.token(.newEmail)),
            ("registration", try shop.token(.registration, of: "ravi@example.com")),
        ]
        for (page, token) in tokens {
            _ = visitor.get("/account/\(page)")
            _ = visitor.get("/account/\(page)?token=\(token)")
            if page != "email/proof" { try visitor.post("/account/\(page)", ["token": token]) }
        }
        let asha = try shop.asha
        _ = asha.get("/privacy")
        _ = asha.get("/returns")
        _ = asha.get("/account/addresses")
        try asha.post("/account/addresses")
        for city in ["Bengaluru", "Mysuru"] {
            try asha.post("/account/addresses", ashasAddress.merging(["city": city]) { $1 })
        }
        _ = asha.get("/account/addresses")
        for path in ["/account/email", "/account/email?sent"] { _ = asha.get(path) }
    }
}
