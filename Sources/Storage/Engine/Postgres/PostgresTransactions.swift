extension PostgresConnection {
    /// Two transactions of one snapshot see the same rows, so what the one before has read is true until the snapshot is another.
    package func beginReading() throws {
        let snapshot = try afresh {
            try send("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT pg_current_snapshot()").text(0)
        }
        isReading = true
        ownMemory.move(to: .snapshot(snapshot ?? ""))
    }

    /// Waits for the writers before it, of all processes, for as long as the transaction. Every statement then sees what they have
    /// committed.
    package func beginWriting(for website: Int?) throws {
        (isReading, writing, savepoint) = (false, nil, .none)
        let locks = Self.locks(for: website)
        let number = try afresh {
            try send("BEGIN; SELECT \(locks); SAVEPOINT one; SELECT pg_current_xact_id()").text(0)
        }
        (writing, savepoint) = (number.map { ($0, locks) }, .unused)
    }

    /// A website's writers wait for each other by its own lock, and share the one of all. Who writes for none, or for several, takes
    /// that one alone: it waits for every website's writers, and those that come later wait for it. The lock of all comes first, so
    /// nobody waits in a circle.
    ///
    /// The lock of all is the one that every writer took before there were those of websites: an older version may write beside
    /// this one while it is replaced. Ids are above 0, so no website's key is that one.
    private static func locks(for website: Int?) -> String {
        guard let website else { return "pg_advisory_xact_lock(\(everything))" }
        return "pg_advisory_xact_lock_shared(\(everything)), pg_advisory_xact_lock(\(-website))"
    }

    private static let everything = 4279

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
            // The locks are free once the transaction has ended, one way or the other.
            try run(script: "BEGIN; SELECT \(writing.locks)")
            let status = try send("SELECT pg_xact_status('\(writing.number)'::xid8)").text(0)
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

    /// The savepoint of a write. A network's way there and back takes longer than a statement, so it is set with the begin, and goes with
    /// the commit or with what sets the next one.
    enum Savepoint {
        case none, unused, set, done
    }

    package func setSavepoint() throws {
        switch savepoint {
        case .unused: break
        case .none, .set: try run(script: "SAVEPOINT one")
        case .done: try run(script: "RELEASE one; SAVEPOINT one")
        }
        savepoint = .set
    }

    package func returnToSavepoint() throws {
        guard !isLost else { throw DatabaseError.lost("the transaction has to be run again") }
        try run(script: "ROLLBACK TO one")
    }

    package func releaseSavepoint() { savepoint = .done }
}
