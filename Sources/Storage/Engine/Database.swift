import Synchronization

/// The store: one writer, and a reader for every thread that reads at the same time.
package final class Database: Sendable {
    private let path: String
    private let writer: Writer
    private let idleReaders = Mutex<[Connection]>([])
    private let inspect: Connection.PlanInspector?

    /// Opens the file, creating it when it is not there, and brings its schema up to date.
    ///
    /// - Parameter inspect: sees each statement's query plan once; for tests.
    package init(
        path: String, migrations: [Migration] = Migration.all, inspect: Connection.PlanInspector? = nil
    ) throws {
        let connection = try Connection(path: path, readOnly: false, inspect: inspect)
        try connection.switchToWAL()
        try connection.run(
            script:
                """
                PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;
                -- 64 MB of pages, and up to 32 MB of log before its pages are moved: in a catalogue of a million SKUs every
                -- update touches hundreds of them, and with 16 MB and 4 MB each commit wrote them twice.
                PRAGMA cache_size=-64000; PRAGMA wal_autocheckpoint=8000;
                """)
        try Migration.run(migrations, on: connection)
        self.path = path
        self.inspect = inspect
        writer = Writer(connection)
    }

    deinit {
        writer.stop()
    }

    /// Reads one consistent state.
    package func read<Value>(_ body: (borrowing Snapshot) throws -> Value) throws -> Value {
        let connection = try idleReaders.withLock { $0.popLast() } ?? openReader()
        // A connection whose transaction cannot be ended is not given back: it closes itself.
        try connection.execute("BEGIN")
        let result = Result { try body(Snapshot(connection: connection)) }
        try connection.execute("ROLLBACK")
        idleReaders.withLock { $0.append(connection) }
        return try result.get()
    }

    /// Writes, and returns when the write is on disk. A closure that throws changes nothing.
    ///
    /// No network and no slow work inside: everybody who writes waits for it.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) throws -> Value {
        try writer.write(body)
    }

    /// Copies the whole database into a new file, while others read and write.
    package func backup(to file: String) throws {
        try openReader().execute("VACUUM INTO \(file)")
    }

    /// What `PRAGMA integrity_check` and `foreign_key_check` find wrong; empty when all is well.
    package func problems() throws -> [String] {
        let connection = try openReader()
        let broken: [String] = try connection.all("PRAGMA integrity_check") { try $0[0] }
        let orphans: [String] = try connection.all("PRAGMA foreign_key_check") {
            "orphan row in \(try $0[0] as String)"
        }
        return broken.filter { $0 != "ok" } + orphans
    }

    private func openReader() throws -> Connection {
        let connection = try Connection(path: path, readOnly: true, inspect: inspect)
        try connection.run(script: "PRAGMA cache_size=-8000; PRAGMA mmap_size=268435456;")
        return connection
    }
}
