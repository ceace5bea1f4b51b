import CSQLite

extension Connection {
    /// The connection that writes; it creates the file if there is none.
    static func writer(path: String, inspect: PlanInspector?) throws -> Connection {
        let connection = try Connection(path: path, readOnly: false, inspect: inspect)
        try connection.switchToWAL()
        try connection.run(
            script:
                """
                PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
                -- 64 MB of pages, and up to 32 MB of log before its pages are moved: in a catalogue of a million SKUs every
                -- update touches hundreds of them, and with 16 MB and 4 MB each commit wrote them twice.
                PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=8000;
                -- What a savepoint goes back to stays in memory: a file for it was a tenth of the time of a write.
                PRAGMA temp_store=MEMORY;
                -- A long reader keeps the log growing; once it is gone the file shrinks back.
                PRAGMA journal_size_limit=33554432;
                """)
        return connection
    }

    /// A connection that can only read.
    static func reader(path: String, inspect: PlanInspector?) throws -> Connection {
        let connection = try Connection(path: path, readOnly: true, inspect: inspect)
        // The file is not mapped: SQLite unmaps all of it at the first read after every commit.
        try connection.run(script: "PRAGMA cache_size=-8000")
        return connection
    }

    /// The migrations that have run.
    func createMigrationTable() throws {
        try run(
            script: """
                CREATE TABLE IF NOT EXISTS migration (
                    number INTEGER PRIMARY KEY, title TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT;
                """)
    }

    /// SQLite does not wait for a lock here: of two starts on a fresh file, one fails at once with "database is locked". Taking the
    /// whole file for a moment does wait until the other start is done.
    private func switchToWAL() throws {
        for _ in 1...100 {
            do {
                return try run(script: "PRAGMA journal_mode=WAL")
            } catch DatabaseError.failed(let code, _, _) where code & 0xff == SQLITE_BUSY {
                try run(script: "BEGIN EXCLUSIVE; COMMIT")
            }
        }
        try run(script: "PRAGMA journal_mode=WAL")
    }
}
