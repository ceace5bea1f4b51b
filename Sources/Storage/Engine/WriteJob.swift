import Dispatch
import Synchronization

/// A closure on its way through the writer thread.
protocol WriteJob: Sendable {
    /// The website that it is for; nil for none, or several.
    var website: Int? { get }
    /// Runs the closure, once more if it has to be; false when it threw. One whose caller has gone does nothing.
    func run(_ transaction: borrowing Transaction) -> Bool
    /// Replaces the outcome: nothing was committed.
    func fail(_ error: any Error)
    func wake()
}

final class Job<Value: Sendable>: WriteJob {
    let website: Int?
    private let body: @Sendable (borrowing Transaction) throws -> Value
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let done = DispatchSemaphore(value: 0)
    private let state = Atomic(State.waiting)

    private enum State: UInt8, AtomicRepresentable {
        case waiting, begun, withdrawn
    }

    init(_ website: Int?, _ body: @escaping @Sendable (borrowing Transaction) throws -> Value) {
        self.website = website
        self.body = body
    }

    func run(_ transaction: borrowing Transaction) -> Bool {
        guard move(to: .begun) != .withdrawn else { return true }
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

    /// Waits for the outcome so long; false when it is not there yet.
    func isDone(within milliseconds: Int) -> Bool {
        guard done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return false }
        done.signal()
        return true
    }

    /// Gives up; false when the closure has begun and its outcome has to be waited for.
    func withdraw() -> Bool {
        move(to: .withdrawn) == .waiting
    }

    /// Leaves a job that waits no longer as it is.
    ///
    /// - Returns: what it was.
    private func move(to next: State) -> State {
        state.compareExchange(expected: .waiting, desired: next, ordering: .acquiringAndReleasing).original
    }

    func outcome() -> Result<Value, any Error> {
        done.wait()
        return result.withLock { $0 } ?? .failure(DatabaseError.failed(code: 0, message: "never run", sql: ""))
    }
}
