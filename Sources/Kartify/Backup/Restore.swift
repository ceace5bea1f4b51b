import Domain
import Glibc
import Storage

/// Puts a backup in the place of an installation's database.
struct Restore {
    let folder: String
    private var store: String { folder + "/kartify.sqlite" }

    /// - Parameter open: opens a database as the installation would, its key included, or refuses.
    /// - Returns: where the database that it replaced is kept; nil when there was none.
    func run(_ file: String, at now: Instant, open: (Database) throws -> Void) throws -> String? {
        guard access(file, R_OK) == 0 else { throw Refusal(.invalid, "The file \(file) cannot be read.") }
        try check(file)
        try tryOut(file, open)
        let old = access(store, F_OK) == 0 ? "\(store).replaced-\(now.milliseconds)" : nil
        do {
            try StoreCopy(file).replaceStore(at: store, keeping: old)
        } catch DatabaseError.busy {
            throw Refusal(
                .conflict,
                "Kartify is running on this database. Stop it first (systemctl stop kartify.socket kartify.service), then restore."
            )
        } catch DatabaseError.failed(_, let message, let step) {
            throw Refusal(.conflict, "Nothing was restored (\(message), at: \(step)). Is the disk full?")
        }
        return old
    }

    private func check(_ file: String) throws {
        let problems: [String]
        do {
            problems = try StoreCopy(file).problems()
        } catch DatabaseError.failed(_, let message, _) {
            throw Refusal(.invalid, "The file \(file) is no backup of Kartify (\(message)). Nothing was changed.")
        }
        guard problems.isEmpty else {
            throw Refusal(
                .invalid, "The backup \(file) cannot be used: \(problems.joined(separator: " ")) Nothing was changed.")
        }
    }

    /// On a copy: opening a store brings its schema up to date, and a backup stays as it is.
    private func tryOut(_ file: String, _ open: (Database) throws -> Void) throws {
        let trial = store + ".trial"
        StoreCopy.remove(trial)
        defer { StoreCopy.remove(trial) }
        try StoreCopy(file).replaceStore(at: trial)
        try open(Database(path: trial))
    }
}
