import CSodium

/// A short name of some bytes: others have another one. Twelve characters that may stand in an address.
package func digest(_ bytes: [UInt8]) -> String {
    var short = [UInt8](repeating: 0, count: Int(crypto_generichash_BYTES_MIN))
    crypto_generichash(&short, short.count, bytes, UInt64(bytes.count), nil, 0)
    return Base64.url.encode(Array(short.prefix(9)))
}
