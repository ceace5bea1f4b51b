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
        guard connection.serverVersion >= 150_000 else {
            throw Refusal(
                .invalid,
                "The PostgreSQL server is older than version 15. Install a newer one: “apt install postgresql”.")
        }
        if let refusal = try connection.clockRefusal() { throw refusal }
        let answer = try connection.send(
            """
            SELECT datname, pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database
            WHERE datname = current_database()
            """)
        let database = answer.text(0) ?? "", found = [answer.text(1), answer.text(2), answer.text(3)].map { $0 ?? "" }
        guard found == ["UTF8", "C", "C"] else {
            throw Refusal(
                .invalid,
                """
                The PostgreSQL database \(database) has encoding \(found[0]) and sorts by \(found[1]). Make one that has UTF8 and \
                sorts by bytes: “createdb --template=template0 --encoding=UTF8 --locale=C \(database)”.
                """)
        }
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

    package func riskySettings() throws -> [String] {
        try ["fsync", "full_page_writes", "synchronous_commit"].compactMap { name in
            guard try send("SHOW \(name)").text(0) == "off" else { return nil }
            return "\(name) is off: type “ALTER SYSTEM SET \(name) = on;”, then “SELECT pg_reload_conf();”."
        }
    }
}
