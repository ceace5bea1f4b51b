import Crypto

/// What a browser holds in a cookie: random, and known to us only by its keyed hash.
public struct BrowserToken: Sendable {
    private let text: String

    /// A new one.
    public static func random() -> BrowserToken {
        BrowserToken(checked: Base64.url.encode(randomBytes(32)))
    }

    /// One that a browser sent; nil when we cannot have made it.
    public init?(_ text: String) {
        guard Base64.url.decode(text)?.count == 32 else { return nil }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// What the cookie says.
    public var cookieValue: String { text }

    /// What the store keeps.
    public func hash(_ key: SecretKey) -> [UInt8] {
        key.hash(text, purpose: "browser")
    }

    /// What every form of this browser carries. Another site can make the browser send its cookie, but cannot know this.
    public func csrf(_ key: SecretKey) -> String {
        Base64.url.encode(key.hash(text, purpose: "csrf"))
    }

    /// Whether a posted form came from a page of ours.
    public func isOurs(_ form: Fields, _ key: SecretKey) -> Bool {
        constantTimeEqual(Array(form["csrf"].utf8), Array(csrf(key).utf8))
    }
}
