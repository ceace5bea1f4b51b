import CSQLite
import Glibc

/// A copy of a store in a file of its own, as a backup is.
package struct StoreCopy: Sendable {
    package let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// What is wrong with it; empty when it is sound and this program can use it.
    ///
    /// - Throws: a `DatabaseError` when it is no database at all.
    package func problems(migrations: [Migration] = Migration.all) throws -> [String] {
        let connection = try SQLiteConnection(path: path, readOnly: true)
        let copy = Snapshot(connection: connection)
        let tables: [String] = try copy.all("SELECT name FROM sqlite_schema WHERE type = 'table'") {
            try $0.next()
        }
        guard tables.contains("migration") else { return ["It is a database, but none of Kartify."] }
        let newest = try copy.number("SELECT coalesce(max(number), 0) FROM migration")
        guard newest > 0 else { return ["It is a database, but none of Kartify."] }
        guard newest <= migrations.count else {
            return ["A newer Kartify made it (schema \(newest), this one knows \(migrations.count))."]
        }
        return try connection.problems()
    }

    /// Takes the place of the store at a path, which nobody may have open. At every moment either the old store or the new one is
    /// there, whole.
    ///
    /// - Parameter kept: the path at which the old store is kept; it is not there yet. nil where there is no old store.
    /// - Throws: `DatabaseError.busy` when a program has the old store open.
    package func replaceStore(at store: String, keeping kept: String? = nil) throws {
        let new = store + ".restoring"
        Self.remove(new)
        try SQLiteConnection(path: path, readOnly: true).backup(to: new)
        try Self.flush(new)
        if let kept {
            try Self.close(store)
            guard link(store, kept) == 0 else { throw Self.failure("link \(kept)") }
            // A damaged store could not be closed. Its log must not be taken for the new one's.
            for end in ["-wal", "-shm"] where access(store + end, F_OK) == 0 {
                guard rename(store + end, kept + end) == 0 else { throw Self.failure("rename \(store)\(end)") }
            }
        }
        guard rename(new, store) == 0 else { throw Self.failure("rename \(store)") }
        try Self.flush(String(store.prefix(upTo: store.lastIndex(of: "/") ?? store.startIndex)))
    }

    /// Removes a store that was never finished, with what SQLite puts beside it; the store goes last, so that who is killed in the middle
    /// still finds it.
    package static func remove(_ path: String) {
        for end in ["-journal", "-wal", "-shm", ""] { unlink(path + end) }
    }

    /// Merges the log of writes into the file; nobody else may have it open.
    private static func close(_ store: String) throws {
        do {
            let connection = try SQLiteConnection(path: store, readOnly: false)
            try connection.run(script: "PRAGMA busy_timeout=0; PRAGMA journal_mode=DELETE")
        } catch DatabaseError.failed(let code, _, _) where code & 0xff == SQLITE_BUSY {
            throw DatabaseError.busy
        } catch DatabaseError.failed(let code, _, _) where code & 0xff == SQLITE_NOTADB || code & 0xff == SQLITE_CORRUPT
        {
            // It is to be replaced for just that; it is kept with its log.
        }
    }

    /// Puts a file, or a folder's entries, on disk.
    package static func flush(_ path: String) throws {
        let file = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
        defer { Glibc.close(file) }
        guard file >= 0, fsync(file) == 0 else { throw failure("fsync \(path)") }
    }

    private static func failure(_ what: String) -> DatabaseError {
        DatabaseError.failed(code: errno, message: String(cString: strerror(errno)), sql: what)
    }
}

extension SQLiteConnection {
    /// A connection that nobody else's can come beside; nil where others have the file open.
    static func alone(path: String) throws -> SQLiteConnection? {
        let connection = try SQLiteConnection(path: path, readOnly: false)
        do {
            try connection.run(script: "PRAGMA busy_timeout=0; PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT")
            return connection
        } catch DatabaseError.failed(let code, _, _) where code & 0xff == SQLITE_BUSY {
            return nil
        }
    }
}
