import Glibc
import Synchronization

/// Waiting that ends at once when the process is stopped.
final class Pause: Sendable {
    private let isOver = Atomic(false)

    func wait(seconds: Int) {
        for _ in 0..<(seconds * 20) {
            if isOver.load(ordering: .relaxed) { return }
            usleep(50_000)
        }
    }

    func end() {
        isOver.store(true, ordering: .relaxed)
    }
}
