import Storage
import Synchronization

/// Sees to what closures that write must keep to.
///
/// They hold nothing but work on the database: where `isTwice`, each batch of writes is taken back once, as if the connection had been
/// lost before the commit, and runs again. And one that writes for a website writes no other's rows: a server's triggers look.
final class WatchedConnection: Connection {
    private let real: any Connection
    private let isTwice: Bool
    private let isSecond = Atomic(false)
    /// That of the write; 0 for none.
    private let website = Atomic(0)

    init(_ real: any Connection, isTwice: Bool) {
        self.real = real
        self.isTwice = isTwice
    }

    func beginWriting(for website: Int?) throws {
        try real.beginWriting(for: website)
        self.website.store(website ?? 0, ordering: .relaxed)
    }

    func setSavepoint() throws {
        try real.setSavepoint()
        let website = website.load(ordering: .relaxed)
        if dialect == .postgres, website > 0 { try WebsiteWatch.tell(real, website) }
    }

    func commit() throws {
        guard !isTwice || isSecond.exchange(true, ordering: .relaxed) else {
            try real.rollBack()
            throw DatabaseError.lost("this was a rehearsal")
        }
        isSecond.store(false, ordering: .relaxed)
        try real.commit()
    }

    var dialect: Dialect { real.dialect }
    var isInTransaction: Bool { real.isInTransaction }

    @discardableResult
    func run(_ sql: SQL, _ body: (inout Row) throws -> Bool) throws -> Int { try real.run(sql, body) }

    func run(script: String) throws { try real.run(script: script) }
    func memory() throws -> Memory? { try real.memory() }
    func beginReading() throws { try real.beginReading() }
    func rollBack() throws { try real.rollBack() }
    func returnToSavepoint() throws { try real.returnToSavepoint() }
    func releaseSavepoint() throws { try real.releaseSavepoint() }
    func createMigrationTable() throws { try real.createMigrationTable() }
    func backup(to file: String) throws { try real.backup(to: file) }
    func problems() throws -> [String] { try real.problems() }
    func riskySettings() throws -> [String] { try real.riskySettings() }
}
