/// Looks at every statement the first time it is prepared, with the lines of its query plan. Tests refuse scans with it.
package typealias PlanInspector = @Sendable (_ sql: String, _ plan: [String]) throws -> Void

/// One connection to the store and its prepared statements, used by one thread at a time: the writer owns one, and readers
/// borrow theirs from the pool.
package protocol Connection: AnyObject, Sendable {
    var dialect: Dialect { get }

    /// Runs a statement and hands over its rows until `body` wants no more.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func run(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws -> Int

    /// Runs a script of several statements: settings and migrations only.
    func run(script: String) throws

    /// What was read before and is still true in this transaction; nil where the engine cannot tell, and where one writes.
    func memory() throws -> Memory?

    func beginReading() throws
    /// Waits for the other writers of a website, and for those of all.
    ///
    /// - Parameter website: nil to wait for every other writer.
    func beginWriting(for website: Int?) throws
    var isInTransaction: Bool { get }
    func commit() throws
    func rollBack() throws
    /// Marks where `returnToSavepoint` goes back to.
    func setSavepoint() throws
    func returnToSavepoint() throws
    func releaseSavepoint() throws

    /// Makes the table of the migrations that have run, if it is not there.
    func createMigrationTable() throws
    /// Copies the whole database into a new file.
    func backup(to file: String) throws
    /// What is wrong with the store, in words; empty when nothing is.
    func problems() throws -> [String]
    /// Settings with which what was confirmed may be lost, in words.
    func riskySettings() throws -> [String]
}

extension Connection {
    /// Waits for all other writers.
    package func beginWriting() throws { try beginWriting(for: nil) }
}

/// What keeps the tables: a file, or a server.
protocol Engine: Sendable {
    /// Its name and version, for people.
    var name: String { get }
    /// The connection that writes.
    var writer: any Connection { get }
    /// Open the other connections that may write at the same time.
    var otherWriters: [@Sendable () throws -> any Connection] { get }
    /// A new connection that can only read.
    func reader() throws -> any Connection
    /// Whether it is a file, which we copy and check by ourselves.
    var isFile: Bool { get }
    /// Bytes of the data, and of the log of writes that is not merged into it yet.
    var size: (data: Int, log: Int) { get }
}

/// The columns of the row that a statement stands on.
protocol Columns {
    var count: Int { get }
    subscript(index: Int) -> SQLValue { get }
    /// The statement's text.
    var sql: String { get }
}
