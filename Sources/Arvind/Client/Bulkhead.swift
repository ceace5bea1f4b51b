import Synchronization

/// At most so many callers at once; the others are told so instead of waiting. A worker that waits for AI is a worker gone.
final class Bulkhead: Sendable {
    private let inside = Mutex(0)
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs the body; nil when the place is full.
    func enter<Value>(_ body: () throws -> Value) rethrows -> Value? {
        let isIn = inside.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        guard isIn else { return nil }
        defer { inside.withLock { $0 -= 1 } }
        return try body()
    }
}
