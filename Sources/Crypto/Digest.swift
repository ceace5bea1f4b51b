import CSodium

/// A digest of some bytes in twelve characters that may stand in an address. It has no key: it is not for secrets.
package func digest(_ bytes: [UInt8]) -> String {
    var short = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES_MIN))
    crypto_generichash(&short, short.count, bytes, UInt64(bytes.count), nil, 0)
    return Base64.url.encode(Array(short.prefix(9)))
}
