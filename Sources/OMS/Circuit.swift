import Domain
import Synchronization

/// Stops calling on a line that keeps failing: after five failures in a row it stays open for 30 s, then lets one call try.
///
/// Pages stay fast while the OMS is down, because nobody waits for a time-out that is known to come.
final class Circuit: Sendable {
    private struct State {
        var failures = 0
        var closedAgainAt: Instant?
    }

    private let states = Mutex<[String: State]>([:])
    private static let limit = 5
    private static let pause = Span.seconds(30)

    /// Whether a call on this line may be made now.
    func allows(_ line: String, now: Instant) -> Bool {
        states.withLock { states in
            guard let reopens = states[line]?.closedAgainAt else { return true }
            guard now >= reopens else { return false }
            // This caller is the one that tries; the others wait for what it finds.
            states[line]?.closedAgainAt = now + Self.pause
            return true
        }
    }

    func succeeded(_ line: String) {
        states.withLock { $0[line] = nil }
    }

    func failed(_ line: String, now: Instant) {
        states.withLock { states in
            var state = states[line] ?? State()
            state.failures += 1
            if state.failures >= Self.limit { state.closedAgainAt = now + Self.pause }
            states[line] = state
        }
    }
}
