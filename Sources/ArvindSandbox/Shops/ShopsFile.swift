import FoundationEssentials
import Glibc
import Synchronization

/// `sandbox.json`, read again whenever it has changed: Kartify's demo step may write it while we run.
final class ShopsFile: Sendable {
    private struct Stamp: Equatable {
        let inode: UInt
        let size: Int
        let seconds: Int
        let nanoseconds: Int
    }

    private struct State {
        var stamp: Stamp?
        var shops = Shops.none
    }

    private let path: String
    private let state = Mutex(State())

    init(_ path: String) {
        self.path = path
    }

    /// The websites of the file as it is now; none when there is no file.
    ///
    /// - Parameter arrive: called first with a new version. If it throws, the version counts as unread.
    /// - Throws: a `Refusal` when the file is wrong.
    func current(_ arrive: (Shops) throws -> Void) throws -> Shops {
        try state.withLock { state in
            let stamp = stamp()
            guard stamp != state.stamp else { return state.shops }
            let shops =
                try FileManager.default.contents(atPath: path).map { try Shops(json: Array($0), name: path) } ?? .none
            try arrive(shops)
            state = State(stamp: stamp, shops: shops)
            return shops
        }
    }

    /// The last version that could be read.
    var last: Shops {
        state.withLock { $0.shops }
    }

    private func stamp() -> Stamp? {
        var file = stat()
        guard stat(path, &file) == 0 else { return nil }
        return Stamp(
            inode: UInt(file.st_ino), size: Int(file.st_size), seconds: file.st_mtim.tv_sec,
            nanoseconds: file.st_mtim.tv_nsec)
    }
}
