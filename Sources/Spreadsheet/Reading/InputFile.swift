import Glibc

/// A file open for reading, no larger than the limit.
final class InputFile {
    private let descriptor: Int32

    init(path: String, limits: SheetLimits) throws(SpreadsheetError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .cannotOpen
        }
        guard status.st_size > 0 else { throw .emptyFile }
        guard status.st_size <= limits.bytes else { throw .tooManyBytes(limit: limits.bytes) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The first bytes, which show what the file is.
    func start() throws(SpreadsheetError) -> [UInt8] {
        try read(8)
    }

    /// Up to so many bytes; none at the end.
    func read(_ count: Int) throws(SpreadsheetError) -> [UInt8] {
        var length = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            length = Glibc.read(descriptor, buffer.baseAddress, count)
            filled = max(0, length)
        }
        guard length >= 0 else { throw .cannotOpen }
        return bytes
    }
}
