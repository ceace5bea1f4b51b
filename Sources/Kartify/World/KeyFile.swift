import Crypto
import FoundationEssentials
import Glibc
import Synchronization

/// The key file of a running program. A file that was replaced counts from the next request on, without a restart.
final class KeyFile: Sendable {
    private struct Version: Equatable {
        let inode: UInt
        let seconds: Int
        let nanoseconds: Int
    }

    private let path: String
    private let read: Mutex<(version: Version?, key: SecretKey)>

    init(_ path: String, _ key: SecretKey) {
        self.path = path
        read = Mutex((nil, key))
    }

    /// The keys as they are now; those that were read last where the file is gone or damaged.
    var current: SecretKey {
        let found = version
        return read.withLock { read in
            guard let found, found != read.version else { return read.key }
            guard let bytes = FileManager.default.contents(atPath: path), let key = SecretKey(Array(bytes)) else {
                return read.key
            }
            read = (found, key)
            return key
        }
    }

    private var version: Version? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Version(inode: status.st_ino, seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
}
