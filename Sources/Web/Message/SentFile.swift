import Glibc

/// A file that is sent piece by piece, so that its size costs no memory. It has no name any more, and is gone with the answer.
package final class SentFile: Sendable {
    private let descriptor: Int32
    package let length: Int

    /// Takes a file away from its path; nil when there is none.
    package init?(takingFrom path: String) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        unlink(path)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { return nil }
        length = Int(status.st_size)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Its bytes, in order, in pieces of 64 KiB.
    package func eachPiece(_ take: ([UInt8]) -> Void) {
        var offset = 0
        while offset < length {
            let piece = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
                count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)))
            }
            guard !piece.isEmpty else { return }
            take(piece)
            offset += piece.count
        }
    }
}
