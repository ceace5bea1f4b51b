extension SQLiteConnection {
    package func beginReading() throws {
        doubtMemory()
        try run("BEGIN")
    }

    /// A file has one writer, whatever it writes.
    package func beginWriting(for website: Int?) throws { try run("BEGIN IMMEDIATE") }

    package func commit() throws {
        try place?.check()
        try run("COMMIT")
    }

    package func rollBack() throws { try run("ROLLBACK") }

    package func setSavepoint() throws { try run("SAVEPOINT one") }

    package func returnToSavepoint() throws {
        // A full disk ends the whole transaction by itself.
        guard isInTransaction else { throw DatabaseError.endedByAnother }
        try run("ROLLBACK TO one")
    }

    package func releaseSavepoint() throws { try run("RELEASE one") }

    private func run(_ sql: SQL) throws {
        try run(sql) { _ in true }
    }
}
