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

    /// The next order, which one worker at a time looks for: of two that looked from the same position, the slower would find the
    /// order again that the faster has pushed meanwhile.
    ///
    /// - Parameter find: the first order after a position; nil when there is none.
    func next(_ find: (PushCursor) throws -> PushCursor?) rethrows -> PushCursor? {
        try current.withLock { position in
            guard let found = try find(position) else { return nil }
            position = found
            return found
        }
    }
}
