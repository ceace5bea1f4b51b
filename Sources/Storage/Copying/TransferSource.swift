import Domain
import Glibc

/// The store that is copied.
struct TransferSource {
    let connection: any Connection
    private let wasOurs: Bool

    init(_ place: StorePlace, _ version: SchemaVersion) throws {
        switch place {
        case .file(let path): (connection, wasOurs) = try Self.open(file: path)
        case .server(let url):
            let connection = try PostgresConnection(url: url)
            (self.connection, wasOurs) = (connection, try !connection.isSharedWithOthers())
        }
        guard case .current = try version.state(of: connection) else {
            throw Refusal(
                .conflict,
                "The database to copy has another schema than this Kartify (\(version.newest)). Type kartify migrate, and again."
            )
        }
    }

    // The release build of Swift 6.3.1 crashes where it inlines this.
    @inline(never)
    func write(_ body: (borrowing Transaction) throws -> Void) throws {
        try connection.beginWriting()
        try body(Transaction(connection: connection))
        try connection.commit()
    }

    /// Whether nobody else has had the store open so far.
    func isOurs() throws -> Bool {
        guard wasOurs, let server = connection as? PostgresConnection else { return wasOurs }
        return try !server.isSharedWithOthers()
    }

    /// nil where the other side knows them.
    func tables() throws -> [CopiedTable]? { try (connection as? PostgresConnection)?.tables() }

    func names() throws -> [String] { try connection.tableNames() }

    /// A file that nobody else has open is kept so until the copy is done.
    private static func open(file path: String) throws -> (any Connection, isOurs: Bool) {
        guard access(path, F_OK) == 0 else { throw Refusal(.notFound, "There is no database \(path) to copy.") }
        if let own = try SQLiteConnection.alone(path: path) { return (own, true) }
        let shared = try SQLiteConnection(path: path, readOnly: false)
        try shared.run(script: "PRAGMA synchronous=FULL")
        return (shared, false)
    }
}
