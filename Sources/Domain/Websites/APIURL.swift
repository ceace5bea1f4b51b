/// Where the OMS answers: https anywhere, or http on this machine only, so that a token never crosses a network in the clear.
package struct APIURL: Equatable, Sendable {
    /// The URL, without a slash at the end.
    package let text: String
    /// The host and, where it is named, the port.
    package let authority: String
    /// The same with the scheme, which says the port where none is named: whoever answers there reads what is sent.
    package var origin: String { text.prefix { $0 != ":" }.lowercased() + "://" + authority }

    /// Reads a URL; nil when it is neither `https://…` nor `http://` to loopback, or has a password, query or fragment.
    package init?(_ text: String) {
        var url = text.trimmed
        while url.hasSuffix("/") { url.removeLast() }
        guard url.utf8.count <= 500, url.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 32 }),
            !url.contains(where: { "?#@\\".contains($0) }), let scheme = url.firstRange(of: "://")
        else { return nil }
        let authority = url[scheme.upperBound...].prefix { $0 != "/" }
        guard let host = Self.host(authority) else { return nil }
        switch url[..<scheme.lowerBound].lowercased() {
        case "https": break
        case "http" where ["localhost", "127.0.0.1", "[::1]"].contains(host): break
        default: return nil
        }
        self.text = url
        self.authority = authority.lowercased()
    }

    private static func host(_ authority: Substring) -> String? {
        var host = authority
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let port = Int(authority[authority.index(after: colon)...]), (1...65535).contains(port) else {
                return nil
            }
            host = authority[..<colon]
        }
        return host.isEmpty ? nil : host.lowercased()
    }
}
