import CCurl
import Domain
import Glibc

/// Hands mails to an SMTP server. The installation names it, so its address may be a private one.
package struct MailServer: Sendable {
    private let url: String
    private let sender: EmailAddress
    private let patience: Patience

    package struct Refused: Error, Sendable {
        /// For the log, without addresses.
        package let reason: String
        /// Whether the server will never take it (RFC 5321: a code from 500 on), such as for an address that does not exist.
        package let isFinal: Bool
    }

    /// A server such as `smtp://127.0.0.1:25` or `smtps://mail.example.com`, and who writes; nil when the URL is neither.
    package init?(url: String, sender: EmailAddress, patience: Patience = .standard) {
        guard url.hasPrefix("smtp://") || url.hasPrefix("smtps://") else { return nil }
        self.url = url
        self.sender = sender
        self.patience = patience
    }

    /// Sends a mail, and returns when the server has accepted it.
    package func send(_ mail: Mail, at now: Instant) throws(Refused) {
        guard let curl = curl_easy_init() else { throw Refused(reason: "libcurl has no memory", isFinal: false) }
        defer { curl_easy_cleanup(curl) }
        let recipients = curl_slist_append(nil, "<\(mail.recipient.text)>")
        defer { curl_slist_free_all(recipients) }
        var letter = Array(mail.message(from: sender, at: now).utf8)
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
        guard code == CURLE_OK else {
            var answer = 0
            kartify_get_long(curl, CURLINFO_RESPONSE_CODE, &answer)
            // What the server says at the sign-in is about us, not about this mail.
            let isFinal = answer >= 500 && code != CURLE_LOGIN_DENIED
            throw Refused(reason: String(cString: curl_easy_strerror(code)), isFinal: isFinal)
        }
    }
}
