/// A cookie that scripts cannot read and other sites' forms do not send.
package struct Cookie: Sendable {
    private let text: String

    /// A cookie for a path and everything below it.
    ///
    /// - Parameters:
    ///   - isSecure: whether the browser came over TLS: then the cookie goes nowhere else.
    ///   - seconds: how long it is kept; 0 deletes it.
    package init(_ name: String, _ value: String, path: String, isSecure: Bool, seconds: Int) {
        text =
            "\(name)=\(value); Path=\(path); Max-Age=\(seconds); HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "")
    }

    /// The value of a `Set-Cookie` header.
    package var header: String { text }
}
