import Domain
import Web

/// GET /mailbox
@Sendable func showMailbox(_ request: Request, by person: Person, in world: World) throws -> Response {
    let mails = try world.database.read { try $0.mails(limit: 100) }
    return .html(try world.render(MailboxPage(mails), for: person, title: "Mailbox"))
}

/// GET /mailbox/:id
@Sendable func showMail(_ request: Request, by person: Person, in world: World) throws -> Response {
    let id: ID<MailRow> = try request.id("id", of: "mail")
    let page = MailPage(try world.database.read { try $0.mail(id) })
    return .html(try world.render(page, for: person, title: page.subject))
}

/// What the shops have sent, whoever it was for.
struct MailboxPage: Page {
    static let template = "sandbox/mailbox.html"

    struct Line: Encodable, Sendable {
        let id: ID<MailRow>
        let at: String
        let recipient: String
        let author: String
        let subject: String
    }

    let mails: [Line]

    init(_ rows: [MailRow]) {
        mails = rows.map {
            Line(
                id: $0.id, at: $0.at.istWithSeconds, recipient: $0.mail.recipient, author: $0.mail.author,
                subject: $0.mail.subject)
        }
    }
}

struct MailPage: Page {
    static let template = "sandbox/mail.html"

    struct Line: Encodable, Sendable {
        let words: String
        let address: String?
    }

    let at: String
    let recipient: String
    let author: String
    let subject: String
    let lines: [Line]

    init(_ row: MailRow) {
        at = row.at.istWithSeconds
        (recipient, author, subject) = (row.mail.recipient, row.mail.author, row.mail.subject)
        lines = row.mail.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let isAddress = line.hasPrefix("https://") || line.hasPrefix("http://")
            return Line(words: String(line), address: isAddress ? String(line) : nil)
        }
    }
}
