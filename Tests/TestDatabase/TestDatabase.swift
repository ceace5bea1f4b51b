import FoundationEssentials
import Glibc
import Storage
import TestSupport

/// The engine that the tests run on: `KARTIFY_TEST_ENGINE=postgres swift test` runs them on PostgreSQL.
package enum TestEngine {
    package static let isSQLite = getenv("KARTIFY_TEST_ENGINE").map { String(cString: $0) } != "postgres"

    /// `KARTIFY_TEST_TWICE=1 swift test` takes back what each write has done, once, and lets it run again.
    package static let isTwice = getenv("KARTIFY_TEST_TWICE") != nil

    /// The address on the server of the database that stands for a path.
    package static func address(of path: String) throws -> String {
        try TestServer.shared.get().address(ofPath: path, isWhole: false)
    }

    /// A connection of somebody else to the store at a path.
    package static func connection(to path: String) throws -> any Connection {
        isSQLite
            ? try SQLiteConnection(path: path, readOnly: false)
            : try PostgresConnection(url: address(of: path))
    }
}

extension Database {
    /// The store of a test: the file at a path, or the database that stands for it on a server of the test run.
    ///
    /// - Parameter migrations: others than Kartify's own.
    package static func ofTest(
        _ path: String, migrations: [Migration]? = nil, waitingWriters: Int = .max, inspect: PlanInspector? = nil
    ) throws -> Database {
        if TestEngine.isSQLite {
            if migrations == nil, !FileManager.default.fileExists(atPath: path) {
                try wholeStore.get().write(to: URL(filePath: path))
            }
            return try Database(
                path: path, migrations: migrations ?? Migration.all, waitingWriters: waitingWriters, inspect: inspect,
                writer: { TestEngine.isTwice && migrations == nil ? WatchedConnection($0, isTwice: true) : $0 })
        }
        return try Database(
            server: try TestServer.shared.get().address(ofPath: path, isWhole: migrations == nil),
            migrations: migrations ?? Migration.all, waitingWriters: waitingWriters,
            writer: { migrations == nil ? WatchedConnection($0, isTwice: false) : $0 })
    }

    /// The file of an empty store that has every migration: to copy it is a tenth of the work of making one.
    private static let wholeStore = Result {
        let folder = try TemporaryFolder()
        let store = try Database(path: folder.file("made.db"))
        try store.write { _ in }
        try SQLiteConnection(path: folder.file("made.db"), readOnly: false)
            .run(script: "VACUUM INTO '\(folder.file("whole.db"))'")
        return try Data(contentsOf: URL(filePath: folder.file("whole.db")))
    }
}

extension Database {
    /// Lets a change of a table fail, such as `INSERT ON exchange`, as if the store were broken.
    ///
    /// - Parameter condition: on the row `NEW`; nil for every row.
    package func refuse(_ change: String, when condition: String? = nil, saying words: String) throws {
        let condition = condition.map { "WHEN (\($0))" } ?? ""
        let script =
            TestEngine.isSQLite
            ? "CREATE TRIGGER broken BEFORE \(change) \(condition) BEGIN SELECT RAISE(ABORT, '\(words)'); END"
            : """
            CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '\(words)'; END $$;
            CREATE TRIGGER broken BEFORE \(change) FOR EACH ROW \(condition) EXECUTE FUNCTION broken();
            """
        try write { try $0.connection.run(script: script) }
    }

    /// Lets the changes of a table go well again.
    package func refuseNothing(_ table: String) throws {
        let script = TestEngine.isSQLite ? "DROP TRIGGER broken" : "DROP TRIGGER broken ON \(table)"
        try write { try $0.connection.run(script: script) }
    }
}

extension Snapshot {
    /// Every row of every table as text, with the table's name before it.
    package func everything() throws -> [String] {
        let tables: [String] = try all(
            TestEngine.isSQLite
                ? "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
                : "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ) { try $0.next() }
        return try tables.flatMap { table in
            try all(SQL(stringLiteral: "SELECT \(try values(of: table)) FROM \(table)")) {
                "\(table): \(try $0.next() as String)"
            }
        }
    }

    private func values(of table: String) throws -> String {
        guard TestEngine.isSQLite else { return "CAST(\(table) AS TEXT)" }
        let columns: [String] = try all(SQL(stringLiteral: "SELECT name FROM pragma_table_info('\(table)')")) {
            try $0.next()
        }
        return columns.map { "quote(\($0))" }.joined(separator: " || ',' || ")
    }
}
