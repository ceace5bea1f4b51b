import CCurl
import Crypto
import Domain
import Glibc

/// Hands mails to an SMTP server. The installation names it, so its address may be a private one.
package struct MailServer: Sendable {
    private let url: String
    private let sender: EmailAddress
    private let patience: Patience

    /// A server such as `smtp://127.0.0.1:25` or `smtps://mail.example.com`, and who writes; nil when the URL is neither.
    package init?(url: String, sender: EmailAddress, patience: Patience = .standard) {
        guard url.hasPrefix("smtp://") || url.hasPrefix("smtps://") else { return nil }
        self.url = url
        self.sender = sender
        self.patience = patience
    }

    /// Sends a plain text, and returns when the server has accepted it.
    package func send(to recipient: EmailAddress, subject: String, text: String, at now: Instant) throws(HTTPClient
        .NoAnswer)
    {
        guard let curl = curl_easy_init() else { throw HTTPClient.NoAnswer(reason: "libcurl has no memory") }
        defer { curl_easy_cleanup(curl) }
        let recipients = curl_slist_append(nil, "<\(recipient.text)>")
        defer { curl_slist_free_all(recipients) }
        var letter = Array(letter(to: recipient, subject: subject, text: text, at: now).utf8)
        kartify_set_text(curl, CURLOPT_URL, url)
        kartify_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        kartify_set_long(curl, CURLOPT_NOSIGNAL, 1)
        kartify_set_long(curl, CURLOPT_QUICK_EXIT, 1)
        kartify_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, patience.connect)
        kartify_set_long(curl, CURLOPT_TIMEOUT_MS, patience.job)
        kartify_set_long(curl, CURLOPT_USE_SSL, Int(CURLUSESSL_TRY.rawValue))
        kartify_set_text(curl, CURLOPT_MAIL_FROM, "<\(sender.text)>")
        kartify_set_pointer(curl, CURLOPT_MAIL_RCPT, recipients)
        kartify_set_long(curl, CURLOPT_UPLOAD, 1)
        let code = letter.withUnsafeMutableBytes { bytes -> CURLcode in
            // By default curl uploads from a C stream; ours is in memory.
            guard let stream = fmemopen(bytes.baseAddress, bytes.count, "r") else { return CURLE_OUT_OF_MEMORY }
            defer { fclose(stream) }
            kartify_set_pointer(curl, CURLOPT_READDATA, stream)
            return curl_easy_perform(curl)
        }
        guard code == CURLE_OK else { throw HTTPClient.NoAnswer(reason: String(cString: curl_easy_strerror(code))) }
    }

    /// The message as sent (RFC 5322), its text in base64 so that no line is too long and no character is lost.
    private func letter(to recipient: EmailAddress, subject: String, text: String, at now: Instant) -> String {
        let id = Base64.url.encode(randomBytes(12))
        let lines = [
            "From: Kartify <\(sender.text)>", "To: <\(recipient.text)>", "Subject: \(encodedWords(subject))",
            "Date: \(now.rfc5322)", "Message-ID: <\(id)@kartify>", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64", "",
        ]
        return (lines + folded(Base64.standard.encode(Array(text.utf8)))).joined(separator: "\r\n") + "\r\n"
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
