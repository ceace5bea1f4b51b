import Storage
import Synchronization

/// How far a run has come with one website; its workers share it.
final class WebsiteQueue: Sendable {
    private let current: Mutex<PushCursor>
    private let workers = Mutex(0)

    init(start: PushCursor) {
        current = Mutex(start)
    }

    /// Counts so many workers in; false when some are at work.
    func begin(_ count: Int) -> Bool {
        workers.withLock { workers in
            guard workers == 0 else { return false }
            workers = count
            return true
        }
    }

    /// A worker has found nothing more.
    func end() {
        workers.withLock { $0 -= 1 }
    }

    var place: PushCursor { current.withLock { $0 } }

    func moveOn(to place: PushCursor) {
        current.withLock { $0 = max($0, place) }
    }
}
