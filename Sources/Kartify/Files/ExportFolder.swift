import Domain
import Glibc
import Web

/// The files of exports, each under a random name and readable by nobody else. Their runs say whose they are.
struct ExportFolder: Sendable {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// Where a new file is to be written.
    func prepare(_ name: String) throws -> String {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw Refusal(.invalid, "The folder \(path) cannot be made. Check the owner of the folder around it.")
        }
        return file(name)
    }

    /// A file as it is sent, again and again until it is erased; nil once it is.
    func sent(_ name: String) -> SentFile? {
        let another = file(ImportFolder.token())
        guard link(file(name), another) == 0 else { return nil }
        return SentFile(takingFrom: another)
    }

    func erase(_ name: String) {
        unlink(file(name))
    }

    private func file(_ name: String) -> String { "\(path)/\(name)" }
}
