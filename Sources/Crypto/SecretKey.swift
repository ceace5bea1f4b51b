import CSodium

/// The installation's secret keys: they encrypt what must be read back (Auth Token, bank details) and hash what must not
/// (session tokens). They live in a file beside the database, never in it.
///
/// A file of 32 bytes is one key for both. In a longer one the first 32 bytes are the key that hashes, and the keys that seal
/// follow, newest first.
package struct SecretKey: Sendable {
    /// It stays when the others are rotated, for every session, cart and idempotency key is found by its hashes.
    private let hashing: [UInt8]
    private let sealing: [SealingKey]

    package static let size = Int(crypto_aead_xchacha20poly1305_ietf_KEYBYTES)

    /// The keys of a key file; nil when it does not hold whole ones.
    package init?(_ bytes: [UInt8]) {
        guard !bytes.isEmpty, bytes.count % Self.size == 0 else { return nil }
        let keys = stride(from: 0, to: bytes.count, by: Self.size).map { Array(bytes[$0..<$0 + Self.size]) }
        self.init(hashing: keys[0], sealing: (keys.count == 1 ? keys : Array(keys.dropFirst())).map(SealingKey.init))
    }

    package static func random() -> SecretKey {
        let bytes = randomBytes(size)
        return SecretKey(hashing: bytes, sealing: [SealingKey(bytes)])
    }

    private init(hashing: [UInt8], sealing: [SealingKey]) {
        self.hashing = hashing
        self.sealing = sealing
    }

    package var fileContent: [UInt8] {
        sealing.map(\.bytes) == [hashing] ? hashing : hashing + sealing.flatMap(\.bytes)
    }

    /// Whether an older key is kept for what is still sealed with it.
    package var hasOlderKeys: Bool { sealing.count > 1 }

    /// With a new key, which seals from now on; the older ones still open.
    package func addingKey() -> SecretKey {
        SecretKey(hashing: hashing, sealing: [SealingKey(randomBytes(Self.size))] + sealing)
    }

    package func removingOlderKeys() -> SecretKey {
        SecretKey(hashing: hashing, sealing: [sealing[0]])
    }

    /// Encrypts with the newest key. `purpose` is authenticated with it, so that a sealed value cannot be moved elsewhere.
    package func seal(_ text: String, purpose: String) -> [UInt8] {
        sealing[0].seal(text, purpose: purpose)
    }

    /// The text that was sealed for this purpose; nil when the keys, the purpose or the bytes have changed.
    package func open(_ sealed: [UInt8], purpose: String) -> String? {
        for key in sealing {
            if let text = key.open(sealed, purpose: purpose) { return text }
        }
        return nil
    }

    /// Whether the newest key has sealed this, and its id stands in front.
    package func isNewest(_ sealed: [UInt8]) -> Bool {
        sealed.starts(with: sealing[0].id)
    }

    /// A keyed BLAKE2b hash, 32 bytes: the same for the same text, and impossible to compute without the key.
    package func hash(_ text: String, purpose: String) -> [UInt8] {
        hash(Array(text.utf8), purpose: purpose)
    }

    package func hash(_ content: [UInt8], purpose: String) -> [UInt8] {
        let message = Array(purpose.utf8) + [0] + content
        var hash = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&hash, hash.count, message, UInt64(message.count), hashing, hashing.count)
        return hash
    }
}
