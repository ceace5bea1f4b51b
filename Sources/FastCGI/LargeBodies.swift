import Synchronization

/// Counts the large bodies in memory. Each is a file that somebody sends; sixteen at once, from anybody, would be a third of a
/// gigabyte before one of them has been looked at.
final class LargeBodies: Sendable {
    private let free = Mutex(2)

    /// From this many bytes on a body counts: above everything but files.
    static let size = 2 << 20
    /// More than this is never read; nginx refuses it earlier.
    static let longest = 24 << 20

    /// Makes room for a body.
    ///
    /// - Returns: false when the body has to stay unread.
    func begin(_ length: Int) -> Bool {
        guard length > Self.size else { return true }
        guard length <= Self.longest else { return false }
        return free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
    }

    func end(_ length: Int) {
        if length > Self.size { free.withLock { $0 += 1 } }
    }
}
