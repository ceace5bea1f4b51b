import CSodium

/// The installation's secret key: encrypts what must be read back (Auth Token, bank details) and hashes what must not
/// (session tokens). It lives in a file beside the database, never in it.
package struct SecretKey: Sendable {
    private let bytes: [UInt8]

    package static let size = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)

    /// A key from the content of a key file; nil when it is not 32 bytes long.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.size else { return nil }
        self.bytes = bytes
    }

    package static func random() -> SecretKey {
        SecretKey(unchecked: randomBytes(size))
    }

    private init(unchecked bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// What the key file holds.
    package var fileContent: [UInt8] { bytes }

    /// Encrypts with XChaCha20-Poly1305. `purpose` is authenticated with it, so that a sealed value cannot be moved elsewhere.
    package func seal(_ text: String, purpose: String) -> [UInt8] {
        let nonce = randomBytes(Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES))
        let message = Array(text.utf8), label = Array(purpose.utf8)
        var sealed = [UInt8](repeating: 0, count: message.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES))
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, message, UInt64(message.count), label, UInt64(label.count), nil, nonce, bytes)
        return nonce + sealed
    }

    /// The text that was sealed for this purpose; nil when the key, the purpose or the bytes have changed.
    package func open(_ sealed: [UInt8], purpose: String) -> String? {
        let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        guard sealed.count >= nonceSize + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES) else { return nil }
        let nonce = Array(sealed[..<nonceSize]), body = Array(sealed[nonceSize...]), label = Array(purpose.utf8)
        var text = [UInt8](repeating: 0, count: body.count)
        var length: UInt64 = 0
        let result = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &text, &length, nil, body, UInt64(body.count), label, UInt64(label.count), nonce, bytes)
        return result == 0 ? String(decoding: text.prefix(Int(length)), as: UTF8.self) : nil
    }

    /// A keyed BLAKE2b hash, 32 bytes: the same for the same text, and impossible to compute without the key.
    package func hash(_ text: String, purpose: String) -> [UInt8] {
        hash(Array(text.utf8), purpose: purpose)
    }

    /// As above, of bytes.
    package func hash(_ content: [UInt8], purpose: String) -> [UInt8] {
        let message = Array(purpose.utf8) + [0] + content
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, hash.count, message, UInt64(message.count), bytes, bytes.count)
        return hash
    }
}
