import FoundationEssentials
import Glibc

/// A folder of its own for one test; it goes when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var name = Array("\(FileManager.default.temporaryDirectory.path)/kartify-test-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw CannotMakeFolder(errno: errno) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    func file(_ name: String) -> String {
        "\(path)/\(name)"
    }

    struct CannotMakeFolder: Error {
        let errno: Int32
    }
}
