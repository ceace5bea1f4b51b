import Dispatch
import Domain
import Synchronization

/// Remembers a correct credential for five minutes: Argon2id on every call would limit the OMS to about 20 calls a second.
///
/// Holds only keyed hashes that include the stored password hash: a changed password or username is another key, so an
/// old credential is invalid as soon as the settings change.
package final class CredentialCache: Sendable {
    private let known = Mutex<[[UInt8]: Instant]>([:])
    private static let lifetime = Span.minutes(5)
    private static let limit = 1000

    private let waiting: Int

    /// - Parameter waiting: for how many milliseconds a caller waits for another's proof of the same credential. On a busy machine
    ///   a proof takes much longer than the 20 ms of a quiet one, and whoever does not wait needs a place for a proof of its own.
    package init(waiting: Int = 2000) {
        self.waiting = waiting
    }

    private let inProof = Mutex<[[UInt8]: DispatchGroup]>([:])

    /// Runs a proof; callers with the same credential wait for the one that is running instead of beginning their own: after a
    /// restart the OMS comes with many calls at once.
    func proving(_ credential: [UInt8], _ prove: () throws -> Void) rethrows {
        let own = DispatchGroup()
        own.enter()
        let running = inProof.withLock { groups in
            let running = groups[credential]
            if running == nil { groups[credential] = own }
            return running
        }
        if let running {
            _ = running.wait(timeout: .now() + .milliseconds(waiting))
            own.leave()
            return try prove()
        }
        defer {
            inProof.withLock { $0[credential] = nil }
            own.leave()
        }
        try prove()
    }

    func isKnown(_ credential: [UInt8], now: Instant) -> Bool {
        known.withLock { $0[credential]?.isAhead(of: now, atMost: Self.lifetime) ?? false }
    }

    func remember(_ credential: [UInt8], now: Instant) {
        known.withLock { known in
            if known.count >= Self.limit { known = known.filter { $0.value.isAhead(of: now, atMost: Self.lifetime) } }
            if known.count < Self.limit { known[credential] = now + Self.lifetime }
        }
    }
}
