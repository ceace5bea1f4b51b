import Dispatch
import TestSupport

/// Holds an answer of Arvind back until a test has seen its call arrive.
final class DispatchGate: Sendable {
    let semaphore = DispatchSemaphore(value: 0)

    func open() {
        semaphore.signal()
    }

    /// Returns when a call beyond those that were seen before has been read whole.
    func waitForCall(_ arrivals: DispatchSemaphore, after seen: Int) {
        for _ in 0...seen { arrivals.wait() }
        // Somebody else may wait for the same call.
        for _ in 0...seen { arrivals.signal() }
    }

    /// Opens as soon as the next call has arrived.
    func openOnce(_ arrivals: DispatchSemaphore, after seen: Int) {
        DispatchQueue(label: "gate").async { [self] in
            waitForCall(arrivals, after: seen)
            open()
        }
    }
}
