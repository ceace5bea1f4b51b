import Synchronization

/// Limits the callers at once, in all and per key; others are refused instead of waiting. A worker that
/// waits for the OMS serves nobody else.
package final class Bulkhead: Sendable {
    private let inside = Mutex<[String: Int]>([:])
    private let limit: Int

    package init(limit: Int) {
        self.limit = limit
    }

    /// The limit per key: a website whose OMS hangs leaves room for the others.
    private var limitOfLine: Int { (limit * 3 + 3) / 4 }

    /// Runs the body; nil when the limit is reached.
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
