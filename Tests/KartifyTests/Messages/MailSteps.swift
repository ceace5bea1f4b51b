import Crypto
import Domain
import Outbound
import Storage
import TestSupport
import Testing
import Web

@testable import Kartify

/// A shop that writes to its customers, and the mailboxes of all of them.
struct MailShop {
    let shop: TestShop
    let server: LoopbackMailServer

    init(
        refusingWith refusal: String? = nil, templates: Templates? = nil, hasBrakes: Bool = false,
        words: [String: String] = [:]
    ) throws {
        server = try LoopbackMailServer(refusingWith: refusal)
        let sender = try #require(EmailAddress("shop@example.com"))
        shop = try TestShop(
            templates: templates, mail: MailServer(url: server.url, sender: sender, patience: .unhurried),
            hasBrakes: hasBrakes, words: words)
        try shop.set(MessageSettings(sendsMail: true))
    }

    /// Runs the job.
    @discardableResult
    func send() throws -> String {
        try SendMessages(world: shop.world).run()
    }

    /// Runs the job, and gives the letters that came with it.
    func letters() throws -> [LoopbackMailServer.Letter] {
        let known = server.received.count
        try send()
        return Array(server.received.dropFirst(known))
    }

    /// The only letter that comes with the next run.
    func letter() throws -> LoopbackMailServer.Letter {
        let letters = try letters()
        try #require(letters.count == 1, "\(letters.map(\.subject))")
        return letters[0]
    }
}

extension TestShop {
    func set(_ settings: MessageSettings, secret: String? = nil) throws {
        let id = brand.id
        let sealed = secret.map { world.key.seal($0, purpose: SealPurpose.smsSecret) }
        try database.write { store in
            try store.saveMessageSettings(settings, of: id)
            try store.setSMSSecret(sealed: sealed, of: id)
        }
    }

    func messages(of number: String) throws -> [MessageRow] {
        let order = try order(number)
        return try database.read { try $0.messages(ofOrder: order.id) }
    }

    /// The kinds of the messages of an order, in the order in which they were written down.
    func kinds(of number: String) throws -> [MessageKind] {
        try messages(of: number).map(\.kind)
    }
}

extension LoopbackMailServer.Letter {
    /// The subject as a person reads it.
    var subject: String {
        (header("Subject") ?? "").split(separator: " ").compactMap { word in
            word.split(separator: "?").dropFirst(3).first.flatMap { Base64.standard.decode(String($0)) }
        }.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    /// A part of the mail as a person reads it.
    func part(_ type: String) -> String {
        let start = lines.firstIndex { $0.hasPrefix("Content-Type: \(type)") } ?? lines.endIndex
        let content = lines[start...].drop { !$0.isEmpty }.dropFirst().prefix { !$0.isEmpty && !$0.hasPrefix("--") }
        return String(decoding: Base64.standard.decode(content.joined()) ?? [], as: UTF8.self)
    }

    var words: String { part("text/plain") }

    /// The path of the link in it that begins so, such as `/orders/`.
    func link(_ start: String) -> String? {
        words.split(separator: "\n").first { $0.hasPrefix("https://localhost\(start)") }
            .map { String($0.dropFirst("https://localhost".count)) }
    }
}
