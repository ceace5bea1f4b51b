import Domain
import Synchronization

/// Remembers for five minutes that a credential was right: Argon2id on every call would cap the OMS at about 20 calls a second.
///
/// Only keyed hashes are held, made over the stored password hash too: a changed password or user name is another key, so an
/// old credential is forgotten the moment the settings change.
final class CredentialCache: Sendable {
    private let known = Mutex<[[UInt8]: Instant]>([:])
    private static let lifetime = Span.minutes(5)
    private static let limit = 1000

    func isKnown(_ credential: [UInt8], now: Instant) -> Bool {
        known.withLock { $0[credential].map { now < $0 } ?? false }
    }

    func remember(_ credential: [UInt8], now: Instant) {
        known.withLock { known in
            if known.count >= Self.limit { known = known.filter { now < $0.value } }
            if known.count < Self.limit { known[credential] = now + Self.lifetime }
        }
    }
}
