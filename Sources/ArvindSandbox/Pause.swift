import Glibc
import Synchronization

/// Waiting that ends at once when the process is told to stop.
final class Pause: Sendable {
    private let isOver = Atomic(false)

    /// Holds this worker for so many seconds.
    func wait(seconds: Int) {
        for _ in 0..<(seconds * 20) {
            if isOver.load(ordering: .relaxed) { return }
            usleep(50_000)
        }
    }

    /// Wakes everybody who waits, and lets nobody wait any more.
    func end() {
        isOver.store(true, ordering: .relaxed)
    }
}
