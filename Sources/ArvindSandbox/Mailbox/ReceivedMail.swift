import Crypto
import Domain
import Storage

struct ReceivedMail: Sendable {
    let recipient: String
    let author: String
    let subject: String
    let text: String

    init(recipient: String, author: String, subject: String, text: String) {
        (self.recipient, self.author, self.subject, self.text) = (recipient, author, subject, text)
    }

    /// Reads what the shops send: headers in RFC 2047 words, and parts in base64.
    init(_ lines: [String], recipient: String) {
        self.recipient = recipient
        author = Self.header("From", in: lines)
        subject = Self.header("Subject", in: lines)
        let part = lines.firstIndex { $0.hasPrefix("Content-Type: text/plain") } ?? lines.endIndex
        let content = lines[part...].drop { !$0.isEmpty }.dropFirst().prefix { !$0.hasPrefix("--") }
        text = String(decoding: Base64.standard.decode(content.joined()) ?? [], as: UTF8.self)
    }

    private static func header(_ name: String, in lines: [String]) -> String {
        let head = lines.prefix { !$0.isEmpty }
        guard let start = head.firstIndex(where: { $0.hasPrefix("\(name): ") }) else { return "" }
        let rest = head[(start + 1)...].prefix { $0.hasPrefix(" ") }
        let words = ([String(head[start].dropFirst(name.count + 2))] + rest).flatMap { $0.split(separator: " ") }
        var text = ""
        var wasEncoded = false
        for word in words {
            let parts = word.split(separator: "?")
            let bytes = word.hasPrefix("=?") && parts.count > 3 ? Base64.standard.decode(String(parts[3])) : nil
            // Between two encoded words the space is no part of the text.
            if !text.isEmpty, !(wasEncoded && bytes != nil) { text += " " }
            text += bytes.map { String(decoding: $0, as: UTF8.self) } ?? String(word)
            wasEncoded = bytes != nil
        }
        return text
    }
}

struct MailRow: Sendable {
    let id: ID<MailRow>
    let at: Instant
    let mail: ReceivedMail

    fileprivate init(_ row: inout Row) throws {
        (id, at) = (try row.next(), try row.next())
        mail = ReceivedMail(
            recipient: try row.next(), author: try row.next(), subject: try row.next(), text: try row.next())
    }
}

extension Reader where Self: ~Copyable {
    func mails(limit: Int) throws -> [MailRow] {
        try all("SELECT id, at, recipient, author, subject, text FROM mail ORDER BY id DESC LIMIT \(limit)") {
            try MailRow(&$0)
        }
    }

    func mail(_ id: ID<MailRow>) throws -> MailRow {
        guard
            let mail = try first(
                "SELECT id, at, recipient, author, subject, text FROM mail WHERE id = \(id)", { try MailRow(&$0) })
        else { throw Refusal.notFound("mail") }
        return mail
    }
}

extension Transaction {
    func keep(_ mail: ReceivedMail, at now: Instant) throws {
        try execute(
            """
            INSERT INTO mail (at, recipient, author, subject, text)
            VALUES (\(now), \(mail.recipient), \(mail.author), \(mail.subject), \(mail.text))
            """)
    }
}
