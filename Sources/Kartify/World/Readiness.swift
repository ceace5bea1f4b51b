import Domain
import Glibc
import Storage
import Synchronization

/// Whether this server can work. The answer is kept for a second: whoever asks cannot keep the disk busy with it.
final class Readiness: Sendable {
    /// What it needs, in the order of the answer.
    enum Need: String, CaseIterable, Sendable {
        case database, migrations, disk, writer
    }

    /// How it stands with one of them.
    struct Standing: Sendable {
        /// For everybody.
        var figures: [Figure] = []
        /// What is wrong, for the log; nil when all is well.
        var fault: String?

        struct Figure: Sendable {
            let name: String
            let value: Int
        }
    }

    private let last = Mutex<(at: Instant, needs: [Need: Standing])?>(nil)
    private static let lifetime = Span.seconds(1)
    /// With less room than this a write may fail at any moment.
    private static let fewestBytes = 64 << 20

    /// - Parameter folder: whose disk is looked at.
    func needs(of database: Database, in folder: String, now: Instant) -> [Need: Standing] {
        last.withLock { last in
            if let last, last.at <= now, now < last.at + Self.lifetime { return last.needs }
            let needs = [
                Need.database: Self.takesWrites(database), .migrations: Self.migrations(database),
                .disk: Self.disk(folder), .writer: Self.writer(database),
            ]
            last = (now, needs)
            return needs
        }
    }

    private static func takesWrites(_ database: Database) -> Standing {
        do {
            try database.checkWriting()
            return Standing()
        } catch {
            return Standing(fault: "\(error)")
        }
    }

    /// A newer program may have gone on with the database under this one.
    private static func migrations(_ database: Database) -> Standing {
        let known = Migration.all.last?.number ?? 0
        do {
            let applied = try database.read { try $0.newestMigration() }
            return Standing(
                figures: [.init(name: "applied", value: applied), .init(name: "known", value: known)],
                fault: applied == known ? nil : "migration \(applied) is applied, this program knows \(known)")
        } catch {
            return Standing(fault: "\(error)")
        }
    }

    private static func disk(_ folder: String) -> Standing {
        guard let disk = Disk(of: folder) else { return Standing(fault: "its free space cannot be told") }
        return Standing(
            figures: [.init(name: "freePercent", value: disk.percent)],
            fault: disk.free < fewestBytes ? "only \(disk.free >> 20) MB free" : nil)
    }

    private static func writer(_ database: Database) -> Standing {
        let figures = database.writerFigures
        return Standing(
            figures: [.init(name: "waiting", value: figures.waiting)],
            fault: figures.isRefusing ? "too many writes wait" : nil)
    }
}

/// The disk on which a folder is.
struct Disk {
    /// Bytes.
    let free: Int
    let percent: Int

    /// nil where the system does not say.
    init?(of folder: String) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0, status.f_blocks > 0 else { return nil }
        free = Int(status.f_bavail) * Int(status.f_frsize)
        percent = Int(status.f_bavail) * 100 / Int(status.f_blocks)
    }
}
