import Domain
import Glibc
import Web

/// Files that live as long as one answer, beside the data: not where other programs look, and erased at the next start when the
/// process was killed meanwhile.
struct TemporaryFiles: Sendable {
    private let folder: String

    init(_ folder: String) {
        self.folder = folder
    }

    /// Makes the folder and empties it. From then on the libraries of this process put their own files there, too.
    func prepare() throws {
        try make()
        if let list = opendir(folder) {
            while let entry = readdir(list) {
                let name = withUnsafeBytes(of: entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                unlink("\(folder)/\(name)")
            }
            closedir(list)
        }
        setenv("TMPDIR", folder, 1)
    }

    /// What somebody writes to a path, as a file that is sent and then gone.
    func sent(_ write: (String) throws -> Void) throws -> SentFile {
        try make()
        let path = "\(folder)/\(ImportFolder.token())"
        defer { unlink(path) }
        try write(path)
        guard let file = SentFile(takingFrom: path) else { throw Refusal.notFound("file") }
        return file
    }

    private func make() throws {
        if mkdir(folder, 0o700) != 0 && errno != EEXIST {
            throw Refusal(.invalid, "The folder \(folder) cannot be made. Check the owner of the folder around it.")
        }
    }
}
