import Domain
import Synchronization

/// Stops calls that keep failing: after five failures in a row under one key it refuses calls for 30 s, then lets one try.
///
/// Pages stay fast while the OMS is down, because they do not wait for a foreseeable time-out.
final class Circuit: Sendable {
    private struct State {
        var failures = 0
        var retryAt: Instant?
    }

    private let states = Mutex<[String: State]>([:])
    private static let limit = 5
    private static let pause = Span.seconds(30)

    func allows(_ key: String, now: Instant) -> Bool {
        states.withLock { states in
            guard let retryAt = states[key]?.retryAt else { return true }
            guard !retryAt.isAhead(of: now, atMost: Self.pause) else { return false }
            // This call is the one that tries; others stay refused until its answer.
            states[key]?.retryAt = now + Self.pause
            return true
        }
    }

    /// Until when no call may be made; nil when the next one may.
    func pausedUntil(_ key: String, now: Instant) -> Instant? {
        let retryAt = states.withLock { $0[key]?.retryAt }
        return retryAt.flatMap { $0.isAhead(of: now, atMost: Self.pause) ? $0 : nil }
    }

    /// Whether no call has to try whether it answers again.
    func isClosed(_ key: String) -> Bool { states.withLock { $0[key]?.retryAt == nil } }

    func succeeded(_ key: String) {
        states.withLock { $0[key] = nil }
    }

    func failed(_ key: String, now: Instant) {
        states.withLock { states in
            var state = states[key] ?? State()
            state.failures += 1
            if state.failures >= Self.limit { state.retryAt = now + Self.pause }
            states[key] = state
        }
    }
}
