import Domain
import FoundationEssentials
import Glibc
import Storage

package struct BackupFolder: Sendable {
    let path: String
    /// Days.
    let keep: Int

    /// Below it a name is the time of the backup; a name that ends with `.part` is one that is being made, or whose maker died.
    private static let part = ".part"

    /// A name that is not taken.
    private func name(at now: Instant) -> String {
        let name = "\(path)/kartify-\(now.compact)"
        let taken = (1...).lazy.map { $0 == 1 ? "" : "-\($0)" }.first { access("\(name)\($0).sqlite", F_OK) != 0 }
        return "\(name)\(taken ?? "").sqlite"
    }

    /// Makes a backup, and drops those that are too old once it is there.
    ///
    /// - Returns: its file.
    func backUp(_ database: Database, at now: Instant) throws -> String {
        try make()
        for old in files(ending: Self.part) { StoreCopy.remove(old.path) }
        let file = name(at: now)
        try Backup(database).make(file)
        for old in backups where old.at < now - .days(keep) { unlink(old.path) }
        return file
    }

    /// The backups, the newest first.
    var backups: [(path: String, at: Instant, bytes: Int)] {
        files(ending: ".sqlite").sorted { $0.at > $1.at }
    }

    private func make() throws {
        if mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw Refusal(
                .invalid, "The folder of the backups, \(path), cannot be made. Check the owner of the folder around it."
            )
        }
    }

    private func files(ending end: String) -> [(path: String, at: Instant, bytes: Int)] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasPrefix("kartify-") && $0.hasSuffix(end) }.compactMap { name in
            var status = stat()
            guard stat("\(path)/\(name)", &status) == 0 else { return nil }
            return (
                "\(path)/\(name)", Instant(milliseconds: Int64(status.st_mtim.tv_sec) * 1000), Int(status.st_size)
            )
        }
    }
}

/// A copy of the database, made while it is in use.
struct Backup {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// Makes a copy, opens and checks it, and only then gives it its name: a file with the name is whole. An existing file is never
    /// replaced.
    func make(_ file: String) throws {
        guard access(file, F_OK) != 0 else { throw Self.refusal(file, "it is there already") }
        let part = file + ".part"
        StoreCopy.remove(part)
        defer { StoreCopy.remove(part) }
        do {
            try database.backup(to: part)
            let problems = try StoreCopy(part).problems()
            guard problems.isEmpty else { throw Self.refusal(file, problems.joined(separator: "; ")) }
            try StoreCopy.flush(part)
        } catch DatabaseError.failed(_, let message, _) {
            throw Self.refusal(file, message)
        }
        guard link(part, file) == 0 else { throw Self.refusal(file, String(cString: strerror(errno))) }
    }

    private static func refusal(_ file: String, _ reason: String) -> Refusal {
        Refusal(
            .invalid,
            "The backup \(file) was not made (\(reason)). Name a file that is not there yet, in a folder with room for it that this user can write to."
        )
    }
}

extension Instant {
    /// In a file's name: 20261127T094500Z.
    fileprivate var compact: String {
        String(rfc3339.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
