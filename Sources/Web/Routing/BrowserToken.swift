import Crypto

/// A browser's random cookie, known to us only by its keyed hash.
package struct BrowserToken: Sendable {
    private let text: String

    package static func random() -> BrowserToken {
        BrowserToken(checked: Base64.url.encode(randomBytes(32)))
    }

    /// A token from a cookie; nil when it is malformed.
    package init?(_ text: String) {
        guard Base64.url.decode(text)?.count == 32 else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    package var cookieValue: String { text }

    package func hash(_ key: SecretKey) -> [UInt8] {
        key.hash(text, purpose: "browser")
    }

    /// The CSRF token of every form of this browser in a session, or without one. Another site can make the browser send its
    /// cookies, but cannot know this; and somebody who knows one of the two cookies cannot make it.
    ///
    /// It is masked with new random bytes on every page. A compressed page that also repeats
    /// its address would otherwise reveal a constant token by its length (BREACH).
    package func csrf(_ key: SecretKey, in session: BrowserToken? = nil) -> String {
        let mask = randomBytes(32)
        return Base64.url.encode(mask + masked(csrfToken(key, session), mask))
    }

    /// How many characters it has.
    package static let csrfLength = 86

    /// Whether a posted form came from a page of ours.
    package func isOurs(_ form: Fields, _ key: SecretKey, in session: BrowserToken? = nil) -> Bool {
        guard let bytes = Base64.url.decode(form["csrf"]), bytes.count == 64 else { return false }
        return constantTimeEqual(masked(Array(bytes[32...]), Array(bytes[..<32])), csrfToken(key, session))
    }

    private func csrfToken(_ key: SecretKey, _ session: BrowserToken?) -> [UInt8] {
        key.hash("\(text) \(session?.text ?? "")", purpose: "csrf")
    }

    private func masked(_ bytes: [UInt8], _ mask: [UInt8]) -> [UInt8] {
        zip(bytes, mask).map { $0 ^ $1 }
    }
}
