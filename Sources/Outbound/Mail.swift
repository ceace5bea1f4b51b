import Crypto
import Domain

/// A mail as it goes to a server: a plain text, and the same as HTML where there is one.
package struct Mail: Sendable {
    let recipient: EmailAddress
    /// The sender's name, which stands beside the address.
    let author: String
    let subject: String
    let text: String
    let html: [UInt8]?
    /// The same for the same mail, however often it is sent: many servers keep only the first with an id.
    let id: String

    package init(
        to recipient: EmailAddress, from author: String = "Kartify", subject: String, text: String,
        html: [UInt8]? = nil,
        id: String = Base64.url.encode(randomBytes(12))
    ) {
        self.recipient = recipient
        self.author = author
        self.subject = subject
        self.text = text
        self.html = html
        self.id = id
    }

    /// The message as sent (RFC 5322), its parts in base64 so that no line is too long and no character is lost.
    func message(from sender: EmailAddress, at now: Instant) -> String {
        let isPlain = author.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " ") }
        let head = [
            "From: \(isPlain ? author : encodedWords(author)) <\(sender.text)>", "To: <\(recipient.text)>",
            "Subject: \(encodedWords(subject))", "Date: \(now.rfc5322)", "Message-ID: <\(id)@kartify>",
            "MIME-Version: 1.0",
        ]
        let plain = part("text/plain", Array(text.utf8))
        guard let html else { return (head + plain).joined(separator: "\r\n") + "\r\n" }
        // Nothing in base64 begins with two hyphens, so any boundary will do.
        let body =
            ["Content-Type: multipart/alternative; boundary=\"part\"", "", "--part"] + plain + ["--part"]
            + part("text/html", html) + ["--part--"]
        return (head + body).joined(separator: "\r\n") + "\r\n"
    }

    private func part(_ type: String, _ content: [UInt8]) -> [String] {
        ["Content-Type: \(type); charset=utf-8", "Content-Transfer-Encoding: base64", ""]
            + folded(Base64.standard.encode(content))
    }

    /// RFC 2047 words of few enough bytes each, cut between characters.
    private func encodedWords(_ text: String) -> String {
        var words: [String] = [""]
        for character in text.prefix(200) where !character.isNewline {
            if words[words.count - 1].utf8.count + character.utf8.count > 42 { words.append("") }
            words[words.count - 1].append(character)
        }
        return words.map { "=?UTF-8?B?\(Base64.standard.encode(Array($0.utf8)))?=" }.joined(separator: "\r\n ")
    }

    private func folded(_ text: String) -> [String] {
        var lines: [String] = []
        var rest = text[...]
        while !rest.isEmpty {
            lines.append(String(rest.prefix(76)))
            rest = rest.dropFirst(76)
        }
        return lines
    }
}
