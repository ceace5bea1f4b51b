/// One migration. Migrations run in order, forward only, each once; a released one never changes.
package struct Migration: Sendable {
    /// Its number, from 1.
    package let number: Int
    package let title: String
    let script: String

    package init(_ number: Int, _ title: String, script: String) {
        self.number = number
        self.title = title
        self.script = script
    }

    /// FNV-1a of the script: it detects a change and need not withstand an attacker.
    package var checksum: Int {
        Int(
            bitPattern: UInt(
                script.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }))
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
        if let newest = done.keys.max(), newest > migrations.count {
            throw DatabaseError.newerSchema(found: newest, known: migrations.count)
        }
        for migration in migrations {
            if let checksum = done[migration.number] {
                guard checksum == migration.checksum else { throw DatabaseError.migrationChanged(migration.number) }
                continue
            }
            try connection.run(script: migration.script)
            try transaction.execute(
                """
                INSERT INTO migration (number, title, checksum)
                VALUES (\(migration.number), \(migration.title), \(migration.checksum))
                """)
        }
    }
}
