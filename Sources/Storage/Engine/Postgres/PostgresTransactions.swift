extension PostgresConnection {
    package func beginReading() throws {
        try afresh { try run(script: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") }
    }

    /// Takes the lock that makes all processes' writers one, for as long as the transaction. Every statement then sees what the
    /// writers before it have committed.
    package func beginWriting() throws {
        writing = nil
        writing = try afresh { try send("BEGIN; SELECT \(Self.lock), pg_current_xact_id()").text(1) }
    }

    private static let lock = "pg_advisory_xact_lock(4279)"

    /// A connection that was idle may be dead without knowing it.
    private func afresh<Value>(_ body: () throws -> Value) throws -> Value {
        if isLost { try reconnect() }
        do {
            return try body()
        } catch DatabaseError.lost {
            try reconnect()
            return try body()
        }
    }

    /// - Throws: `DatabaseError.lost` when nothing was committed and another try may work, `unclear` when nobody knows.
    package func commit() throws {
        do {
            guard try send("COMMIT").tag == "COMMIT" else { throw DatabaseError.endedByAnother }
        } catch DatabaseError.lost(let message) {
            guard try wasCommitted() else { throw DatabaseError.lost(message) }
        }
    }

    /// Asks another connection what became of the transaction.
    private func wasCommitted() throws -> Bool {
        guard let writing else { throw DatabaseError.unclear }
        do {
            try reconnect()
            // The lock is free once the transaction has ended, one way or the other.
            try run(script: "BEGIN; SELECT \(Self.lock)")
            let status = try send("SELECT pg_xact_status('\(writing)'::xid8)").text(0)
            try rollBack()
            switch status {
            case "committed": return true
            case "aborted": return false
            default: throw DatabaseError.unclear
            }
        } catch {
            throw DatabaseError.unclear
        }
    }

    package func rollBack() throws { try run(script: "ROLLBACK") }

    package func setSavepoint() throws { try run(script: "SAVEPOINT one") }

    package func returnToSavepoint() throws {
        guard !isLost else { throw DatabaseError.lost("the transaction has to be run again") }
        try run(script: "ROLLBACK TO one")
    }

    package func releaseSavepoint() throws { try run(script: "RELEASE one") }
}
