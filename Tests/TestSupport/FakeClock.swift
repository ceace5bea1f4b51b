import Domain
import Synchronization

/// 23 Nov 2026, 10:00 in India: when everything happens unless a test says otherwise.
package let noon = Instant(milliseconds: 1_795_408_200_000)

/// A clock that stands still until it is told otherwise.
package final class FakeClock: Sendable {
    private let time = Mutex(noon)

    package init() {}

    package var now: Instant { time.withLock { $0 } }

    package func advance(_ span: Span) {
        time.withLock { $0 = $0 + span }
    }
}
