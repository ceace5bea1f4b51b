import Dispatch
import Synchronization

/// A closure on its way through the writer thread.
protocol WriteJob: Sendable {
    /// Runs the closure; false when it threw.
    func run(_ transaction: borrowing Transaction) -> Bool
    /// Nothing was committed: an outcome that said otherwise is replaced.
    func fail(_ error: any Error)
    /// Lets the caller go on.
    func wake()
}

/// The closure, and the outcome its caller waits for.
final class Job<Value: Sendable>: WriteJob {
    private let body: @Sendable (borrowing Transaction) throws -> Value
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(_ body: @escaping @Sendable (borrowing Transaction) throws -> Value) {
        self.body = body
    }

    func run(_ transaction: borrowing Transaction) -> Bool {
        do {
            let value = try body(transaction)
            result.withLock { $0 = .success(value) }
            return true
        } catch {
            result.withLock { $0 = .failure(error) }
            return false
        }
    }

    func fail(_ error: any Error) {
        result.withLock { result in
            if case .failure = result { return }
            result = .failure(error)
        }
    }

    func wake() {
        done.signal()
    }

    func outcome() -> Result<Value, any Error> {
        done.wait()
        return result.withLock { $0 } ?? .failure(DatabaseError.failed(code: 0, message: "never run", sql: ""))
    }
}
