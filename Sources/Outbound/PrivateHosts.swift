/// The hosts that may be called although their addresses are private: those that the installation names. What staff type leads
/// nowhere else in its network.
package struct PrivateHosts: Sendable {
    /// nil for all.
    private let names: Set<String>?

    package static let none = PrivateHosts("")
    /// For a program whose targets no person types.
    package static let all = PrivateHosts(names: nil)

    /// Names or addresses, set apart by commas or spaces.
    package init(_ list: String) {
        self.init(names: Set(list.split { $0 == "," || $0.isWhitespace }.map { Self.name(String($0)) }))
    }

    private init(names: Set<String>?) {
        self.names = names
    }

    func contains(_ host: String) -> Bool {
        names?.contains(Self.name(host)) ?? true
    }

    /// A URL has an IPv6 address in brackets.
    private static func name(_ host: String) -> String {
        String(host.lowercased().drop { $0 == "[" }.prefix { $0 != "]" })
    }
}
