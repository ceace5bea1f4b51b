import Domain
import Storage
import Web

struct Letter: Sendable {
    let website: String
    let subject: String
    let text: String
    /// Where it leads; nil when it leads nowhere.
    let link: String?

    /// What the templates of `templates/mail` may say.
    struct Values: Encodable, Sendable {
        struct Item: Encodable, Sendable {
            let words: String
        }

        let website: String
        let shop: String
        let name: String
        let order: String?
        let isPaidOnDelivery: Bool
        let items: [Item]
        let amount: String?
        let courier: String?
        let awb: String?
        let tracking: String?
        let request: String?
        let reference: String?
        let reason: String?
        let link: String?
        /// The website's contact, in one line.
        let contact: String?
    }

    /// - Parameters:
    ///   - values: what the template says; the first line of it is the subject.
    ///   - own: the website's own template. Where it makes no subject, the shared one stands in.
    init(
        _ kind: MessageKind, _ values: Values, _ templates: Templates, own: (templates: Templates, file: String)? = nil
    ) throws {
        let words = own.flatMap { try? $0.templates.text(values, file: $0.file) }.flatMap { text in
            text.prefix { !$0.isNewline }.allSatisfy(\.isWhitespace) ? nil : text
        }
        let text = try words ?? templates.text(values, file: "mail/\(kind.rawValue).txt")
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            String($0).trimmed
        }
        // A section that is left out leaves its line empty: paragraphs are one empty line apart.
        let body = zip([""] + lines.dropFirst(), lines.dropFirst()).filter { !($0.isEmpty && $1.isEmpty) }.map(\.1)
        let end = body.last == "" ? [] : [""]
        website = values.website
        subject = lines.first ?? ""
        self.text = (body + end + [values.website, values.contact, values.shop, ""].compactMap { $0 }).joined(
            separator: "\n")
        link = values.link
    }

    func html(_ templates: Templates) throws -> [UInt8] {
        let page = LetterPage(
            title: subject,
            paragraphs: text.split(separator: "\n\n").map { paragraph in
                .init(lines: paragraph.split(separator: "\n").map { .init(String($0)) })
            })
        return try templates.render(page, in: LetterFrame(title: subject))
    }
}

struct LetterFrame: Page {
    static let template = "frames/mail.html"
    let title: String
}

struct LetterPage: Page {
    static let template = "mail/letter.html"

    struct Paragraph: Encodable, Sendable {
        let lines: [Line]
    }

    struct Line: Encodable, Sendable {
        let words: String
        /// The same where it is an address.
        let address: String?

        init(_ words: String) {
            self.words = words
            address = words.hasPrefix("https://") || words.hasPrefix("http://") ? words : nil
        }
    }

    let title: String
    let paragraphs: [Paragraph]
}
