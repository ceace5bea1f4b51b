import Domain
import Glibc

/// Writes a file readable by its owner only, and returns when it is on disk. An existing file is replaced as a whole.
func writePrivately(_ bytes: [UInt8], to path: String) throws {
    let new = path + ".new"
    unlink(new)
    let file = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw Refusal(.invalid, "The file \(path) cannot be written. Check the folder's owner.") }
    let written = bytes.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    let isOnDisk = written == bytes.count && fsync(file) == 0
    close(file)
    guard isOnDisk, rename(new, path) == 0 else {
        throw Refusal(.invalid, "The file \(path) cannot be written. Is the disk full?")
    }
}
