import CSQLite

struct SQLiteFile: Engine {
    let writer: any Connection
    private let path: String
    private let inspect: PlanInspector?
    private let place: FilePlace

    init(path: String, inspect: PlanInspector?) throws {
        let connection = try SQLiteConnection(path: path, readOnly: false, inspect: inspect)
        try connection.switchToWAL()
        try connection.run(
            script:
                """
                PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
                -- 16 MB of pages, and up to 32 MB of log before its pages are moved: in a catalogue of a million SKUs every
                -- update touches hundreds of them. With 8 MB an update of any 500 takes half as long again, and 64 MB are no
                -- faster than 16; with 4 MB of log each commit wrote its pages twice.
                PRAGMA cache_size=-16000; PRAGMA wal_autocheckpoint=8000;
                -- What a savepoint goes back to stays in memory: a file for it was a tenth of the time of a write.
                PRAGMA temp_store=MEMORY;
                -- A long reader keeps the log growing; once it is gone the file shrinks back.
                PRAGMA journal_size_limit=33554432;
                -- The first look into the file makes its log of writes, which then stays as long as this connection.
                SELECT count(*) FROM sqlite_schema;
                """)
        place = FilePlace([path, path + "-wal"])
        connection.place = place
        writer = connection
        self.path = path
        self.inspect = inspect
    }

    func reader() throws -> any Connection {
        // Else it would read another file than the connections before it.
        try place.check()
        let connection = try SQLiteConnection(path: path, readOnly: true, inspect: inspect)
        // The file is not mapped: SQLite unmaps all of it at the first read after every commit. The system keeps its pages for all
        // readers, so each holds no more than the upper pages of its indexes.
        try connection.run(script: "PRAGMA cache_size=-1500")
        return connection
    }

    var otherWriters: [@Sendable () throws -> any Connection] { [] }

    var name: String { "SQLite \(String(cString: sqlite3_libversion()))" }

    var isFile: Bool { true }

    var size: (data: Int, log: Int) {
        (FilePlace.size(of: path) ?? 0, FilePlace.size(of: path + "-wal") ?? 0)
    }
}

extension SQLiteConnection {
    /// SQLite does not wait for a lock here: of two starts on a fresh file, one fails at once with "database is locked". Taking the
    /// whole file for a moment does wait until the other start is done.
    fileprivate func switchToWAL() throws {
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
