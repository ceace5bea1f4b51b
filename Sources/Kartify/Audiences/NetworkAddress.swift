import Glibc

/// The key under which an address is limited: itself, or for IPv6 its /64, which one customer of a provider has.
func networkAddress(of address: String) -> String {
    if address.lowercased().hasPrefix("::ffff:"), address.contains(".") { return String(address.dropFirst(7)) }
    var parsed = in6_addr()
    guard inet_pton(AF_INET6, address, &parsed) == 1 else { return address }
    return withUnsafeBytes(of: &parsed) { bytes in
        bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
