import Synchronization

/// Whether any of several threads has failed.
final class Faults: Sendable {
    private let count = Atomic(0)

    var isEmpty: Bool { count.load(ordering: .relaxed) == 0 }

    func add() {
        count.add(1, ordering: .relaxed)
    }
}
