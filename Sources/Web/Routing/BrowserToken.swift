import Crypto

/// What a browser holds in a cookie: random, and known to us only by its keyed hash.
package struct BrowserToken: Sendable {
    private let text: String

    package static func random() -> BrowserToken {
        BrowserToken(checked: Base64.url.encode(randomBytes(32)))
    }

    /// One that a browser sent; nil when we cannot have made it.
    package init?(_ text: String) {
        guard Base64.url.decode(text)?.count == 32 else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// What the cookie says.
    package var cookieValue: String { text }

    /// What the store keeps.
    package func hash(_ key: SecretKey) -> [UInt8] {
        key.hash(text, purpose: "browser")
    }

    /// What every form of this browser carries. Another site can make the browser send its cookie, but cannot know this.
    ///
    /// It looks different on every page: random bytes, and the token hidden under them. A compressed page that also repeats
    /// what its address says would else give a constant token away by its length (BREACH).
    package func csrf(_ key: SecretKey) -> String {
        let mask = randomBytes(32)
        return Base64.url.encode(mask + masked(csrfToken(key), mask))
    }

    /// Whether a posted form came from a page of ours.
    package func isOurs(_ form: Fields, _ key: SecretKey) -> Bool {
        guard let bytes = Base64.url.decode(form["csrf"]), bytes.count == 64 else { return false }
        return constantTimeEqual(masked(Array(bytes[32...]), Array(bytes[..<32])), csrfToken(key))
    }

    private func csrfToken(_ key: SecretKey) -> [UInt8] {
        key.hash(text, purpose: "csrf")
    }

    private func masked(_ bytes: [UInt8], _ mask: [UInt8]) -> [UInt8] {
        zip(bytes, mask).map { $0 ^ $1 }
    }
}
