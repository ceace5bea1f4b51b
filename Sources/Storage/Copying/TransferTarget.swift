import Domain
import Glibc

/// What becomes the copy. Until `finish` it is what it was before.
protocol TransferTarget {
    var connection: any Connection { get }
    func begin() throws
    /// nil where the other side knows them.
    func tables() throws -> [CopiedTable]?
    func fill(_ table: CopiedTable, with rows: [[SQLValue]]) throws
    func finish() throws
}

extension TransferTarget {
    func names() throws -> [String] { try connection.tableNames() }

    /// Marks the copy as one that nobody has used yet.
    fileprivate func mark(of installation: Int) throws {
        try connection.run("DELETE FROM migration WHERE number = \(Migration.copyMark)") { _ in true }
        try connection.run(
            "INSERT INTO migration (number, title, checksum) VALUES (\(Migration.copyMark), 'copy', \(installation))"
        ) { _ in true }
    }
}

extension SchemaVersion {
    /// Refuses a database that may hold what is nowhere else.
    ///
    /// - Parameters:
    ///   - place: what it is called.
    ///   - empty: how to get an empty one.
    ///   - migrate: how to bring it up to date.
    fileprivate func check(
        _ connection: any Connection, of installation: Int, at place: String, empty: String, migrate: String
    ) throws {
        switch try state(of: connection) {
        case .empty: return
        case .current(let copied?) where copied == installation: return
        case .current(nil) where try connection.isUnused(): return
        case .foreign: throw Refusal(.conflict, "\(place) holds tables that are none of Kartify's. \(empty)")
        case .other(let found) where found > newest:
            throw Refusal(
                .conflict,
                "\(place) has schema \(found), and this Kartify knows \(newest). Type the command with the version that made it, or start afresh. \(empty)"
            )
        case .other(let found):
            throw Refusal(
                .conflict,
                "\(place) has schema \(found), and this Kartify \(newest). Bring it up to date first: \(migrate)"
            )
        case .current:
            throw Refusal(
                .conflict,
                "\(place) holds data that is no copy of this installation, or that somebody has worked with since it was copied. \(empty)"
            )
        }
    }
}

extension Connection {
    /// Whether it has a schema, and nothing else.
    fileprivate func isUnused() throws -> Bool {
        var rows = 0
        try run("SELECT (SELECT count(*) FROM website) + (SELECT count(*) FROM staff)") { row in
            rows = try row.next()
            return false
        }
        return rows == 0
    }
}

struct ServerTarget: TransferTarget {
    private let server: PostgresConnection
    private let installation: Int
    private let version: SchemaVersion
    private let references = References()
    var connection: any Connection { server }

    init(url: String, of installation: Int, _ version: SchemaVersion) throws {
        _ = try PostgresServer(url: url)
        server = try PostgresConnection(url: url)
        self.installation = installation
        self.version = version
        try check()
        try Migration.run(version.migrations, on: server)
    }

    private func check() throws {
        let name = try server.send("SELECT current_database()").text(0) ?? ""
        try version.check(
            server, of: installation, at: "The database \(name) on the server",
            empty:
                "Make an empty one: “createdb --template=template0 --encoding=UTF8 --locale=C NAME”, and put its NAME in the address.",
            migrate: "“KARTIFY_DATABASE=ADDRESS kartify migrate”.")
    }

    /// From here on the others' writers wait.
    func begin() throws {
        try server.beginWriting()
        // Somebody may have begun to use it.
        try check()
        try mark(of: installation)
        references.keep(try server.releaseReferences())
    }

    func tables() throws -> [CopiedTable]? { try server.tables() }

    func fill(_ table: CopiedTable, with rows: [[SQLValue]]) throws { try server.fill(table, with: rows) }

    func finish() throws {
        for statement in references.kept { try server.run(script: statement) }
        try server.setIdentities()
        try server.commit()
        try server.run(script: "ANALYZE")
    }

    /// The statements that let rows refer to each other again.
    private final class References {
        private(set) var kept: [String] = []
        func keep(_ statements: [String]) { kept = statements }
    }
}

/// A new file, which takes its name once it is whole.
struct FileTarget: TransferTarget {
    private let path: String
    private let new: String
    private let installation: Int
    private let version: SchemaVersion
    let connection: any Connection

    init(path: String, of installation: Int, _ version: SchemaVersion) throws {
        self.path = path
        self.installation = installation
        self.version = version
        new = path + ".copying"
        try Self.check(path, of: installation, version)
        StoreCopy.remove(new)
        do {
            connection = try SQLiteConnection(path: new, readOnly: false)
            // A file that is not whole is thrown away: it need not survive anything yet.
            try connection.run(script: "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000")
        } catch DatabaseError.failed(_, let message, _) {
            throw Refusal(
                .invalid, "The file \(new) cannot be made (\(message)). Name a folder that this user can write to.")
        }
        try Migration.run(version.migrations, on: connection)
    }

    private static func check(_ path: String, of installation: Int, _ version: SchemaVersion) throws {
        guard access(path, F_OK) == 0 else { return }
        let removal = "Move it away: mv \(path) \(path).old"
        do {
            try version.check(
                try SQLiteConnection(path: path, readOnly: true), of: installation, at: "The file \(path)",
                empty: removal,
                migrate: "KARTIFY_DATABASE= kartify migrate, with KARTIFY_DATA set to its folder.")
        } catch DatabaseError.failed(_, let message, _) {
            throw Refusal(.conflict, "The file \(path) cannot be read (\(message)). \(removal)")
        }
    }

    func begin() throws {
        try connection.beginWriting()
        try mark(of: installation)
    }

    func tables() -> [CopiedTable]? { nil }

    func fill(_ table: CopiedTable, with rows: [[SQLValue]]) throws {
        for row in rows { try connection.run(table.insertion(of: row)) { _ in true } }
    }

    func finish() throws {
        try connection.commit()
        let problems = try connection.problems()
        guard problems.isEmpty else {
            throw Refusal(
                .conflict, "The copy is not sound (\(problems.joined(separator: "; "))). Type the command again.")
        }
        try StoreCopy.flush(new)
        // A copy that somebody has opened since this began is no longer ours to replace.
        try Self.check(path, of: installation, version)
        // The log of the copy before it must not be taken for this one's.
        for end in ["-wal", "-shm"] { unlink(path + end) }
        guard rename(new, path) == 0 else {
            throw DatabaseError.failed(code: errno, message: String(cString: strerror(errno)), sql: "rename \(new)")
        }
        try StoreCopy.flush(String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)))
    }
}
