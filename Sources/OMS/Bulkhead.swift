import Synchronization

/// At most so many callers at once, and not all of them on one line; the others are told so instead of waiting. A worker that
/// waits for the OMS is a worker gone.
package final class Bulkhead: Sendable {
    private let inside = Mutex<[String: Int]>([:])
    private let limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    /// What one line may take: a website whose the OMS hangs leaves room for the others.
    private var limitOfLine: Int { (limit * 3 + 3) / 4 }

    /// Runs the body; nil when the place is full.
    package func enter<Value>(_ line: String, _ body: () throws -> Value) rethrows -> Value? {
        let isIn = inside.withLock { counts in
            guard counts.values.reduce(0, +) < limit, counts[line, default: 0] < limitOfLine else { return false }
            counts[line, default: 0] += 1
            return true
        }
        guard isIn else { return nil }
        defer { inside.withLock { $0[line] = $0[line].flatMap { $0 > 1 ? $0 - 1 : nil } } }
        return try body()
    }
}
