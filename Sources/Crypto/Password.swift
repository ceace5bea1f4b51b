import CSodium

/// Argon2id password hashes in the usual `$argon2id$…` form, salt and costs included.
package struct PasswordHasher: Sendable {
    private let operations: UInt64
    private let memory: Int

    /// The costs OWASP recommends: two passes over 19 MiB, about 20 ms of one core.
    package static let standard = PasswordHasher(operations: 2, memory: 19 * 1024 * 1024)

    /// As cheap as libsodium allows, for tests.
    package static let cheap = PasswordHasher(operations: 1, memory: 8192)

    /// A hash that no password matches: verified for unknown names, so that the time taken does not reveal them.
    package let nobodysHash: String

    private init(operations: UInt64, memory: Int) {
        self.operations = operations
        self.memory = memory
        nobodysHash = Self.hash(Base64.url.encode(randomBytes(32)), operations, memory)
    }

    package func hash(_ password: String) -> String {
        Self.hash(password, operations, memory)
    }

    private static func hash(_ password: String, _ operations: UInt64, _ memory: Int) -> String {
        var text = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        let result = crypto_pwhash_str(&text, bytes, UInt64(bytes.count), operations, memory)
        precondition(result == 0, "no memory left to hash a password")
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func verify(_ password: String, against hash: String) -> Bool {
        let bytes = password.utf8.map { CChar(bitPattern: $0) }
        return crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count)) == 0
    }
}
