import CSodium

/// One key that seals, and its id, which stands in front of all that it has sealed.
struct SealingKey: Sendable {
    let bytes: [UInt8]
    /// Says which key it is, and nothing about the key.
    let id: [UInt8]

    init(_ bytes: [UInt8]) {
        let label = Array("key id".utf8)
        var id = [UInt8](repeating: 0, count: 16)
        crypto_generichash(&id, id.count, label, UInt64(label.count), bytes, bytes.count)
        self.bytes = bytes
        self.id = Array(id.prefix(8))
    }

    /// Encrypts with XChaCha20-Poly1305; `purpose` is authenticated with it.
    func seal(_ text: String, purpose: String) -> [UInt8] {
        let nonce = randomBytes(Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES))
        let message = Array(text.utf8), label = Array(purpose.utf8)
        var sealed = [UInt8](repeating: 0, count: message.count + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES))
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            &sealed, nil, message, UInt64(message.count), label, UInt64(label.count), nil, nonce, bytes)
        return id + nonce + sealed
    }

    /// The text of a sealed value with the id of this key, or of one from before there were ids.
    func open(_ sealed: [UInt8], purpose: String) -> String? {
        let named = sealed.starts(with: id) ? decrypt(sealed.dropFirst(id.count), purpose) : nil
        return named ?? decrypt(sealed[...], purpose)
    }

    private func decrypt(_ sealed: ArraySlice<UInt8>, _ purpose: String) -> String? {
        let nonceSize = Int(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES)
        guard sealed.count >= nonceSize + Int(crypto_aead_xchacha20poly1305_ietf_ABYTES) else { return nil }
        let nonce = Array(sealed.prefix(nonceSize)), body = Array(sealed.dropFirst(nonceSize))
        let label = Array(purpose.utf8)
        var text = [UInt8](repeating: 0, count: body.count)
        var length: UInt64 = 0
        let result = crypto_aead_xchacha20poly1305_ietf_decrypt(
            &text, &length, nil, body, UInt64(body.count), label, UInt64(label.count), nonce, bytes)
        return result == 0 ? String(decoding: text.prefix(Int(length)), as: UTF8.self) : nil
    }
}
