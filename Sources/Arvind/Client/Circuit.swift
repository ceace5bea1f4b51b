import Domain
import Synchronization

/// Stops calling an address that keeps failing: after five failures in a row it stays open for 30 s, then lets one call try.
///
/// Pages stay fast while AI is down, because nobody waits for a time-out that is known to come.
final class Circuit: Sendable {
    private struct State {
        var failures = 0
        var closedAgainAt: Instant?
    }

    private let states = Mutex<[String: State]>([:])
    private static let limit = 5
    private static let pause = Span.seconds(30)

    /// Whether a call to this address may be made now.
    func allows(_ address: String, now: Instant) -> Bool {
        states.withLock { states in
            guard let reopens = states[address]?.closedAgainAt else { return true }
            guard now >= reopens else { return false }
            // This caller is the one that tries; the others wait for what it finds.
            states[address]?.closedAgainAt = now + Self.pause
            return true
        }
    }

    func succeeded(_ address: String) {
        states.withLock { $0[address] = nil }
    }

    func failed(_ address: String, now: Instant) {
        states.withLock { states in
            var state = states[address] ?? State()
            state.failures += 1
            if state.failures >= Self.limit { state.closedAgainAt = now + Self.pause }
            states[address] = state
        }
    }
}
