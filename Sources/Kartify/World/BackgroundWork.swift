import Dispatch
import Domain
import Synchronization

/// Work that continues after its page was answered. A stopping server signals it to end, and waits for it.
final class BackgroundWork: Sendable {
    private let running = DispatchGroup()
    private let stopping = Atomic(false)

    /// Whether the server is stopping: long work ends at its next step.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Runs a piece of work on a thread of its own, with the trace of the request that asked for it.
    func start(_ name: String, _ work: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "kartify.\(name)").async(group: running, execute: Trace.carried(work))
    }

    /// Stops all work and returns when it has ended.
    func stop() {
        stopping.store(true, ordering: .relaxed)
        running.wait()
    }

    /// Returns when all work that was started has ended.
    func wait() {
        running.wait()
    }
}
