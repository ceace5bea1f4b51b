import Crypto
import Domain
import FoundationEssentials
import Glibc
import Storage

/// The folders that every machine on one database server has to see: images of products and logos, uploaded catalogues and finished
/// exports. They are files and not rows because nginx sends the images by itself; the database only knows a mark of each.
struct SharedFolders {
    let folder: String
    private static let all: [(name: String, mode: mode_t)] = [
        ("images", 0o755), ("imports", 0o700), ("exports", 0o700),
    ]

    /// Makes sure that they are those of the other machines. The first machine of a database marks its own.
    ///
    /// - Throws: a `Refusal` that says what to mount or to type: with a folder of its own a machine would show half of the pictures,
    ///   as one does whose mount is missing.
    func check(_ database: Database) throws {
        for (name, mode) in Self.all {
            let path = "\(folder)/\(name)"
            if mkdir(path, mode) != 0 && errno != EEXIST {
                throw Refusal(.invalid, "The folder \(path) cannot be made. Check the owner of the folder around it.")
            }
            let known = try database.read { try $0.mark(ofFolder: name) } ?? mark(name, at: path, database)
            guard let known, known == read(path) else { throw isAnother(path, known ?? "") }
        }
    }

    /// What is wrong with those that are not the other machines', such as one whose mount is missing, and what to type; nothing before a
    /// first machine has marked its own.
    func faults(_ database: Database) throws -> [(words: String, remedy: String)] {
        try Self.all.compactMap { name, _ in
            let path = "\(folder)/\(name)"
            guard let known = try database.read({ try $0.mark(ofFolder: name) }), known != read(path) else {
                return nil
            }
            return (Self.fault(of: path), Self.remedy(for: path, known))
        }
    }

    private func mark(_ name: String, at path: String, _ database: Database) throws -> String? {
        let mark = read(path) ?? Base64.url.encode(randomBytes(16))
        try writePrivately(Array("\(mark)\n".utf8), to: Self.file(in: path))
        return try database.write { try $0.chooseMark(mark, ofFolder: name) }
    }

    private func read(_ path: String) -> String? {
        FileManager.default.contents(atPath: Self.file(in: path)).map { String(decoding: $0, as: UTF8.self).trimmed }
            .flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func file(in path: String) -> String { path + "/.kartify" }

    private func isAnother(_ path: String, _ mark: String) -> Refusal {
        Refusal(.conflict, "\(Self.fault(of: path)) \(Self.remedy(for: path, mark))")
    }

    private static func fault(of path: String) -> String {
        "The folder \(path) is not the one that this database belongs to: other machines would not see what is kept in it."
    }

    private static func remedy(for path: String, _ mark: String) -> String {
        "Mount the shared one there, as nginx/README.md says under “Several machines”. If it is gone for good and this one takes its place, type “echo \(mark) >\(file(in: path))”."
    }
}
