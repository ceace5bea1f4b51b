import Domain

struct PostgresServer: Engine {
    let writer: any Connection
    let name: String
    private let url: String
    /// Connections of a process that write: so many websites at once.
    private static let writers = 4

    /// Connects to the database that an address like `postgres://user@host/database` names.
    ///
    /// - Throws: a `Refusal` that says what to type when the database is not one that we can use.
    init(url: String) throws {
        let connection = try PostgresConnection(url: url)
        if let refusal = try connection.facts().refusal ?? connection.clockRefusal() { throw refusal }
        writer = connection
        name = "PostgreSQL \(connection.serverVersion / 10_000).\(connection.serverVersion % 10_000)"
        self.url = url
    }

    func reader() throws -> any Connection {
        try PostgresConnection(url: url)
    }

    var otherWriters: [@Sendable () throws -> any Connection] {
        Array(repeating: { [url] in try PostgresConnection(url: url) }, count: Self.writers - 1)
    }

    var isFile: Bool { false }
    /// The server's own monitoring shows its sizes.
    var size: (data: Int, log: Int) { (0, 0) }
}

extension PostgresConnection {
    package var dialect: Dialect { .postgres }

    package func createMigrationTable() throws {
        try run(
            script: """
                CREATE TABLE IF NOT EXISTS migration (
                    number BIGINT PRIMARY KEY, title TEXT NOT NULL, checksum BIGINT NOT NULL);
                """)
    }

    package func backup(to file: String) throws {
        throw Refusal(
            .invalid,
            "The database is on a PostgreSQL server: copy it with pg_dump --format=custom --file=FILE ADDRESS.")
    }

    /// The server checks its pages and references by itself.
    package func problems() -> [String] { [] }
}
