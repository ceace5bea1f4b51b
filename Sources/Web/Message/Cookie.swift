/// A cookie of the whole site that scripts cannot read and other sites' forms do not send.
package struct Cookie: Sendable {
    private let text: String

    /// - Parameters:
    ///   - isSecure: whether the browser came over TLS: then the cookie goes nowhere else.
    ///   - seconds: how long it is kept; 0 deletes it.
    package init(_ name: String, _ value: String, isSecure: Bool, seconds: Int) {
        let name = Self.sentName(of: name, isSecure: isSecure)
        text = "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    package var header: String { text }

    /// The name as it travels. Over TLS it begins with `__Host-`: browsers take such a cookie from this very host over TLS only
    /// (RFC 6265bis), so that neither a neighbouring subdomain nor somebody on the line can plant one.
    static func sentName(of name: String, isSecure: Bool) -> String {
        isSecure ? "__Host-\(name)" : name
    }
}
