import Dispatch
import Synchronization

/// Work that goes on behind a page that has been answered. When the server stops, it is told so, and waited for.
final class BackgroundWork: Sendable {
    private let running = DispatchGroup()
    private let stopping = Atomic(false)

    /// Whether the server is about to stop: long work ends at its next step.
    var isStopping: Bool { stopping.load(ordering: .relaxed) }

    /// Runs a piece of work on a thread of its own.
    func start(_ name: String, _ work: @escaping @Sendable () -> Void) {
        DispatchQueue(label: "kartify.\(name)").async(group: running, execute: work)
    }

    /// Tells all work to stop and returns when it has.
    func stop() {
        stopping.store(true, ordering: .relaxed)
        running.wait()
    }

    /// Returns when all work that was started has ended.
    func wait() {
        running.wait()
    }
}
