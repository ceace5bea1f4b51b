import Crypto
import Domain
import FoundationEssentials
import Glibc
import JSON
import Synchronization

/// The files of imports, each under a random name and readable by nobody else. Their rows say whose they are.
final class ImportFolder: Sendable {
    enum Part: String, CaseIterable {
        case upload
        case preview
        /// The changes to apply: on each line, an array of them.
        case changes
        /// The rows that failed, as a workbook.
        case failedRows = "failed.xlsx"
    }

    private let path: String
    private let turn = Mutex(())
    private static let changesInLine = 500

    init(_ path: String) {
        self.path = path
    }

    static func token() -> String {
        Base64.url.encode(randomBytes(16))
    }

    func file(_ token: String, _ part: Part) -> String {
        "\(path)/\(token).\(part.rawValue)"
    }

    /// Reads one file at a time, because each takes a processor and much memory. Callers are refused rather than
    /// kept waiting with another file.
    ///
    /// - Throws: a `Refusal` while another file is being read, or what the work throws.
    func exclusively<Value>(_ work: () throws -> Value) throws -> Value {
        guard let value = try turn.withLockIfAvailable({ _ in try work() }) else {
            throw Refusal(.invalid, "Another file is being read; try again in a moment.")
        }
        return value
    }

    func write(_ bytes: [UInt8], _ token: String, _ part: Part) throws {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw Refusal(.invalid, "The folder \(path) cannot be made. Check the owner of the folder around it.")
        }
        try writePrivately(bytes, to: file(token, part))
    }

    func bytes(_ token: String, _ part: Part) -> [UInt8]? {
        FileManager.default.contents(atPath: file(token, part)).map(Array.init)
    }

    func write(_ changes: [CatalogChange], _ token: String) throws {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: changes.count, by: Self.changesInLine) {
            let end = min(start + Self.changesInLine, changes.count)
            bytes += try Array(changes[start..<end]).encodedJSON()
            bytes.append(UInt8(ascii: "\n"))
        }
        try write(bytes, token, .changes)
    }

    func changes(_ token: String) throws -> [CatalogChange] {
        guard let bytes = bytes(token, .changes) else { throw FileIsGone() }
        return try bytes.split(separator: UInt8(ascii: "\n")).flatMap {
            try [CatalogChange](json: Array($0))
        }
    }

    func erase(_ token: String, _ parts: [Part] = Part.allCases) {
        for part in parts { unlink(file(token, part)) }
    }

    /// Housekeeping, or a person, has erased it.
    struct FileIsGone: Error {}
}
