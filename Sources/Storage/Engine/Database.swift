import Domain

/// The store: who writes, and a reader for every thread that reads at the same time.
package final class Database: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let engine: any Engine

    /// Opens the file, creating it when it is not there, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - waitingWriters: how many may wait for a writer that does not get on; the next are refused at once.
    ///   - inspect: sees each statement's query plan once; for tests.
    ///   - writer: makes the connection that writes out of the file's own; for tests.
    package convenience init(
        path: String, migrations: [Migration] = Migration.all, waitingWriters: Int = .max,
        inspect: PlanInspector? = nil,
        writer: (any Connection) -> any Connection = { $0 }
    ) throws {
        let engine = try SQLiteFile(path: path, inspect: inspect)
        try self.init(engine, migrations, waitingWriters, writer: writer(engine.writer), others: engine.otherWriters)
    }

    /// Connects to a database on a server, and brings its schema up to date.
    ///
    /// - Parameters:
    ///   - url: such as `postgres://user@host/database`.
    ///   - writer: makes each connection that writes out of the server's own; for tests.
    package convenience init(
        server url: String, migrations: [Migration] = Migration.all, waitingWriters: Int = .max,
        writer: @escaping @Sendable (any Connection) -> any Connection = { $0 }
    ) throws {
        let engine = try PostgresServer(url: url)
        try self.init(
            engine, migrations, waitingWriters, writer: writer(engine.writer),
            others: engine.otherWriters.map { open in { writer(try open()) } })
    }

    private init(
        _ engine: any Engine, _ migrations: [Migration], _ waitingWriters: Int, writer connection: any Connection,
        others: [@Sendable () throws -> any Connection]
    ) throws {
        self.engine = engine
        try Migration.run(migrations, on: engine.writer)
        readers = Readers(open: engine.reader)
        writer = Writer(connection, others, waiting: waitingWriters)
    }

    deinit {
        writer.stop()
    }

    /// Reads one consistent state.
    package func read<Value>(_ body: (borrowing Snapshot) throws -> Value) throws -> Value {
        let result = try readers.borrow { connection in
            try connection.beginReading()
            let result = Result { try body(Snapshot(connection: connection)) }
            try connection.rollBack()
            return result
        }
        return try result.get()
    }

    /// Writes, and returns when the write is on disk. A closure that throws changes nothing.
    ///
    /// No network and no slow work inside: other writers wait for it. On a server the writes of two websites go on at the same time,
    /// each after the other writes of its website, on this machine or another; one for no website waits for all of them, and they for
    /// it. A file has one writer, whatever it writes.
    ///
    /// - Parameters:
    ///   - website: the one whose rows alone are written, and read to decide what to write. nil where rows belong to none, or to
    ///     several.
    ///   - patiently: whether to wait as long as the engine does for a file that somebody else holds, rather than half a second.
    /// - Throws: what the closure throws, or a `DatabaseError`: `busy` at once when too many wait already.
    package func write<Value: Sendable>(
        for website: ID<Website>? = nil, patiently: Bool = true,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) throws -> Value {
        try writer.write(for: website?.number, patiently: patiently, body)
    }

    /// Fails when nothing can be written now; answers within about half a second.
    package func checkWriting() throws {
        try write(patiently: false) { try $0.touch() }
    }

    /// The engine and its version, for people.
    package var engineName: String { engine.name }

    /// Whether it is a file, which Kartify backs up and restores; a server has its own ways.
    package var isFile: Bool { engine.isFile }

    package var writerFigures: WriterFigures { writer.figures }

    /// The sizes of the store's files in bytes: the data, and the log of writes that is not merged into it yet.
    package var size: (data: Int, log: Int) { engine.size }

    /// Copies the whole database into a new file, while others read and write.
    package func backup(to file: String) throws {
        try readers.open().backup(to: file)
    }

    /// Problems of the file and its references; empty when there are none.
    package func problems() throws -> [String] {
        try readers.open().problems()
    }

    /// Settings with which what was confirmed may be lost, in words; empty when there are none.
    package func riskySettings() throws -> [String] {
        try readers.open().riskySettings()
    }
}
