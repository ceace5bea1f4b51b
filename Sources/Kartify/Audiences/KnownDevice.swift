import Crypto
import Web

/// A browser that somebody has signed in with before. It keeps a random token, signed for that name; it opens nothing, and only
/// counts its failures apart from everybody else's.
struct KnownDevice {
    /// Whether the browser came with a token of ours for this name.
    let isKnown: Bool
    let token: String
    private let isSecure: Bool
    private static let tokenSize = 16

    init(of name: String, _ request: Request, _ key: SecretKey) {
        isSecure = request.isSecure
        let given = request.cookie(CookieName.device) ?? ""
        isKnown = Self.isSigned(given, name, key)
        token = isKnown ? given : Self.sign(randomBytes(Self.tokenSize), name, key)
    }

    /// A `Set-Cookie` that lasts a year.
    var cookie: String {
        Cookie(CookieName.device, token, isSecure: isSecure, seconds: 31_536_000).header
    }

    private static func sign(_ bytes: [UInt8], _ name: String, _ key: SecretKey) -> String {
        Base64.url.encode(bytes + key.hash(bytes + Array(name.utf8), purpose: "known device"))
    }

    private static func isSigned(_ text: String, _ name: String, _ key: SecretKey) -> Bool {
        guard let bytes = Base64.url.decode(text), bytes.count > tokenSize else { return false }
        return constantTimeEqual(Array(text.utf8), Array(sign(Array(bytes.prefix(tokenSize)), name, key).utf8))
    }
}
