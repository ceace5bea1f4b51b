import Storage
import Synchronization

/// The position of a run in one website's orders, shared by its workers.
final class WebsiteQueue: Sendable {
    private let current: Mutex<PushCursor>
    private let workers = Mutex(0)

    init(start: PushCursor) {
        current = Mutex(start)
    }

    /// Registers so many workers; false while some are still working.
    func begin(_ count: Int) -> Bool {
        workers.withLock { workers in
            guard workers == 0 else { return false }
            workers = count
            return true
        }
    }

    /// A worker found nothing left.
    func end() {
        workers.withLock { $0 -= 1 }
    }

    var place: PushCursor { current.withLock { $0 } }

    func moveOn(to place: PushCursor) {
        current.withLock { $0 = max($0, place) }
    }
}
