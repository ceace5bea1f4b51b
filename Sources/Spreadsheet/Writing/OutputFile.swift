import Glibc

final class OutputFile {
    private let descriptor: Int32

    /// Creates the file, or empties it. Only its owner may read it.
    init(path: String) throws(SpreadsheetError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .cannotWrite("open: errno \(errno)") }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func write(_ bytes: [UInt8]) throws(SpreadsheetError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { throw .cannotWrite("write: errno \(errno)") }
            rest = rest.dropFirst(max(0, count))
        }
    }

    /// Runs what writes to the path, and removes the file when that fails.
    ///
    /// The file is made first: libxlsxwriter leaves its own files open when it cannot make the one it is for.
    static func writing(to path: String, _ work: () throws -> Void) throws {
        _ = try OutputFile(path: path)
        do {
            try work()
        } catch {
            unlink(path)
            throw error
        }
    }

    /// The bytes of a file, where `TMPDIR` says, that exists no longer than it takes to write and read it.
    static func bytes(_ work: (String) throws -> Void) throws -> [UInt8] {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/kartify-sheet-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SpreadsheetError.cannotWrite("mkstemp: errno \(errno)") }
        close(descriptor)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        try work(path)
        let file = try InputFile(path: path, limits: SheetLimits(bytes: .max))
        var bytes: [UInt8] = []
        while case let chunk = try file.read(1 << 20), !chunk.isEmpty { bytes += chunk }
        return bytes
    }
}
