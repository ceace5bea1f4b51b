import Glibc

/// The files of an open store, by what the file system knows them by. A file that was moved away or replaced goes on living under
/// the connection that holds it, and takes writes that nobody will find again.
struct FilePlace: Sendable {
    private struct Identity: Equatable {
        let device: UInt
        let inode: UInt
    }

    private let known: [(path: String, identity: Identity)]

    init(_ paths: [String]) {
        known = paths.compactMap { path in Self.identity(path).map { (path, $0) } }
    }

    /// Fails when one of them is not the one that it was; two calls to the kernel.
    func check() throws(DatabaseError) {
        for file in known where Self.identity(file.path) != file.identity { throw .fileReplaced }
    }

    /// A file's size in bytes; nil when there is none.
    static func size(of path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
    }
}
