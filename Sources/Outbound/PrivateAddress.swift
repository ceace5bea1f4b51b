/// Whether an address, of 4 bytes or 16, is on this machine or in a network around it instead of in the internet (RFC 6890).
package func isPrivate(_ address: [UInt8]) -> Bool {
    guard address.count == 16 else { return address.count != 4 || isPrivateIPv4(address) }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(address[$0]) << 8 | UInt16(address[$0 + 1]) }
    switch (groups[0], groups[1]) {
    // An IPv4 address in another form, or `::` and `::1`, which are private as 0.0.0.0 and 0.0.0.1 are.
    case (0, 0) where groups[2..<5].allSatisfy { $0 == 0 } && [0, 0xffff].contains(groups[5]),
        (0x64, 0xff9b) where groups[2..<6].allSatisfy { $0 == 0 }:
        return isPrivateIPv4(Array(address[12...]))
    // 6to4 has one, too; Teredo hides one.
    case (0x2002, _): return isPrivateIPv4(Array(address[2..<6]))
    case (0x2001, 0): return true
    default: return groups[0] >> 13 != 1
    }
}

private func isPrivateIPv4(_ address: [UInt8]) -> Bool {
    let number = address.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    return privateNetworks.contains { number >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
}

private let privateNetworks: [(network: UInt32, bits: UInt32)] = [
    (0x0000_0000, 8), (0x0a00_0000, 8), (0x6440_0000, 10), (0x7f00_0000, 8), (0xa9fe_0000, 16), (0xac10_0000, 12),
    (0xc000_0000, 24), (0xc0a8_0000, 16), (0xc612_0000, 15), (0xe000_0000, 3),
]
