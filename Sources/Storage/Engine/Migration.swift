/// One migration. Migrations run in order, forward only, each once; a released one never changes.
package struct Migration: Sendable {
    package let number: Int
    package let title: String
    private let scripts: [Dialect: String]

    /// One that is written for both engines.
    package init(_ number: Int, _ title: String, sqlite: String, postgres: String) {
        self.init(number, title, [.sqlite: sqlite, .postgres: postgres])
    }

    /// One for SQLite alone.
    package init(_ number: Int, _ title: String, script: String) {
        self.init(number, title, [.sqlite: script])
    }

    private init(_ number: Int, _ title: String, _ scripts: [Dialect: String]) {
        self.number = number
        self.title = title
        self.scripts = scripts
    }

    /// The same, as the one that makes the whole schema on a server, as it is after it.
    func makingAll(of schema: String) -> Migration {
        Migration(number, title, scripts.merging([.postgres: schema]) { $1 })
    }

    /// FNV-1a of its script: it detects a change and need not withstand an attacker. nil where it does nothing.
    package func checksum(in dialect: Dialect) -> Int? {
        scripts[dialect].map { script in
            Int(
                bitPattern: UInt(
                    script.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }))
        }
    }

    static func run(_ migrations: [Migration], on connection: any Connection) throws {
        try connection.beginWriting()
        do {
            try connection.createMigrationTable()
            try runPending(migrations, on: connection)
            try connection.commit()
        } catch {
            if connection.isInTransaction { try connection.rollBack() }
            throw error
        }
    }

    private static func runPending(_ migrations: [Migration], on connection: any Connection) throws {
        let transaction = Transaction(connection: connection)
        let done = Dictionary(
            uniqueKeysWithValues: try transaction.all("SELECT number, checksum FROM migration") {
                (try $0.next() as Int, try $0.next() as Int)
            })
        if let newest = done.keys.max(), newest > migrations.last?.number ?? 0 {
            throw DatabaseError.newerSchema(found: newest, known: migrations.last?.number ?? 0)
        }
        for migration in migrations {
            guard let script = migration.scripts[connection.dialect],
                let checksum = migration.checksum(in: connection.dialect)
            else { continue }
            if let known = done[migration.number] {
                guard known == checksum else { throw DatabaseError.migrationChanged(migration.number) }
                continue
            }
            try connection.run(script: script)
            try transaction.execute(
                """
                INSERT INTO migration (number, title, checksum)
                VALUES (\(migration.number), \(migration.title), \(checksum))
                """)
        }
    }
}
