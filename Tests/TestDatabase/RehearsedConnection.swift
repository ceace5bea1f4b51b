import Storage
import Synchronization

/// Takes back what each batch of writes has done once, as if the connection had been lost before the commit: closures run again,
/// and must hold nothing but work on the database.
final class RehearsedConnection: Connection {
    private let real: any Connection
    private let isSecond = Atomic(false)

    init(_ real: any Connection) {
        self.real = real
    }

    func commit() throws {
        guard isSecond.exchange(true, ordering: .relaxed) else {
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
    func beginWriting() throws { try real.beginWriting() }
    func rollBack() throws { try real.rollBack() }
    func setSavepoint() throws { try real.setSavepoint() }
    func returnToSavepoint() throws { try real.returnToSavepoint() }
    func releaseSavepoint() throws { try real.releaseSavepoint() }
    func createMigrationTable() throws { try real.createMigrationTable() }
    func backup(to file: String) throws { try real.backup(to: file) }
    func problems() throws -> [String] { try real.problems() }
    func riskySettings() throws -> [String] { try real.riskySettings() }
}
