import CSodium

/// Base64 in the two spellings that the wire uses.
package enum Base64: Sendable {
    /// RFC 4648 §4, as HTTP Basic and Standard Webhooks use it.
    case standard
    /// RFC 4648 §5 without padding, for cookies and tokens.
    case url

    private var variant: Int32 {
        switch self {
        case .standard: sodium_base64_VARIANT_ORIGINAL
        case .url: sodium_base64_VARIANT_URLSAFE_NO_PADDING
        }
    }

    package func encode(_ bytes: [UInt8]) -> String {
        let size = sodium_base64_encoded_len(bytes.count, variant)
        var text = [CChar](repeating: 0, count: size)
        sodium_bin2base64(&text, size, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func decode(_ text: String) -> [UInt8]? {
        let source = text.utf8.map { CChar(bitPattern: $0) }
        var bytes = [UInt8](repeating: 0, count: source.count)
        var length = 0
        let result = sodium_base642bin(&bytes, bytes.count, source, source.count, nil, &length, nil, variant)
        return result == 0 ? Array(bytes.prefix(length)) : nil
    }
}
